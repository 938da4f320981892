import Glibc
public import SomaTypes

/// Where states are when nobody names a directory: `$XDG_STATE_HOME/steward/<chain id>`, else
/// `~/.local/state/steward/<chain id>`. The only place that knows this rule.
///
/// Source: XDG Base Directory Specification.
public struct StateHome: Equatable, Sendable {
  /// The directory that has one directory for each chain.
  public let path: String

  /// Finds it; `nil` when no home is known.
  ///
  /// - Parameters:
  ///   - environment: Gives the value of a variable; only two are asked for.
  ///   - accountHome: Gives the home directory of the account, for when `HOME` is not set, as in some
  ///     services.
  public init?(environment: (String) -> String?, accountHome: () -> String?) {
    // A relative path is to be ignored, says the specification.
    let named = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
    let home = environment("HOME").flatMap { $0.isEmpty ? nil : $0 } ?? accountHome()
    guard let base = named ?? home.map({ "\($0)/.local/state" }) else { return nil }
    path = "\(base)/steward"
  }

  /// The directory of a chain's state.
  ///
  /// - Parameter chain: The digest of its genesis.
  /// - Returns: A path that need not exist.
  public func directory(of chain: CheckpointDigest) -> String { "\(path)/\(chain)" }

  /// The chain whose state a directory is by its name.
  ///
  /// - Returns: `nil` for one that is not named after a chain.
  public static func chain(ofDirectory directory: String) -> CheckpointDigest? {
    let name = directory.split(separator: "/").last ?? ""
    return try? CheckpointDigest(base58: name)  // other names are fine, and say nothing
  }

  /// The directories of chains that have a state, by their names.
  ///
  /// - Returns: Possibly none.
  public func directories() -> [String] {
    // What cannot be read has nothing for us.
    let names = (try? PacketShelf.entries(of: path)) ?? []
    return names.sorted().map { "\(path)/\($0)" }.filter {
      Self.chain(ofDirectory: $0) != nil
        && access("\($0)/\(StateDirectory.databaseName)", F_OK) == 0
    }
  }
}
