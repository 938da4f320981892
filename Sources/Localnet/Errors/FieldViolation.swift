import SomaProto

/// What is wrong with one field of a request.
struct FieldViolation {
  /// The chain's names of reasons. Source: `rpc/src/proto/soma`, `ErrorReason`.
  enum Reason: String {
    /// It is there, and wrong.
    case invalid = "FIELD_INVALID"
    /// It is not there.
    case missing = "FIELD_MISSING"
  }

  /// The field, such as `requests[0].object_id`.
  let field: String
  /// Which kind of wrong.
  let reason: Reason
  /// What to tell; can be empty.
  let description: String

  init(_ field: String, _ reason: Reason, _ description: String = "") {
    self.field = field
    self.reason = reason
    self.description = description
  }
}
