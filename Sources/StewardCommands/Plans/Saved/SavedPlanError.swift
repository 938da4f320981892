import Diagnostics

/// Why a file is no saved plan that can be carried out.
enum SavedPlanError: Error, Equatable {
  /// It is larger than any plan.
  case tooLarge(byteCount: Int)
  /// It is not JSON, or no record that names a schema.
  case notAPlan
  /// It is something else, or a plan of another version.
  case otherSchema(String)
  /// A field is missing, or holds what no plan holds.
  case field(String)
  /// The digest is not that of the content.
  case wrongDigest
  /// Content and digest agree, but it is not written as plans are: a field twice, or one that nobody
  /// knows, or other spaces.
  case otherNotation
}

extension SavedPlanError {
  /// What a decoder found wrong.
  init(decoding error: any Error) {
    switch error {
    case DecodingError.keyNotFound(let key, _):
      self = key.stringValue == "schema" ? .notAPlan : .field(key.stringValue)
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      let key = context.codingPath.last { $0.intValue == nil }?.stringValue
      self = key.map { $0 == "schema" ? .notAPlan : .field($0) } ?? .notAPlan
    case DecodingError.dataCorrupted(let context):
      let key = context.codingPath.last { $0.intValue == nil }?.stringValue
      self = key.map { .field($0) } ?? .notAPlan
    default: self = .notAPlan
    }
  }
}

extension SavedPlanError: Explainable {
  /// The explanation.
  var diagnostic: Diagnostic {
    let again = "Make it again, and review it:\n    steward plan --out FILE"
    switch self {
    case .tooLarge(let byteCount):
      return Diagnostic(
        code: "savedPlan.tooLarge", summary: "A file is too large for a saved plan",
        detail:
          "It has \(byteCount) bytes; a saved plan has at most \(SavedPlanFile.maximumByteCount).",
        remedies: [again])
    case .notAPlan:
      return Diagnostic(
        code: "savedPlan.notAPlan", summary: "A file is not a saved plan",
        detail: "It is not JSON that begins with a schema, or it was cut off.", remedies: [again])
    case .otherSchema(let name):
      return Diagnostic(
        code: "savedPlan.otherSchema", summary: "A file is not a saved plan of this version",
        detail: "It is \(Excerpt(name)); this program reads \(SavedPlanFile.schema).",
        remedies: [again, "If a newer Steward made it, carry it out with that one."])
    case .field, .wrongDigest, .otherNotation:
      return Diagnostic(
        code: "savedPlan.damaged", summary: "A saved plan was damaged or changed by hand",
        detail: "\(fault) Nothing was carried out.", remedies: [again])
    }
  }

  private var fault: String {
    switch self {
    case .field(let name): "Its field \(Excerpt(name)) is missing, or holds what no plan holds."
    case .wrongDigest: "Its digest is not that of its content."
    case .otherNotation: "Its content is not written the way plans are."
    case .tooLarge, .notAPlan, .otherSchema: ""
    }
  }
}
