import ArgumentParser
import SomaCrypto

/// What a run's exit status says, to scripts and to people. Documented in `docs/errors.md`.
enum ExitStatus: Int32 {
  case failed = 1
  case changes = 2
  case needsApproval = 3
  case changedInput = 4
  case invalidInput = 5
  case leaseHeld = 6
  case secretUnavailable = 7
  case noFunds = 8
  case unavailable = 9
  case atRisk = 10
  case loss = 11
  case stateUnusable = 12
  case usage = 64

  /// As the argument parser throws it.
  var code: ExitCode { ExitCode(rawValue) }
}

/// A problem together with the exit status that it ends a run with.
struct CommandFailure: Error {
  var status: ExitStatus
  var underlying: any Error
}

/// Runs `body`; an error that it throws ends the run with `status`.
func failing<Result: ~Copyable>(
  with status: ExitStatus, _ body: () throws -> Result
) throws -> Result {
  do { return try body() } catch {
    // With a status already; or nothing failed, but a signal came.
    if error is CommandFailure || error is CancellationError { throw error }
    // A library that fails says nothing about what was typed.
    throw CommandFailure(status: error is CryptoError ? .failed : status, underlying: error)
  }
}
