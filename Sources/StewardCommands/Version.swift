import ArgumentParser
import SomaCrypto

/// Which Steward this is.
enum Version {
  /// Semantic version of the program.
  static let text = "0.1.0"

  /// The SOMA protocol version up to which the chain's rules are known (testnet-v0.1.21).
  static let knownProtocolVersion: UInt64 = 5
}

/// `steward version`.
struct VersionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "version", abstract: "Print the versions of Steward and of what it stands on.",
    discussion: "Exit status: 0.")

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.write(
      schema: "steward/version/v1",
      [
        .init("steward", Version.text),
        .init("knownProtocolVersion", .number(Version.knownProtocolVersion)),
        .init("libsodium", CryptoLibraries.sodiumVersion),
        .init("libcrypto", CryptoLibraries.openSSLVersion),
      ])
  }
}
