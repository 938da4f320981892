import SomaTypes

extension SomaTensor {
  /// Takes a repeated field: a vector, bit for bit, in one pass.
  init(wire values: [Float]) {
    self.init(
      vectorBits: [UInt32](unsafeUninitializedCapacity: values.count) { target, count in
        for (index, value) in values.enumerated() {
          target.initializeElement(at: index, to: value.bitPattern)
        }
        count = values.count
      })
  }

  /// The first float, which is the only one of a scalar; 0 for none, since a field needs one.
  var scalar: Float { bits.first.map(Float.init(bitPattern:)) ?? 0 }
}
