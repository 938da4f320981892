import Diagnostics
import Manifest
import SomaCrypto
import SomaTypes
import Testing

@testable import Lifecycle
@testable import StewardCommands

@Suite("saved plans as files")
struct SavedPlanFileTests {
  let file: SavedPlanFile

  init() throws {
    let first = try Samples.name()
    let second = try Samples.name("second-model")
    file = SavedPlanFile(
      SavedPlan(
        basis: SavedPlan.Basis(
          manifests: Samples.bytes(0x11), lineage: "2f\u{202E}\"x", chain: Samples.chain,
          owners: [
            try Samples.name("main"): SomaAddress(Samples.bytes(0x22)),
            try Samples.name("cold"): SomaAddress(Samples.bytes(0x33)),
          ]),
        consequences: Consequences(
          irreversible: [
            .create(first, stake: Samples.stake), .retire(second, Samples.otherID),
            .stake(second, Samples.modelID, Amount(.max)),
          ], upperBound: 25_013_200_000, lastEpoch: Epoch(.max))),
      madeAtMs: Samples.nowMs + 1234)
  }

  private func decoded(_ text: String) throws -> SavedPlanFile {
    try SavedPlanFile(decoding: Array(text.utf8))
  }

  @Test("the file")
  func golden() throws {
    try Golden.expect(String(file.text.dropLast()), is: "saved-plan.json")
    #expect(try decoded(file.text) == file)
    #expect(file.madeAtMs == Samples.nowMs + 1000)
  }

  @Test("the smallest plan comes back")
  func smallest() throws {
    let smallest = SavedPlanFile(
      SavedPlan(
        basis: SavedPlan.Basis(manifests: .zero, lineage: nil, chain: .zero, owners: [:]),
        consequences: Consequences(irreversible: [], upperBound: .zero, lastEpoch: 0)),
      madeAtMs: .max)
    #expect(try decoded(smallest.text) == smallest)
    #expect(smallest.madeAtMs == 0)
  }

  @Test("the digest covers everything")
  func digests() throws {
    let other = SavedPlanFile(file.plan, madeAtMs: 0)
    #expect(other.digest != file.digest)
    #expect(file.text.contains(file.digest.description))
  }

  @Test("no byte can be changed, and none is missing or too many")
  func everyByte() throws {
    let bytes = Array(file.text.utf8)
    for index in bytes.indices {
      for flip: UInt8 in [0x01, 0x20] {
        var changed = bytes
        changed[index] ^= flip
        #expect(throws: SavedPlanError.self, "byte \(index)") {
          try SavedPlanFile(decoding: changed)
        }
      }
      #expect(throws: SavedPlanError.self, "up to \(index)") {
        try SavedPlanFile(decoding: Array(bytes[..<index]))
      }
    }
    #expect(throws: SavedPlanError.otherNotation) { try SavedPlanFile(decoding: bytes + [0x20]) }
  }

  static let edits: [(String, String, SavedPlanError)] = [
    ("25000000000", "26000000000", .wrongDigest),
    ("25013200000", "25013200001", .wrongDigest),
    ("\"second-model\"", "\"other-model\"", .wrongDigest),
    ("\"action\": \"retire\"", "\"action\": \"destroy\"", .field("irreversible")),
    ("\"stakeShannons\": null", "\"stakeShannons\": \"1\"", .field("irreversible")),
    ("\"modelId\": null", "\"modelId\": \"0x00\"", .field("irreversible")),
    ("\"25000000000\"", "25000000000", .field("stakeShannons")),
    ("\"25000000000\"", "\"-1\"", .field("irreversible")),
    ("\"25000000000\"", "\"025000000000\"", .otherNotation),
    ("\"lastEpoch\": 18446744073709551615", "\"lastEpoch\": 18446744073709551616", .otherNotation),
    ("\"lastEpoch\": 18446744073709551615", "\"lastEpoch\": -1", .otherNotation),
    ("\"first-model\"", "\"First Model\"", .field("model")),
    ("\"main\"", "\"\"", .field("owners")),
    ("\"main\"", "\"cold\"", .wrongDigest),
    ("2026-11-26T08:00:01Z", "2026-11-26T08:00:01+00:00", .field("madeAt")),
    ("2026-11-26T08:00:01Z", "2026-11-26T08:00:02Z", .wrongDigest),
    ("steward/saved-plan/v1", "steward/saved-plan/v2", .otherSchema("steward/saved-plan/v2")),
    ("\"schema\"", "\"scheme\"", .notAPlan),
    ("\"basis\": {", "\"basis\": [", .notAPlan),
    ("\"madeAt\"", "\"extra\": 1,\n  \"madeAt\"", .otherNotation),
    (
      "\"upperBoundShannons\"", "\"upperBoundShannons\": \"1\", \"upperBoundShannons\"",
      .wrongDigest
    ),
    ("\"digest\"", "\"madeAt\": \"2026-11-26T08:00:01Z\", \"digest\"", .otherNotation),
    ("{\n", "{ \n", .otherNotation),
  ]

  @Test("edits by hand are refused, and told apart", arguments: edits)
  func edited(from: String, to: String, error: SavedPlanError) throws {
    let changed = file.text.replacing(from, with: to, maxReplacements: 1)
    try #require(changed != file.text)
    #expect(throws: error) { try decoded(changed) }
  }

  @Test("a file that is too large is not read")
  func tooLarge() {
    let count = SavedPlanFile.maximumByteCount + 1
    #expect(throws: SavedPlanError.tooLarge(byteCount: count)) {
      try SavedPlanFile(decoding: [UInt8](repeating: 0x20, count: count))
    }
  }

  @Test("every refusal explains itself")
  func explanations() {
    let errors: [SavedPlanError] = [
      .tooLarge(byteCount: 1), .notAPlan, .otherSchema("x\u{1B}[2J"), .field("owners"),
      .wrongDigest,
      .otherNotation,
    ]
    for error in errors {
      #expect(error.diagnostic.code.hasPrefix("savedPlan."))
      #expect(!error.diagnostic.detail.contains("\u{1B}"))
      #expect(error.diagnostic.remedies.contains { $0.contains("steward plan") })
    }
    #expect(errors.map(\.diagnostic.code).filter { $0 == "savedPlan.damaged" }.count == 3)
  }

  @Test("every reason why a plan is stale")
  func stale() throws {
    let first = try Samples.name()
    var reasons: [SavedPlan.Staleness] = [.manifestsChanged]
    while let next = try reasons.last.flatMap({ try Self.next(after: $0, first) }) {
      reasons.append(next)
    }
    let stale = StalePlan(reasons: Set(reasons))
    let diagnostic = stale.diagnostic
    try Golden.expect(
      "[\(diagnostic.code)] \(diagnostic.summary)\n\(diagnostic.detail)\n"
        + reasons.map { "\($0.code): \($0.words)" }.joined(separator: "\n"),
      is: "stale.txt")
    #expect(diagnostic.detail.split(separator: "\n").count == 1 + reasons.count)
  }

  /// Exhaustive, so that a new reason is shown too.
  private static func next(
    after reason: SavedPlan.Staleness, _ name: ResourceName
  ) throws -> SavedPlan.Staleness? {
    switch reason {
    case .manifestsChanged: .anotherState
    case .anotherState: .anotherChain
    case .anotherChain: .ownersChanged
    case .ownersChanged: .newConsequence(.create(name, stake: Samples.stake))
    case .newConsequence(.create):
      .newConsequence(.stake(name, Samples.modelID, Samples.soma))
    case .newConsequence(.stake): .newConsequence(.retire(name, Samples.modelID))
    case .newConsequence(.retire): .dearer(reviewed: Samples.soma, now: Samples.stake)
    case .dearer: .expired(last: 12, now: 13)
    case .expired: nil
    }
  }
}
