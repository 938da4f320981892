import Foundation
import GRPCCore
import Ledger
import SomaClient
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// What a localnet does for its clients over HTTP/2 on loopback.
enum LocalnetBenchmark {
  private static let epoch = RPCMethod<[UInt8], [UInt8]>(
    raw: Soma_Rpc_LedgerService.Method.GetEpoch.descriptor)

  /// Transfers out of one coin for each client, each built on the effects of the one before.
  ///
  /// Prints transactions a second by the clock, beside the ledger alone, in this process and without
  /// signing, and beside writes of as many bytes that are made durable one by one; then the bytes that
  /// the log has for each, and what the node has in memory, in bytes. The last three are 0 without a
  /// directory, but for the memory.
  static func transactions(clients: Int, count: Int, directory: String?) async throws {
    let node = try MeasuredLocalnet(models: 0, clients: clients, directory: directory)
    let (rpc, clock) = (node.rpc, ContinuousClock())
    let each = count / clients
    let elapsed = try await clock.measure {
      try await withThrowingTaskGroup(of: Void.self) { group in
        for client in 0..<clients {
          group.addTask { try await transfer(each, as: client, at: rpc) }
        }
        try await group.waitForAll()
      }
    }
    let memory = try node.residentMemory()
    let bare = try bareLedger(each * clients)
    var frame = 0
    var durable = Duration.zero
    if let directory {
      frame = try size(of: "\(directory)/inputs") / (each * clients)
      durable = try clock.measure {
        try writeDurably(each * clients, of: frame, to: "\(directory)/reference")
      }
    }
    func rate(_ duration: Duration) -> Double {
      duration == .zero ? 0 : Double(each * clients) / (duration / .seconds(1))
    }
    print(rate(elapsed), rate(bare), rate(durable), frame, memory)
  }

  private static func transfer(_ count: Int, as client: Int, at rpc: String) async throws {
    try await withConnection(
      to: [try Endpoint(rpc)], settings: ConnectionSettings(version: "bench")
    ) { connection in
      let key = try MeasuredLocalnet.key(client)
      let owner = SomaAddress(key.publicKey)
      let chain = Chain(connection)
      guard var coin = try await chain.ownedObjects(of: owner).first?.reference else {
        throw POSIXError(.ENOENT)
      }
      for _ in 0..<count {
        let outcome = await chain.submit(payment(out: coin, of: owner).signed(with: key))
        guard case .ran(let executed) = outcome,
          case .success = executed.effects.status, let gas = executed.effects.gasObject?.output
        else { throw POSIXError(.EIO) }
        coin = ObjectRef(id: coin.id, version: executed.effects.version, digest: gas.digest)
      }
    }
  }

  private static func payment(out coin: ObjectRef, of owner: SomaAddress) -> TransactionData {
    TransactionData(
      kind: .transferCoin(
        TransferCoin(coin: coin, amount: Amount(shannons: 1), recipient: SomaAddress(.zero))),
      sender: owner, gasPayment: [coin])
  }

  /// The same without a node: the ledger executes what is signed already.
  private static func bareLedger(_ count: Int) throws -> Duration {
    let key = try MeasuredLocalnet.key(0)
    let owner = SomaAddress(key.publicKey)
    var ledger = Ledger(genesis: try Genesis(MeasuredLocalnet.genesis(models: 0, clients: 1)))
    guard var coin = ledger.ownedObjects(of: owner, limit: 1).entries.first?.element.reference
    else { throw POSIXError(.ENOENT) }
    let clock = ContinuousClock()
    var total = Duration.zero
    for _ in 0..<count {
      let transaction = payment(out: coin, of: owner).signed(with: key)
      total += try clock.measure { _ = try ledger.execute(transaction, at: 1_760_000_000_000) }
      guard let next = ledger.object(coin.id)?.reference else { throw POSIXError(.EIO) }
      coin = next
    }
    return total
  }

  private static func size(of path: String) throws -> Int {
    var status = stat()
    guard stat(path, &status) == 0 else { throw POSIXError(.ENOENT) }
    return Int(status.st_size)
  }

  private static func writeDurably(_ count: Int, of size: Int, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    guard file >= 0 else { throw POSIXError(.EIO) }
    defer { close(file) }
    let bytes = [UInt8](repeating: 0x5a, count: size)
    for _ in 0..<count {
      guard write(file, bytes, size) == size, fdatasync(file) == 0 else { throw POSIXError(.EIO) }
    }
  }

  /// GetEpoch with the whole system state, of a chain with so many live models.
  ///
  /// Prints milliseconds by the clock for the state as values, for the bare bytes, and for the same bytes
  /// from a node that has nothing to do but send them; the number of bytes; what the node has in memory
  /// before the first call and after the last, in bytes.
  static func epoch(models: Int, folder: String) async throws {
    let node = try MeasuredLocalnet(models: models, clients: 1, directory: nil)
    let before = try node.residentMemory()
    let settings = ConnectionSettings(version: "bench")
    let request: [UInt8] = try EpochRequest().message(.systemState).serializedBytes()
    let (clock, file) = (ContinuousClock(), "\(folder)/reply-\(models)")
    var (typed, bare, alone) = (Duration.zero, Duration.zero, Duration.zero)
    var count = 0
    try await withConnection(to: [try Endpoint(node.rpc)], settings: settings) { connection in
      let reply = try await connection.read(epoch, request)  // connects
      try Data(reply).write(to: URL(filePath: file))
      count = reply.count
      typed = try await median(of: 5, by: clock) {
        guard try await Chain(connection).systemState().models.count == models else {
          throw POSIXError(.EIO)
        }
      }
      bare = try await median(of: 5, by: clock) {
        _ = try await connection.read(epoch, request)
      }
    }
    let after = try node.residentMemory()
    let (reference, port) = try EpochClientBenchmark.startNode(path: file)
    defer { reference.terminate() }
    let endpoint = try Endpoint("http://127.0.0.1:\(port)")
    try await withConnection(to: [endpoint], settings: settings) { connection in
      _ = try await connection.read(epoch, request)
      alone = try await median(of: 5, by: clock) {
        _ = try await connection.read(epoch, request)
      }
    }
    print(
      typed / .milliseconds(1), bare / .milliseconds(1), alone / .milliseconds(1), count, before,
      after)
  }

  private static func median(
    of rounds: Int, by clock: ContinuousClock, _ body: () async throws -> Void
  ) async throws -> Duration {
    var times: [Duration] = []
    for _ in 0..<rounds { times.append(try await clock.measure(body)) }
    return times.sorted()[rounds / 2]
  }
}
