import BCS
import SomaTypes
import Testing

/// Vectors that were cut off or changed in one place.
struct DamageTests {
  /// One type with the vectors that it reads.
  struct Subject: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let vectors: @Sendable (StateVectors) -> [StateVectors.Vector]
    /// Reads bytes and writes them again.
    let rewritten: @Sendable ([UInt8]) throws(BCSError) -> [UInt8]

    init<Value: BCSCodable & SendableMetatype>(
      _ type: Value.Type,
      _ vectors: @escaping @Sendable (StateVectors) -> [StateVectors.Vector]
    ) {
      testDescription = "\(type)"
      self.vectors = vectors
      rewritten = { (bytes) throws(BCSError) in try Value(bcsBytes: bytes).bcsBytes }
    }
  }

  private static let subjects = [
    Subject(TransactionEffects.self) { $0.successes },
    Subject(TransactionEffects.self) { [$0.failures[1], $0.failures[36], $0.failures[51]] },
    Subject(SomaError.self) { $0.somaErrors },
    Subject(CheckpointSummary.self) { $0.summaries },
    Subject(CheckpointContents.self) { Array($0.contents.prefix(4)) },
    Subject(SystemState.self) { $0.states },
    Subject(Target.self) { $0.targets },
  ]

  @Test("every proper beginning is refused", arguments: subjects)
  func truncation(subject: Subject) throws {
    for vector in try subject.vectors(StateVectors.all) {
      let bytes = try vector.bytes
      var accepted: [Int] = []
      for count in bytes.indices {
        do {
          _ = try subject.rewritten(Array(bytes.prefix(count)))
          accepted.append(count)
        } catch {
          guard case .truncated = error.reason else {
            Issue.record("\(vector.name), first \(count) bytes: \(error)")
            continue
          }
        }
      }
      #expect(accepted == [], "\(vector.name)")
    }
  }

  @Test("a changed byte is refused or written back as it is", arguments: subjects)
  func changes(subject: Subject) throws {
    for vector in try subject.vectors(StateVectors.all) {
      let bytes = try vector.bytes
      // One change of each byte has to do for the long ones, which take most of the time.
      let masks: [UInt8] = bytes.count < 1_000 ? [1, 2, 0x80, 0xFF] : [1]
      var refused = 0
      var altered: [Int] = []
      for index in bytes.indices {
        for mask in masks {
          var changed = bytes
          changed[index] ^= mask
          do {
            if try subject.rewritten(changed) != changed { altered.append(index) }
          } catch {
            refused += 1
          }
        }
      }
      #expect(altered == [], "\(vector.name)")
      #expect(refused > 0, "\(vector.name)")
    }
  }
}
