public import Diagnostics

/// Why a cryptographic operation could not be done.
public enum CryptoError: Error, Equatable, Sendable {
  /// The kernel gave no guarded memory.
  case noGuardedMemory
  /// A secret of another length is needed.
  case wrongSecretLength(expected: Int, actual: Int)
  /// The memory that a passphrase is hashed in is not to be had, in KiB.
  case notEnoughMemory(kiB: UInt32)
  /// A C function failed that only fails when something is badly wrong; its name.
  case libraryFailed(String)
}

extension CryptoError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .noGuardedMemory:
      Diagnostic(
        code: "crypto.noGuardedMemory", summary: "There is no guarded memory for a secret",
        detail: "The kernel refused another protected page.",
        remedies: ["Free memory, or raise `ulimit -l` and `vm.max_map_count`, then run again."])
    case .wrongSecretLength(let expected, let actual):
      Diagnostic(
        code: "crypto.wrongSecretLength", summary: "A secret has the wrong length",
        detail: "It has \(actual) bytes; \(expected) are needed.",
        remedies: ["Check that the whole secret was given, and nothing beside it."])
    case .notEnoughMemory(let kiB):
      Diagnostic(
        code: "crypto.notEnoughMemory", summary: "There is not enough memory for a passphrase",
        detail: "\(kiB / 1024) MiB are needed while the passphrase is checked.",
        remedies: ["Free memory, or raise the limit (`ulimit -v`, MemoryMax=), then run again."])
    case .libraryFailed(let function):
      Diagnostic(
        code: "crypto.libraryFailed", summary: "A cryptographic library failed",
        detail: "\(function) reported an error.",
        remedies: ["Reinstall libsodium23 and libssl3, and check free memory, then run again."])
    }
  }
}
