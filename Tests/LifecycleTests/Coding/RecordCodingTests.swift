import BCS
import Foundation
import Manifest
import SomaTypes
import TestSupport
import Testing

@testable import Lifecycle

@Suite("Records as bytes")
struct RecordCodingTests {
  private struct Golden: Decodable {
    var model: HexBytes
    var shared: HexBytes
  }

  private static let golden = Result {
    try vectors("records", as: Golden.self, in: Bundle.module)
  }

  private let model: ModelRecord
  private let shared: SharedRecord

  init() throws {
    let every = try EveryVariant()
    model = try every.model()
    shared = try every.shared()
  }

  @Test("with everything that can occur are those on file, and are read back")
  func golden() throws {
    let golden = try Self.golden.get()
    #expect(model.bcsBytes == golden.model.bytes)
    #expect(try ModelRecord(bcsBytes: golden.model.bytes) == model)
    #expect(shared.bcsBytes == golden.shared.bytes)
    #expect(try SharedRecord(bcsBytes: golden.shared.bytes) == shared)
  }

  @Test("that are new are read back")
  func empty() throws {
    let fixtures = try Fixtures()
    let record = ModelRecord(accepting: fixtures.spec(try .model(0)))
    #expect(try ModelRecord(bcsBytes: record.bcsBytes) == record)
    #expect(try SharedRecord(bcsBytes: SharedRecord().bcsBytes) == SharedRecord())
  }

  @Test("of a later format are refused, and say so", arguments: [0, 2, 0x0201] as [UInt16])
  func format(number: UInt16) {
    let head = [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
    func error(_ type: String) -> BCSError {
      BCSError(.unknownFormat(type: type, format: number, known: 1), at: 0)
    }
    #expect(throws: error("ModelRecord")) {
      try ModelRecord(bcsBytes: head + model.bcsBytes.dropFirst(2))
    }
    #expect(throws: error("SharedRecord")) {
      try SharedRecord(bcsBytes: head + shared.bcsBytes.dropFirst(2))
    }
  }

  @Test("whose spec is none, or is not as it was written, are refused")
  func spec() throws {
    let spec = model.spec.canonicalBytes
    // Two spaces mean the same in YAML.
    let loose = Array(String(decoding: spec, as: UTF8.self).replacing("--- ", with: "---  ").utf8)
    for bad in [[], Array("x".utf8), Array(spec.dropLast()), loose, spec + spec] {
      var writer = BCSWriter()
      writer.write(UInt16(1))
      writer.writeByteString(bad)
      let error = #expect(throws: BCSError.self) { try ModelRecord(bcsBytes: writer.bytes) }
      guard case .invalidValue("ModelSpec", _) = error?.reason, error?.offset == 2 else {
        Issue.record("\(String(describing: error))")
        continue
      }
    }
  }

  @Test("that were cut off are refused")
  func truncated() throws {
    let bytes = shared.bcsBytes
    for count in 0..<bytes.count {
      #expect(throws: BCSError.self) { try SharedRecord(bcsBytes: Array(bytes.prefix(count))) }
    }
    let long = model.bcsBytes
    for count in stride(from: long.count - 1, to: 0, by: -97) {
      #expect(throws: BCSError.self) { try ModelRecord(bcsBytes: Array(long.prefix(count))) }
    }
    #expect(throws: BCSError.self) { try SharedRecord(bcsBytes: bytes + [0]) }
  }

  /// Whether bytes that somebody changed are refused, or are the one form of another value.
  private static func isSound<Value: BCSCodable>(_ bytes: [UInt8], _ type: Value.Type) -> Bool {
    guard let value = try? Value(bcsBytes: bytes) else { return true }
    return value.bcsBytes == bytes
  }

  @Test("with a changed byte trap nothing, and no two forms mean the same")
  func flipped() async throws {
    let (shared, model) = (shared.bcsBytes, model.bcsBytes)
    let unsound = try await computed {
      var unsound: [String] = []
      for index in shared.indices {
        for bit in 0..<8 {
          var changed = shared
          changed[index] ^= 1 << bit
          if Self.isSound(changed, SharedRecord.self) { continue }
          unsound.append("bit \(bit) of byte \(index)")
        }
      }
      var generator = SeededGenerator(seed: 8)
      for _ in 0..<200 {
        var changed = model
        let index = Int.random(in: model.indices, using: &generator)
        changed[index] = UInt8.random(in: 0...255, using: &generator)
        if Self.isSound(changed, ModelRecord.self) { continue }
        unsound.append("byte \(index) as \(changed[index])")
      }
      return unsound
    }
    #expect(unsound == [])
  }

  @Test("of random lives are read back", arguments: 1...2 as ClosedRange<UInt64>)
  func lives(seed: UInt64) async throws {
    // The small model's own has an interval that no manifest can say.
    let spec = model.spec
    let counts = try await computed { () throws -> (lost: Int, intents: Int) in
      var run = RandomRun(try Lens(models: 2), models: 2)
      var lost = 0
      let moves = RandomRunTests.script(seed, models: 2)
      for start in stride(from: 0, to: moves.count, by: 30) {
        _ = run.failure(after: Array(moves[start..<min(start + 30, moves.count)]))
        let records = run.world.journals.map { journal in
          var record = journal.record
          record.spec = spec
          return record
        }
        lost += try records.count { try ModelRecord(bcsBytes: $0.bcsBytes) != $0 }
      }
      return (lost, run.world.journals.map(\.record.intents.count).max() ?? 0)
    }
    #expect(counts.lost == 0)
    #expect(counts.intents > 10, "the lives are not vacuous")
  }
}
