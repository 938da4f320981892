import Foundation
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf

/// The reply of GetEpoch on a busy chain, from protobuf to values.
enum EpochBenchmark {
  /// Writes the message to a file: for another process, whose memory then tells about reading only.
  static func writeMessage(modelCount: Int, path: String) throws {
    let state = try StateBenchmark.state(modelCount: modelCount)
    let message = Soma_Rpc_GetEpochResponse(EpochInfo(epoch: state.epoch), state: state)
    try Data(message.serializedBytes() as [UInt8]).write(to: URL(filePath: path))
  }

  /// Decodes and converts the message beside one BLAKE2b-256 of the same bytes.
  ///
  /// Prints milliseconds of the processor for decoding, for both and for the hash, the number of
  /// bytes, and by how much memory was above what it was before the bytes were there: at most while
  /// decoding, and while converting, in bytes.
  static func read(path: String) throws {
    let before = try ResidentMemory.peak()
    var bytes: [UInt8]? = try contents(of: path)
    let count = bytes?.count ?? 0
    var digest = Bytes32.zero
    let hashing = try ProcessorTime.measure { digest = Blake2b256.hash(bytes ?? []) }
    var decoded: Soma_Rpc_GetEpochResponse?
    let decoding = try ProcessorTime.measure {
      decoded = try bytes.map { try Soma_Rpc_GetEpochResponse(serializedBytes: $0) }
      bytes = nil
    }
    let decodingGrowth = try ResidentMemory.peak() - before
    try ResidentMemory.forgetPeak()
    var reply: SystemStateReply?
    let converting = try ProcessorTime.measure {
      reply = try SystemStateReply(decoded.take() ?? .init())  // nobody keeps the message
    }
    let convertingGrowth = try ResidentMemory.peak() - before
    guard digest != .zero, let reply, case .success(let state) = reply.state,
      state.modelRegistry.models.count == reply.models.count, !reply.models.isEmpty
    else { throw POSIXError(.EIO) }
    print(decoding, decoding + converting, hashing, count, decodingGrowth, convertingGrowth)
  }

  /// All bytes of a file, in memory of its size.
  static func contents(of path: String) throws -> [UInt8] {
    let file = open(path, O_RDONLY)
    guard file >= 0 else { throw POSIXError(.ENOENT) }
    defer { close(file) }
    let size = Int(lseek(file, 0, SEEK_END))
    return try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let read = pread(file, buffer.baseAddress.map { $0 + count }, size - count, count)
        guard read > 0 else { throw POSIXError(.EIO) }
        count += read
      }
    }
  }
}
