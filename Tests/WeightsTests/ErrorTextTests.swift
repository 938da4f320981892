import Diagnostics
import Testing

@testable import Weights

@Suite("explanations")
struct ErrorTextTests {
  static let errors: [any Explainable] = [
    FileError.missing("f"), FileError.notAFile("f"),
    FileError.unreadable("f", offset: nil, errno: 13),
    FileError.unreadable("f", offset: 7, errno: 5), FileError.tooLong("f", size: 2, limit: 1),
    SealingError.otherSize("f", expected: 1, found: 2), SealingError.shrank("f", size: 2, at: 1),
    SealingError.grew("f", size: 2), SealingError.changedDuringDigest("f"),
    SealingError.chunkChanged("f", at: 0), SealingError.otherCiphertext("f"),
    SealingError.outOfRange("f", offset: 1, length: 2, size: 2),
    UnfinishedFile.changing("f", from: 1, to: 2),
    UnfinishedFile.recent("f", age: .seconds(1), quiet: .seconds(60)),
    UnfinishedFile.recent("f", age: .seconds(-1), quiet: .seconds(60)),
    UnfinishedFile.incomplete("f", .tooShort(size: 1)), CheckpointError.notAPattern("f"),
    CheckpointError.unreadableDirectory("f", errno: 2), CheckpointError.noMatch("f"),
    CheckpointError.noStep("f", step: 1), CheckpointError.ambiguous(["f", "g"]),
    CheckpointError.stepsDiffer(weights: 1, embedding: 2, file: "f"),
  ]

  @Test("every error says what happened and what to do", arguments: errors.indices)
  func complete(index: Int) {
    for diagnostic in Self.errors[index].diagnostics {
      #expect(!diagnostic.summary.hasSuffix("."))
      #expect(diagnostic.detail.hasSuffix("."))
      #expect(!diagnostic.remedies.isEmpty)
      #expect(diagnostic.code.split(separator: ".").count == 2)
    }
  }
}
