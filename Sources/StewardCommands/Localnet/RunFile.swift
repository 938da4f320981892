import Foundation
import Glibc
import Localnet
import SystemPackage

/// What a running localnet says of itself, for the other commands: `run.json` in its directory.
struct RunFile: Codable, Equatable {
  /// The process.
  var pid: Int32
  /// When the process began, in clock ticks since the machine did: tells it from a later one with the
  /// same number.
  var startTicks: UInt64
  /// Which chain, in Base58.
  var chainID: String
  /// The node.
  var rpc: String
  /// The second node, if there is one.
  var follower: String?
  /// The faucet.
  var faucet: String
  /// The scoring service.
  var scoring: String
  /// The admin service.
  var admin: String
  /// The HTTP server for objects, if there is one.
  var host: String?

  private static let name = "run.json"

  /// Writes the file whole or not at all.
  func write(to directory: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try encoder.encode(self).write(
      to: URL(filePath: "\(directory)/\(Self.name)"), options: .atomic)
  }

  /// Removes the file, if it is this process's.
  static func remove(from directory: String) {
    if running(in: directory)?.pid == getpid() { unlink("\(directory)/\(name)") }
  }

  /// The localnet of a directory, if one runs there.
  static func running(in directory: String) -> RunFile? {
    let url = URL(filePath: "\(directory)/\(name)")
    // A file that cannot be read is as good as none: whoever runs there holds the lock as well.
    guard let bytes = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(RunFile.self, from: bytes),
      DirectoryHolder.startTicks(of: file.pid) == file.startTicks
    else { return nil }
    return file
  }

  /// The result that commands print.
  var fields: [OutputValue.Field] {
    [
      .init("chainId", chainID), .init("rpc", rpc),
      .init("follower", follower.map(OutputValue.text) ?? .null), .init("faucet", faucet),
      .init("scoring", scoring), .init("admin", admin),
      .init("host", host.map(OutputValue.text) ?? .null), .init("pid", .number(UInt64(pid))),
    ]
  }
}
