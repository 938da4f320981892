import Custody

/// No core file, no debugger and no report of a crash from the first secret to the end of the process.
///
/// A master sees to that itself; keys of wallets and of weights, passphrases and words do not.
enum CrashSilence {
  private static let protection = DumpProtection()

  /// To be called before a secret is read.
  static func begin() { _ = protection }
}
