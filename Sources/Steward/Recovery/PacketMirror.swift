public import Custody
import Weights

/// A directory with copies of packets. They are sealed, as on a host, so unlike those of a state they may be
/// readable for everybody.
public struct PacketMirror: Sendable {
  /// Where it is.
  public let path: String

  /// Names a directory. It is only read.
  public init(path: String) { self.path = path }

  /// A copy.
  ///
  /// - Returns: `nil` when there is none.
  /// - Throws: `FileError`; `PacketError.tooLong` for a file that is no packet.
  public func fetch(_ name: PacketName) throws -> [UInt8]? {
    let file: OpenFile
    do { file = try OpenFile(path: "\(path)/\(name)") } catch FileError.missing { return nil }
    guard file.size <= SealedPacket.byteLimit else {
      throw PacketError.tooLong(limit: SealedPacket.byteLimit)
    }
    var bytes = [UInt8](repeating: 0, count: Int(file.size))
    let count = try bytes.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    return Array(bytes[..<count])
  }
}
