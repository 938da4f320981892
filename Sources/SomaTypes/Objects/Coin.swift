public import BCS

/// Money in one object.
public struct Coin: Hashable, Sendable {
  /// Which version of which object.
  public let reference: ObjectRef
  /// What it holds.
  public let balance: Amount

  /// Creates a coin.
  public init(reference: ObjectRef, balance: Amount) {
    self.reference = reference
    self.balance = balance
  }

  /// Reads the balance of a coin object: 8 bytes, nothing else.
  ///
  /// - Throws: ``BCSError``; also when the object is not a coin. (The real SDK would take any
  ///   other content for a balance of 0.)
  public init(_ object: SomaObject) throws(BCSError) {
    try object.require(.coin)
    self.init(reference: object.reference, balance: try Amount(bcsBytes: object.content))
  }
}

extension SomaObject {
  /// Refuses another type.
  func require(_ expected: ObjectType) throws(BCSError) {
    guard type == expected else {
      throw BCSError(
        .invalidValue(
          type: expected.rawValue, reason: "object \(id) is of type \(type.rawValue)"), at: 0)
    }
  }
}
