import SomaCrypto

extension ObjectDigest {
  /// Stands for an object that a transaction deleted: 32 bytes `c`.
  public static let deleted = ObjectDigest(Bytes32(repeating: UInt8(ascii: "c")))

  /// Stands for an object that a transaction put inside another: 32 bytes `X`.
  public static let wrapped = ObjectDigest(Bytes32(repeating: UInt8(ascii: "X")))

  /// Stands for a shared object of a cancelled transaction: 32 bytes `M`.
  public static let cancelled = ObjectDigest(Bytes32(repeating: UInt8(ascii: "M")))
}
