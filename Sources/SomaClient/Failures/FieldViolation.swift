/// A field of a request that a node refused (`google.rpc.BadRequest.FieldViolation`).
///
/// All three texts are the node's, bounded and without control characters.
public struct FieldViolation: Equatable, Sendable {
  /// Path of the field, such as `requests[0].object_id`.
  public var field: String

  /// What is wrong with it, for people.
  public var description: String

  /// `FIELD_INVALID` or `FIELD_MISSING`.
  public var reason: String

  /// Creates a violation.
  public init(field: String, description: String, reason: String) {
    self.field = field
    self.description = description
    self.reason = reason
  }
}
