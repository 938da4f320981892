/// What the planner remembers of one model, or of what belongs to none, as bytes.
public struct StoredRecord: Equatable, Sendable {
  /// The key name, and the name, of the record of what belongs to no model. No model can have it.
  public static let sharedName = "@journal"

  /// The model's name at its first apply, which never changes.
  public var keyName: String
  /// The model's name now.
  public var name: String
  /// The planner's record, in the caller's encoding.
  public var body: [UInt8]
  /// When it changed.
  public var changedAt: Moment

  /// Creates a record.
  public init(keyName: String, name: String, body: [UInt8], changedAt: Moment) {
    self.keyName = keyName
    self.name = name
    self.body = body
    self.changedAt = changedAt
  }
}
