import Foundation
import TestSupport
import Testing

@testable import Weights

@Suite("checkpoints")
struct CheckpointTests {
  @Test("the highest number wins, not the last name")
  func newest() async throws {
    try await withTemporaryDirectory { directory in
      for name in [
        "checkpoint-9.safetensors", "checkpoint-10.safetensors", "checkpoint-0010.safetensor",
        "checkpoint-11.safetensors.tmp", "checkpoint-best.safetensors", "checkpoint-.safetensors",
        "checkpoint--12.safetensors", "checkpoint-+12.safetensors", "checkpoint-1e3.safetensors",
        "xcheckpoint-99.safetensors", "checkpoint-99999999999999999999.safetensors",
        "checkpoint-٩.safetensors", ".checkpoint-99.safetensors",
      ] { _ = try directory.write(name, []) }
      try FileManager.default.createDirectory(
        atPath: directory.appending(path: "checkpoint-77.safetensors").path,
        withIntermediateDirectories: false)
      let pattern = try CheckpointPattern("\(directory.path)/checkpoint-*.safetensors")
      let newest = try pattern.newest()
      #expect(newest.step == 10)
      #expect(newest.path == "\(directory.path)/checkpoint-10.safetensors")
      #expect(try pattern.match(step: 9).path == "\(directory.path)/checkpoint-9.safetensors")
      #expect(throws: CheckpointError.noStep(pattern.text, step: 11)) {
        try pattern.match(step: 11)
      }
    }
  }

  @Test("links count, and two names of one step are ambiguous")
  func ambiguous() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("w", [])
      let names = ["c-7", "c-007"].map { directory.appending(path: $0).path }
      try FileManager.default.createSymbolicLink(atPath: names[0], withDestinationPath: path)
      let pattern = try CheckpointPattern("\(directory.path)/c-*")
      #expect(try pattern.newest() == CheckpointPattern.Match(path: names[0], step: 7))
      try FileManager.default.createSymbolicLink(atPath: names[1], withDestinationPath: path)
      #expect(throws: CheckpointError.ambiguous(names.sorted())) { try pattern.newest() }
      // Of another step, so nobody asks.
      _ = try directory.write("c-8", [])
      #expect(try pattern.newest().step == 8)
    }
  }

  @Test("nothing that fits, or no directory, is an error")
  func nothing() async throws {
    try await withTemporaryDirectory { directory in
      let pattern = try CheckpointPattern("\(directory.path)/c-*")
      #expect(throws: CheckpointError.noMatch(pattern.text)) { try pattern.newest() }
      let missing = try CheckpointPattern("\(directory.path)/none/c-*")
      #expect(
        throws: CheckpointError.unreadableDirectory("\(directory.path)/none/", errno: ENOENT)
      ) { try missing.newest() }
    }
  }

  @Test(
    "a pattern has one `*`, in its last part",
    arguments: ["", "a", "a/*/b", "*/a-*", "a-**", "a-*-*", "a-[0-9]*", "a-?*", "a{1,2}*", "a*\0"])
  func notAPattern(text: String) {
    #expect(throws: CheckpointError.notAPattern(text)) { try CheckpointPattern(text) }
  }

  @Test("prefix and suffix do not share characters")
  func overlap() throws {
    let pattern = try CheckpointPattern("a1*1b")
    #expect(pattern.step(in: "a1b") == nil)
    #expect(pattern.step(in: "a11b") == nil)
    #expect(pattern.step(in: "a121b") == 2)
    #expect(pattern.step(in: "a1\(UInt64.max)1b") == .max)
  }

  @Test("weights and embedding are of one step")
  func steps() throws {
    let text = Array(#"{"step": 5, "embedding": [1]}"#.utf8)
    let named = try EmbeddingFile(bytes: text, path: "e", dimension: 1)
    let bare = try EmbeddingFile(bytes: Array("[1]".utf8), path: "e", dimension: 1)
    func check(_ weights: UInt64, _ name: UInt64?, _ embedding: EmbeddingFile) throws {
      try CheckpointError.requireSameStep(
        weights: weights, name: name, embedding: embedding, file: "e")
    }
    try check(5, 5, named)
    try check(5, nil, named)
    try check(5, 5, bare)
    try check(5, nil, bare)
    for (weights, name, embedding, other) in [
      (5, 6, bare, 6), (6, 6, named, 5), (6, nil, named, 5), (5, 4, named, 4),
    ] as [(UInt64, UInt64?, EmbeddingFile, UInt64)] {
      #expect(throws: CheckpointError.stepsDiffer(weights: weights, embedding: other, file: "e")) {
        try check(weights, name, embedding)
      }
    }
  }
}

@Suite("files that are still being written")
struct QuietPeriodTests {
  private let written = FileTime(seconds: 1_000_000_000, nanoseconds: 500_000_000)

  private func quiet(after seconds: Int64, _ nanoseconds: Int64 = 500_000_000) -> QuietPeriod {
    QuietPeriod(
      .seconds(60),
      now: FileTime(seconds: written.seconds + seconds, nanoseconds: nanoseconds))
  }

  @Test("a file counts as written when it was left alone for the period")
  func recent() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("w", SafetensorsFixture([("a", "F32", [2])]).bytes())
      try setModified(path, written)
      let file = try OpenFile(path: path)
      #expect(try quiet(after: 60).header(of: file).tensors.count == 1)
      try quiet(after: 1_000_000).require(file)
      let almost = Duration.seconds(60) - .nanoseconds(1)
      #expect(throws: UnfinishedFile.recent(path, age: almost, quiet: .seconds(60))) {
        try quiet(after: 60, 499_999_999).require(file)
      }
      #expect(throws: UnfinishedFile.recent(path, age: .seconds(-10), quiet: .seconds(60))) {
        try quiet(after: -10).header(of: file)
      }
    }
  }

  @Test("a file that grows or is written to while it is looked at is noticed")
  func changing() async throws {
    try await withTemporaryDirectory { directory in
      let path = try directory.write("w", [1, 2, 3, 4])
      try setModified(path, written)
      let file = try OpenFile(path: path)
      try truncate(path, to: 9)
      try setModified(path, written)
      #expect(throws: UnfinishedFile.changing(path, from: 4, to: 9)) {
        try quiet(after: 99).require(file)
      }
      let reopened = try OpenFile(path: path)
      try setModified(path, FileTime(seconds: written.seconds, nanoseconds: 1))
      #expect(throws: UnfinishedFile.changing(path, from: 9, to: 9)) {
        try quiet(after: 99).header(of: reopened)
      }
    }
  }

  @Test("a header that claims more bytes than there are is a sign of writing")
  func incomplete() async throws {
    try await withTemporaryDirectory { directory in
      let whole = try SafetensorsFixture([("a", "F32", [2])]).bytes()
      for count in 0..<whole.count {
        let path = try directory.write("w\(count)", Array(whole.prefix(count)))
        try setModified(path, written)
        let file = try OpenFile(path: path)
        let error = try #require(throws: UnfinishedFile.self) {
          try quiet(after: 99).header(of: file)
        }
        guard case .incomplete(path, let fault) = error else {
          Issue.record("\(error)")
          continue
        }
        #expect(fault.isIncomplete)
      }
      let path = try directory.write("more", whole + [0])
      try setModified(path, written)
      #expect(throws: SafetensorsError(file: path, fault: .trailingBytes(count: 1))) {
        try quiet(after: 99).header(of: OpenFile(path: path))
      }
    }
  }
}
