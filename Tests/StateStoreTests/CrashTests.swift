import Foundation
import Glibc
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

@Suite("A state whose writer is killed")
struct CrashTests {
  private static let program = Bundle.module.bundleURL.deletingLastPathComponent()
    .appending(path: "StateStoreWriter")

  /// Kills a writer once it has acknowledged so many writes; what it does at that instant differs from
  /// run to run.
  ///
  /// - Returns: The last write that it acknowledged.
  private func killWriter(after count: Int, in path: String) async throws -> UInt64 {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = [path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    var last: UInt64 = 0
    var isKilled = false
    var rest = Data()
    while true {
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { break }
      rest += data
      // What follows the last newline is not acknowledged.
      guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { continue }
      let lines = String(decoding: rest[..<end], as: UTF8.self).split(separator: "\n")
      last = try #require(lines.last.flatMap { UInt64($0) })
      rest = Data(rest[rest.index(after: end)...])
      if last >= UInt64(count), !isKilled {
        #expect(kill(process.processIdentifier, SIGKILL) == 0)
        isKilled = true
      }
    }
    process.waitUntilExit()
    #expect(process.terminationReason == .uncaughtSignal)
    return last
  }

  @Test("has everything that was acknowledged, is whole, and can go on", arguments: 1...12)
  func killed(seed: Int) async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "state").path
      var generator = SeededGenerator(seed: UInt64(seed))
      let last = try await killWriter(after: .random(in: 1...60, using: &generator), in: path)

      let state = try await StateDatabase.open(path)
      for number in 1...last {
        let key = DecryptionKeyCommitment(bytes32(number))
        #expect(try await state.plaintext(sealedBy: key) == bytes32(number + 1))
      }
      let upload = try #require(try await state.openUploads().first)
      let numbers = upload.parts.map(\.number)
      // The one that was not acknowledged may be there too.
      #expect(numbers.count >= Int(last) && numbers == Array(1...numbers.count))
      // Event and record are of one transaction: both are there, or none.
      let count = try await state.events(limit: .max).count
      #expect(try await state.records().map(\.body) == [Array("\(count)".utf8)])
      #expect(count >= Int(last))
      try await state.endUpload(upload.id, as: .aborted, at: Moment(milliseconds: 0))
    }
  }

  private func bytes32(_ number: UInt64) -> Bytes32 {
    Bytes32 { $0.storeBytes(of: number.littleEndian, as: UInt64.self) }
  }
}
