import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Weights

@Suite("architecture V1")
struct ArchitectureTests {
  let small = ArchitectureV1(
    vocabularySize: 12, embeddingDimension: 8, hiddenDimension: 16, layerCount: 2)

  private var model: String {
    Bundle.module.bundleURL.appending(path: "Vectors/soma_models_small.safetensors").path
  }

  @Test("a model saved by the official package fits", arguments: WeightsCheck.allCases)
  func official(check: WeightsCheck) throws {
    let header = try check.run(on: OpenFile(path: model), architecture: small)
    #expect(header?.tensors.count == (check == .none ? nil : 37))
  }

  @Test("the network's dimensions give the known number of tensors and parameters")
  func network() {
    let tensors = ArchitectureV1().tensors
    #expect(tensors.count == 389)
    #expect(tensors.reduce(0) { $0 + $1.shape.reduce(1, *) } == 1_209_684_232)
    #expect(tensors.first?.name == "embedding.weight")
    #expect(tensors.first?.shape == [264, 2048])
    #expect(Set(tensors.map(\.name)).count == 389)
  }

  @Test("another number of layers or another dimension does not fit")
  func otherDimensions() throws {
    let header = try SafetensorsHeader(of: OpenFile(path: model))
    var deeper = small
    deeper.layerCount = 3
    #expect(deeper.problems(of: header).count == 16)
    #expect(
      deeper.problems(of: header).first
        == .missing(tensor: "encoder.layers.2.norm_1.gamma", shape: [8]))
    var shallower = small
    shallower.layerCount = 1
    #expect(
      shallower.problems(of: header).first
        == .extra(tensor: "encoder.layers.1.attention.key.bias"))
    var wider = small
    wider.vocabularySize = 13
    #expect(
      wider.problems(of: header) == [
        .wrongShape(tensor: "embedding.weight", expected: [13, 8], found: [12, 8]),
        .wrongShape(tensor: "predictor.weight", expected: [8, 13], found: [8, 12]),
        .wrongShape(tensor: "predictor.bias", expected: [13], found: [12]),
      ])
  }

  static let changes:
    [(String, @Sendable (inout SafetensorsFixture) -> Void, [ArchitectureProblem])] = [
      ("nothing", { _ in }, []),
      (
        "a name of PyTorch", { $0.change("final_norm.gamma") { $0.name = "final_norm.weight" } },
        [.missing(tensor: "final_norm.gamma", shape: [8]), .extra(tensor: "final_norm.weight")]
      ),
      (
        "half precision", { $0.change("predictor.bias") { $0.type = "BF16" } },
        [.wrongType(tensor: "predictor.bias", found: .bf16)]
      ),
      (
        "a transposed matrix", { $0.change("predictor.weight") { $0.shape = [12, 8] } },
        [.transposed(tensor: "predictor.weight", expected: [8, 12])]
      ),
      (
        "a transposed matrix in half precision",
        {
          $0.change("encoder.layers.1.pwff.linear_inner.weight") {
            $0.type = "F16"
            $0.shape = [16, 8]
          }
        },
        [
          .wrongType(tensor: "encoder.layers.1.pwff.linear_inner.weight", found: .f16),
          .transposed(tensor: "encoder.layers.1.pwff.linear_inner.weight", expected: [8, 16]),
        ]
      ),
      (
        "a matrix with another dimension",
        { $0.change("embedding.weight") { $0.shape = [12, 8, 1] } },
        [.wrongShape(tensor: "embedding.weight", expected: [12, 8], found: [12, 8, 1])]
      ),
      (
        "one tensor less", { $0.tensors.removeLast() },
        [.missing(tensor: "predictor.bias", shape: [12])]
      ),
      (
        "one tensor more", { $0.tensors.append(("optimizer.step", "I64", [])) },
        [.extra(tensor: "optimizer.step")]
      ),
    ]

  @Test("what does not fit is named", arguments: changes.indices)
  func problems(index: Int) async throws {
    let (_, change, expected) = Self.changes[index]
    var fixture = SafetensorsFixture(small)
    change(&fixture)
    let bytes = try fixture.bytes()
    try await withTemporaryDirectory { directory in
      let file = try OpenFile(path: directory.write("w", bytes))
      guard !expected.isEmpty else {
        return _ = try WeightsCheck.full.run(on: file, architecture: small)
      }
      #expect(throws: ArchitectureError(file: file.path, problems: expected)) {
        try WeightsCheck.header.run(on: file, architecture: small)
      }
      #expect(try WeightsCheck.none.run(on: file, architecture: small) == nil)
    }
  }

  @Test("a long list names the first tensors and counts the rest")
  func longList() {
    let problems = ArchitectureV1().tensors.map {
      ArchitectureProblem.missing(tensor: $0.name, shape: $0.shape)
    }
    let diagnostics = ArchitectureError(file: "f", problems: problems).diagnostics
    #expect(diagnostics.count == 21)
    #expect(diagnostics[0].detail == "embedding.weight, F32 [264, 2048].")
    #expect(diagnostics[20].detail == "There are 369 more.")
  }

  /// Where a number that is none may lie: first, last, before and after the end of a chunk.
  static let positions: [(Int, UInt64)] = [
    (0, 0), (0, 299_999), (0, 262_000), (1, 262_000), (2, 262_100), (3, 262_137), (3, 299_999),
  ]

  @Test("with `full` a number that is none is found, wherever it lies", arguments: positions)
  func notFinite(shift: Int, index: UInt64) async throws {
    var fixture = SafetensorsFixture([("a", "F32", [3]), ("b", "F32", [300_000]), ("c", "U8", [9])])
    if shift > 0 { fixture.tensors.insert(("0", "U8", [UInt64(shift)]), at: 0) }
    let good = try fixture.bytes(shift: 0)
    let header = try SafetensorsHeader(file: good, path: "w")
    let tensor = try #require(header.tensors.first { $0.name == "b" })
    for bits in [Float.nan, .infinity, -.infinity, .signalingNaN].map(\.bitPattern) {
      var bad = good
      let start = Int(tensor.bytes.lowerBound + index * 4)
      bad.replaceSubrange(
        start..<start + 4, with: withUnsafeBytes(of: bits.littleEndian, Array.init))
      try await withTemporaryDirectory { directory in
        let file = try OpenFile(path: directory.write("w", bad))
        let expected = ArchitectureError(
          file: file.path, problems: [.notFinite(tensor: "b", index: index)])
        #expect(throws: expected) { try ContentDigest(of: file, scanning: header) }
        _ = try ContentDigest(of: file)
      }
    }
    try await withTemporaryDirectory { directory in
      _ = try ContentDigest(of: OpenFile(path: directory.write("w", good)), scanning: header)
    }
  }

  @Test("bytes of other types are no numbers to look at, and the largest float is finite")
  func finite() async throws {
    let bytes = try SafetensorsFixture([("a", "U8", [8]), ("b", "F32", [2])])
      .bytes(value: -.greatestFiniteMagnitude)
    var changed = bytes
    let header = try SafetensorsHeader(file: bytes, path: "w")
    for index in 0..<8 { changed[Int(header.dataStart) + index] = 0xFF }
    try await withTemporaryDirectory { directory in
      _ = try ContentDigest(of: OpenFile(path: directory.write("w", changed)), scanning: header)
    }
  }

  @Test("`full` alone finds it too, piece by piece of any length")
  func scanInPieces() throws {
    let bytes = try SafetensorsFixture([("a", "F32", [100])]).bytes(value: 1)
    let header = try SafetensorsHeader(file: bytes, path: "w")
    var bad = bytes
    let start = Int(header.dataStart) + 71 * 4
    bad.replaceSubrange(start..<start + 4, with: [0, 0, 0x80, 0x7F])
    for width in [1, 2, 3, 5, 7, 64, 1000] {
      var scan = FiniteScan(header)
      var found: ArchitectureProblem?
      for offset in stride(from: 0, to: bad.count, by: width) where found == nil {
        found = bad[offset..<min(offset + width, bad.count)].withUnsafeBytes {
          scan.look(at: $0, offset: UInt64(offset))
        }
      }
      #expect(found == .notFinite(tensor: "a", index: 71), "\(width)")
    }
  }

  @Test("`full` without a digest pass reads the file")
  func fullCheck() async throws {
    var bytes = try SafetensorsFixture(small).bytes()
    bytes.replaceSubrange(bytes.count - 4..<bytes.count, with: [0, 0, 0xC0, 0x7F])
    try await withTemporaryDirectory { directory in
      let file = try OpenFile(path: directory.write("w", bytes))
      let expected = ArchitectureError(
        file: file.path, problems: [.notFinite(tensor: "predictor.bias", index: 11)])
      #expect(throws: expected) { try WeightsCheck.full.run(on: file, architecture: small) }
      try WeightsCheck.header.run(on: file, architecture: small)
    }
  }
}
