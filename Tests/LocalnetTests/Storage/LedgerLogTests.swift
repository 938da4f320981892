import BCS
import Foundation
import Ledger
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Localnet

@Suite("The log of a local chain") struct LedgerLogTests {
  private let inputs: [RecordedInput]
  private let other: RecordedInput

  init() throws {
    let ledger = Ledger(
      genesis: try Genesis(GenesisConfig(startTimestampMs: 5, salt: [1], accounts: [])))
    inputs = (1...4).map {
      RecordedInput(.checkpoint(timestampMs: $0 * 1000), appliedTo: ledger)
    }
    other = RecordedInput(.checkpoint(timestampMs: 9), appliedTo: ledger)
  }

  @Test("gives back every input that was appended, in order")
  func keeps() async throws {
    try await withTemporaryDirectory { url in
      let directory = url.path
      let path = "\(directory)/inputs"
      try write(inputs, to: path)
      #expect(try read(path) == inputs)
      // And goes on where it ended.
      let log = try LedgerLog(path: path) { _ in }
      try log.append(other)
      #expect(try read(path) == inputs + [other])
    }
  }

  @Test("drops an input that was being written when the program ended, wherever it ended")
  func torn() async throws {
    try await withTemporaryDirectory { url in
      let directory = url.path
      let path = "\(directory)/inputs"
      try write(Array(inputs.dropLast()), to: path)
      let before = try Data(contentsOf: URL(filePath: path)).count
      try write([inputs[3]], to: path)
      let whole = try Data(contentsOf: URL(filePath: path))
      for length in before..<whole.count {
        try whole.prefix(length).write(to: URL(filePath: path))
        #expect(try LedgerLog(path: path) { _ in }.droppedByteCount == length - before)
        try whole.prefix(length).write(to: URL(filePath: path))
        #expect(try read(path) == Array(inputs.dropLast()), "\(length) bytes")
        #expect(try Data(contentsOf: URL(filePath: path)).count == before)
      }
    }
  }

  @Test("drops a tail that a machine without power left unwritten")
  func zeros() async throws {
    try await withTemporaryDirectory { url in
      let directory = url.path
      let path = "\(directory)/inputs"
      try write(inputs, to: path)
      var bytes = try Data(contentsOf: URL(filePath: path))
      bytes += Data(count: 100)
      try bytes.write(to: URL(filePath: path))
      #expect(try read(path) == inputs)
    }
  }

  @Test("notices every changed byte before the last input")
  func damaged() async throws {
    try await withTemporaryDirectory { url in
      let directory = url.path
      let path = "\(directory)/inputs"
      try write(Array(inputs.dropLast()), to: path)
      let before = try Data(contentsOf: URL(filePath: path)).count
      try write([inputs[3]], to: path)
      let whole = try Data(contentsOf: URL(filePath: path))
      for position in LedgerLog.format.count..<before {
        var changed = whole
        changed[position] ^= 0x40
        try changed.write(to: URL(filePath: path))
        #expect(throws: ChainStorageError.self, "byte \(position)") { try read(path) }
      }
    }
  }

  @Test("refuses a file of another program, and leaves it as it is")
  func foreign() async throws {
    try await withTemporaryDirectory { url in
      let directory = url.path
      let path = "\(directory)/inputs"
      let content = Data("something else entirely".utf8)
      try content.write(to: URL(filePath: path))
      #expect(throws: ChainStorageError.unknownFormat(path: path)) { try read(path) }
      #expect(try Data(contentsOf: URL(filePath: path)) == content)
    }
  }

  @Test("does not take an input that the disk has not confirmed")
  func unconfirmed() async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/inputs"
      try LedgerLog.begin(at: path)
      let log = try LedgerLog(path: path) { _ in }
      // Which takes every write, and has nothing to confirm it with.
      let sink = open("/dev/null", O_RDWR | O_CLOEXEC)
      try #require(sink >= 0)
      defer { close(sink) }
      try #require(dup2(sink, log.file.descriptor) >= 0)
      #expect(throws: ChainStorageError.self) { try log.append(inputs[0]) }
    }
  }

  private func write(_ inputs: [RecordedInput], to path: String) throws {
    if access(path, F_OK) != 0 { try LedgerLog.begin(at: path) }
    let log = try LedgerLog(path: path) { _ in }
    for input in inputs { try log.append(input) }
  }

  private func read(_ path: String) throws -> [RecordedInput] {
    var found: [RecordedInput] = []
    _ = try LedgerLog(path: path) { found.append($0) }
    return found
  }
}
