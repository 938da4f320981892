import BCS
import Glibc
import Ledger
import SomaCrypto
import Synchronization

/// The inputs of a ledger on disk, in the order in which they were accepted.
///
/// The file: 16 bytes of format, then frames. A frame is the length of its input (4 bytes, little-endian),
/// a check of the length (4 bytes), a check of the input (16 bytes), and the ``RecordedInput``. A check is the
/// beginning of BLAKE2b-256 over the frame before's check of the input, then what is checked. A frame is
/// on the disk before its input is acknowledged, so only the last one can be incomplete, and then nobody
/// has heard of it.
public final class LedgerLog: Sendable {
  /// What the file begins with.
  static let format: [UInt8] = Array("soma-localnet-2\n".utf8)
  private static let headerByteCount = 24

  private struct Tail {
    var offset: Int
    var check: [UInt8]
  }

  let file: StorageFile
  private let tail: Mutex<Tail>
  /// How many bytes of an incomplete input were dropped when the log was opened.
  public let droppedByteCount: Int

  /// Begins a log in a new file, or in one that nothing was ever appended to.
  static func begin(at path: String) throws(ChainStorageError) {
    let file = try StorageFile(path, flags: O_RDWR | O_CREAT)
    // The program can have ended while it began the file.
    guard format.starts(with: try file.contents()) else { throw .unknownFormat(path: path) }
    try file.write(format, at: 0)
    try file.sync()
  }

  /// Opens a log; hands every whole input to `replay`, and drops one that was being
  /// written when the program or the machine ended.
  ///
  /// - Throws: ``ChainStorageError``, and what `replay` throws.
  init(path: String, replay: (RecordedInput) throws -> Void) throws {
    let file = try StorageFile(path, flags: O_RDWR)
    let bytes = try file.contents()
    guard bytes.starts(with: Self.format) else { throw ChainStorageError.unknownFormat(path: path) }

    var end = Tail(offset: Self.format.count, check: Self.format)
    var dropped = 0
    while end.offset < bytes.count {
      guard let frame = try Self.frame(in: bytes, at: end, path: path) else {
        dropped = bytes.count - end.offset
        try file.truncate(to: end.offset)
        try file.sync()
        break
      }
      try replay(frame.input)
      end = frame.end
    }
    self.file = file
    tail = Mutex(end)
    droppedByteCount = dropped
  }

  /// Makes an input durable.
  ///
  /// - Throws: ``ChainStorageError/system(call:path:errno:)``. The input is not in the log then, or will be
  ///   dropped when it is opened again, unless the disk does not even let it be cut off.
  public func append(_ input: RecordedInput) throws(ChainStorageError) {
    let payload = input.bcsBytes
    try tail.withLock { tail throws(ChainStorageError) in
      let check = Self.check(of: payload, after: tail.check)
      let length = withUnsafeBytes(of: UInt32(payload.count).littleEndian) { Array($0) }
      let frame =
        length + Self.check(of: length, after: tail.check).prefix(4) + check + payload
      do throws(ChainStorageError) {
        try file.write(frame, at: tail.offset)
        try file.sync()
      } catch {
        // What is left of it would otherwise be taken for an input that was acknowledged.
        try file.truncate(to: tail.offset)
        throw error
      }
      tail = Tail(offset: tail.offset + frame.count, check: check)
    }
  }

  /// The frame at an offset; `nil` for one that the file ends in.
  private static func frame(
    in bytes: [UInt8], at tail: Tail, path: String
  ) throws -> (input: RecordedInput, end: Tail)? {
    let start = tail.offset + headerByteCount
    guard start <= bytes.count else { return nil }
    let header = Array(bytes[tail.offset..<start])
    // A machine that lost its power can leave the file longer, and the bytes unwritten.
    guard header.contains(where: { $0 != 0 }) else { return nil }
    let lengthBytes = Array(header[..<4])
    guard check(of: lengthBytes, after: tail.check).prefix(4).elementsEqual(header[4..<8]) else {
      throw ChainStorageError.damaged(path: path, offset: tail.offset)
    }
    let length = lengthBytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= bytes.count - start else { return nil }
    let end = start + length
    let payload = Array(bytes[start..<end])
    let check = check(of: payload, after: tail.check)
    guard check.elementsEqual(header[8...]) else {
      throw ChainStorageError.damaged(path: path, offset: tail.offset)
    }
    // It is whole, so it was written like this.
    guard let input = try? RecordedInput(bcsBytes: payload) else {
      throw ChainStorageError.unknownFormat(path: path)
    }
    return (input, Tail(offset: end, check: check))
  }

  private static func check(of payload: [UInt8], after previous: [UInt8]) -> [UInt8] {
    var hasher = Blake2b256()
    hasher.update(previous)
    hasher.update(payload)
    return Array(hasher.finalize().bytes.prefix(16))
  }
}
