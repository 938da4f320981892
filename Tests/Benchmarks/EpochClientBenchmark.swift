import FaultServer
import Foundation
import GRPCCore
import SomaClient
import SomaProto
import SomaWire

/// The same reply over HTTP/2 on the loopback interface, asked for by the SDK.
enum EpochClientBenchmark {
  private static let epoch = RPCMethod<[UInt8], [UInt8]>(
    raw: Soma_Rpc_LedgerService.Method.GetEpoch.descriptor)
  private static let small = RPCMethod<[UInt8], [UInt8]>(
    raw: Soma_Rpc_LedgerService.Method.GetServiceInfo.descriptor)

  /// A node that answers with the message in a file; prints its port and ends with its input.
  static func serve(path: String) async throws {
    let script = NodeScript()
    script.on(epoch.descriptor.fullyQualifiedMethod, .reply(try EpochBenchmark.contents(of: path)))
    script.on(small.descriptor.fullyQualifiedMethod, .reply([]))
    try await withHTTP2Node(script) { port in
      try FileHandle.standardOutput.write(contentsOf: Data("\(port)\n".utf8))
      _ = readLine()
    }
  }

  /// Reads the system state from that node, then takes the bytes of the same reply as they are.
  ///
  /// Prints milliseconds for the state and for the bare bytes, the number of bytes, and by how much
  /// memory grew at most while the state was read, in bytes.
  static func fetch(path: String) async throws {
    let (node, port) = try startNode(path: path)
    defer { node.terminate() }
    let endpoint = try Endpoint("http://127.0.0.1:\(port)")
    try await withConnection(to: [endpoint], settings: ConnectionSettings(version: "bench")) {
      connection in
      _ = try await connection.read(small, [])  // connects
      let clock = ContinuousClock()
      let before = try ResidentMemory.peak()
      var models = 0
      let typed = try await clock.measure {
        models = try await Chain(connection).systemState().models.count
      }
      let growth = try ResidentMemory.peak() - before
      var count = 0
      let bare = try await clock.measure { count = try await connection.read(epoch, []).count }
      guard models > 0 else { throw POSIXError(.EIO) }
      print(typed / .milliseconds(1), bare / .milliseconds(1), count, growth)
    }
  }

  /// In a process of its own, because what a node needs is not the client's.
  static func startNode(path: String) throws -> (Process, port: Int) {
    let node = Process()
    node.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    node.arguments = ["epoch-node", path]
    node.standardInput = Pipe()
    let output = Pipe()
    node.standardOutput = output
    try node.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.dropLast()) else { throw POSIXError(.ECONNREFUSED) }
    return (node, port)
  }
}
