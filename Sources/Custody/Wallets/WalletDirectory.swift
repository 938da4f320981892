public import Diagnostics
import Glibc

/// The directory in which SOMA's own tools keep a wallet. Steward reads it and never writes there.
///
/// Source: `soma_config_dir` of the chain; `soma.keystore` and `soma.aliases` of `soma-keys`.
public struct WalletDirectory: Hashable, Sendable {
  /// The variable that names another directory.
  public static let variable = "SOMA_CONFIG_DIR"

  /// The path, without a slash at the end.
  public let path: String

  /// Names a directory; nothing is looked at yet.
  public init(path: String) {
    let end = path.utf8.lastIndex { $0 != UInt8(ascii: "/") }
    self.path = end.map { String(path[...$0]) } ?? "/"
  }

  /// Finds the directory: `$SOMA_CONFIG_DIR`, else `~/.soma/soma_config`.
  ///
  /// - Parameters:
  ///   - environment: Gives the value of a variable; only two are asked for.
  ///   - accountHome: Gives the home directory of the account, for when `HOME` is not set, as in
  ///     some services.
  /// - Throws: ``WalletDirectoryError``.
  public init(
    environment: (String) -> String? = WalletDirectory.inheritedVariable,
    accountHome: () -> String? = WalletDirectory.homeOfAccount
  ) throws(WalletDirectoryError) {
    if let path = environment(Self.variable) {
      guard !path.isEmpty else { throw .emptyVariable }
      self.init(path: path)
      return
    }
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 } ?? accountHome()
    guard let home else { throw .noHome }
    self.init(path: WalletDirectory(path: home).path + "/.soma/soma_config")
  }

  /// The keys.
  public var keystore: String { path + "/soma.keystore" }

  /// Names for the keys.
  public var aliases: String { path + "/soma.aliases" }

  /// Networks, and which address is active.
  public var clientConfiguration: String { path + "/client.yaml" }

  /// The value of an environment variable. The others, which may be secrets, are not copied.
  public static func inheritedVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }

  /// The home directory of the account that this process runs as.
  public static func homeOfAccount() -> String? {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var texts = [CChar](repeating: 0, count: 16_384)
    return texts.withUnsafeMutableBufferPointer { texts in
      guard let start = texts.baseAddress,
        getpwuid_r(getuid(), &entry, start, texts.count, &found) == 0, found != nil
      else { return nil }
      return entry.pw_dir.map { String(cString: $0) }
    }
  }
}

/// Why there is no wallet directory.
public enum WalletDirectoryError: Error, Equatable, Sendable {
  /// `SOMA_CONFIG_DIR` is set to nothing.
  case emptyVariable
  /// Neither `SOMA_CONFIG_DIR` nor a home directory is known.
  case noHome
}

extension WalletDirectoryError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .emptyVariable:
      diagnostic("emptyVariable", "SOMA_CONFIG_DIR is set, but empty.", "unset SOMA_CONFIG_DIR")
    case .noHome:
      diagnostic(
        "noHome", "Neither SOMA_CONFIG_DIR nor HOME is set, and the account has no home.",
        "export SOMA_CONFIG_DIR=DIRECTORY")
    }
  }

  private func diagnostic(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "walletDirectory.\(name)", summary: "The wallet directory is not known",
      detail: detail, remedies: [remedy])
  }
}
