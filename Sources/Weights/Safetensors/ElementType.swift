/// What the elements of a tensor are, by the format's own names.
///
/// Source: <https://huggingface.co/docs/safetensors>, and the list of the `safetensors` library 0.8.
public enum ElementType: String, Hashable, Sendable, CaseIterable {
  /// One byte, 0 or 1.
  case bool = "BOOL"
  /// 4 bits.
  case f4 = "F4"
  /// 6 bits: 2 of exponent, 3 of mantissa.
  case f6e2m3 = "F6_E2M3"
  /// 6 bits: 3 of exponent, 2 of mantissa.
  case f6e3m2 = "F6_E3M2"
  /// Unsigned, 8 bits.
  case u8 = "U8"
  /// Signed, 8 bits.
  case i8 = "I8"
  /// 8 bits: 5 of exponent, 2 of mantissa.
  case f8e5m2 = "F8_E5M2"
  /// 8 bits: 4 of exponent, 3 of mantissa.
  case f8e4m3 = "F8_E4M3"
  /// 8 bits, all exponent.
  case f8e8m0 = "F8_E8M0"
  /// 8 bits: 4 of exponent, 3 of mantissa, one zero.
  case f8e4m3fnuz = "F8_E4M3FNUZ"
  /// 8 bits: 5 of exponent, 2 of mantissa, one zero.
  case f8e5m2fnuz = "F8_E5M2FNUZ"
  /// Signed, 16 bits.
  case i16 = "I16"
  /// Unsigned, 16 bits.
  case u16 = "U16"
  /// IEEE 754 binary16.
  case f16 = "F16"
  /// The upper half of an IEEE 754 binary32.
  case bf16 = "BF16"
  /// Signed, 32 bits.
  case i32 = "I32"
  /// Unsigned, 32 bits.
  case u32 = "U32"
  /// IEEE 754 binary32: what SOMA's weights and embeddings are made of.
  case f32 = "F32"
  /// Two IEEE 754 binary32.
  case c64 = "C64"
  /// IEEE 754 binary64.
  case f64 = "F64"
  /// Signed, 64 bits.
  case i64 = "I64"
  /// Unsigned, 64 bits.
  case u64 = "U64"

  /// Length of one element in bits.
  public var bitCount: UInt64 {
    switch self {
    case .f4: 4
    case .f6e2m3, .f6e3m2: 6
    case .bool, .u8, .i8, .f8e5m2, .f8e4m3, .f8e8m0, .f8e4m3fnuz, .f8e5m2fnuz: 8
    case .i16, .u16, .f16, .bf16: 16
    case .i32, .u32, .f32: 32
    case .c64, .f64, .i64, .u64: 64
    }
  }
}
