import Diagnostics

/// Why the weights of a model did not come.
enum ModelFetchError: Error, Equatable, Sendable {
  /// Their server answered with another status than success.
  case refused(status: Int)
  /// There was no whole answer.
  case unreachable(String)
  /// The bytes are not those of the manifest.
  case wrongChecksum
  /// An answer had another length than was asked for.
  case wrongLength(expected: UInt64, actual: UInt64)
}

extension ModelFetchError: Explainable {
  var diagnostic: Diagnostic {
    switch self {
    case .refused(let status): diagnostic("refused", "HTTP status \(status).")
    case .unreachable(let text): diagnostic("unreachable", "\(Excerpt(text)).")
    case .wrongChecksum: diagnostic("wrongChecksum", "The checksum is not the manifest's.")
    case .wrongLength(let expected, let actual):
      diagnostic("wrongLength", "Expected \(expected) bytes, got \(actual).")
    }
  }

  private func diagnostic(_ name: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "modelFetch.\(name)", summary: "The weights of a model could not be fetched",
      detail: detail)
  }
}
