import SomaTypes

/// How the real SDK prints a reason, so that vectors which hold its words can be compared whole.
extension ExecutionFailure {
  var rustDebug: String {
    switch self {
    case .invalidOwnership(let id, let expected, let actual):
      fields([("object_id", "\(id)"), ("expected_owner", "\(expected)")])
        .replacing(" }", with: ", actual_owner: \(actual.map { "Some(\($0))" } ?? "None") }")
    case .objectNotFound(let id): fields([("object_id", "\(id)")])
    case .invalidObjectType(let id, let expected, let actual):
      fields([
        ("object_id", "\(id)"), ("expected_type", expected.rawValue),
        ("actual_type", actual.rawValue),
      ])
    case .invalidArguments(let reason), .invalidProofOfPossession(let reason):
      fields([("reason", "\"\(reason)\"")])
    case .duplicateValidatorMetadata(let field): fields([("field", "\"\(field)\"")])
    case .targetExpired(let epoch, let current):
      fields([("generation_epoch", "\(epoch)"), ("current_epoch", "\(current)")])
    case .auditWindowOpen(let epoch, let current), .auditWindowClosed(let epoch, let current):
      fields([("fill_epoch", "\(epoch)"), ("current_epoch", "\(current)")])
    case .modelNotInTarget(let model, let target):
      fields([("model_id", "\(model)"), ("target_id", "\(target)")])
    case .embeddingDimensionMismatch(let expected, let actual):
      fields([("expected", "\(expected)"), ("actual", "\(actual)")])
    case .distanceExceedsThreshold(let score, let threshold):
      fields([("score", Self.debug(score)), ("threshold", Self.debug(threshold))])
    case .insufficientBond(let required, let provided):
      fields([("required", "\(required.shannons)"), ("provided", "\(provided.shannons)")])
    case .dataExceedsMaxSize(let size, let maximum):
      fields([("size", "\(size)"), ("max_size", "\(maximum)")])
    case .somaError(let error):
      "SomaError(\(error.name) { error: \"\(error.texts.joined())\" })"
    default: name
    }
  }

  private func fields(_ fields: [(String, String)]) -> String {
    "\(name) { \(fields.map { "\($0): \($1)" }.joined(separator: ", ")) }"
  }

  /// Three bytes of a scalar, as the tensors of the real SDK print.
  private static func debug(_ scalar: SomaTensor) -> String {
    let word = scalar.bits.first ?? 0
    let bytes = "\(word & 255), \(word >> 8 & 255), \(word >> 16 & 255)"
    return "SomaTensor(TensorData { bytes: Bytes { data: [\(bytes), \"...\"], len: 4 }, "
      + "shape: [1], dtype: F32 })"
  }
}
