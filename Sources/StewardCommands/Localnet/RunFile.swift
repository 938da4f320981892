import Foundation
import Glibc
import Localnet
import SystemPackage

/// What a running localnet says of itself, for the other commands: `run.json` in its directory.
struct RunFile: Codable, Equatable {
  /// The process.
  var pid: Int32
  /// When the process began, in clock ticks since the machine did.
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
    let bytes = try encoder.encode(self)
    // A name that a new start and a reset know: it stays there when this process is killed now.
    let (path, new) = ("\(directory)/\(Self.name)", "\(directory)/\(Self.name).new")
    unlink(new)
    do {
      let file = try FileDescriptor.open(
        new, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: .ownerReadWrite)
      try file.closeAfter { _ = try file.writeAll(bytes) }
      guard rename(new, path) == 0 else { throw Errno(rawValue: errno) }
    } catch let error as Errno {
      throw ChainStorageError.system(call: "write", path: path, errno: error.rawValue)
    }
  }

  /// Removes the file, if it is this process's.
  static func remove(from directory: String) {
    if running(in: directory)?.pid == getpid() { unlink("\(directory)/\(name)") }
  }

  /// The localnet of a directory, if one runs there.
  static func running(in directory: String) -> RunFile? {
    let url = URL(filePath: "\(directory)/\(name)")
    // A file that cannot be read is as good as none: whoever runs there holds the lock as well.
    guard let holder = DirectoryHolder(of: directory), let bytes = try? Data(contentsOf: url),
      let file = try? JSONDecoder().decode(RunFile.self, from: bytes),
      file.pid == holder.pid, file.startTicks == holder.startTicks
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
