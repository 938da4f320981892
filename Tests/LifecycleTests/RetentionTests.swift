import SomaCrypto
import SomaTypes
import Testing

@testable import Lifecycle

@Suite("P6: what may be deleted from a host")
struct RetentionTests {
  private static let weights = "0a1b2c3d-00112233445566778899aabbccddeeff"
  private static let packet = "\(weights).0011223344556677.packet"
  private static let other = "0a1b2c3d-ffffffffffffffffffffffffffffffff"

  /// What is known, and what follows of it for the weights and for a packet beside them.
  struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var url = "https://weights.example/w"
    var needs: [String: ObjectRetention.Need] = [:]
    var since: [String: Epoch] = [:]
    var epoch: Epoch = 7
    var weights: ObjectRetention.Verdict
    var packet: ObjectRetention.Verdict
  }

  private static let noted: [String: Epoch] = [weights: 7, packet: 7]

  private static let named = ObjectRetention.Verdict.keep(.published(Fixtures.modelID))

  private static let cases = [
    Case(
      testDescription: "is only noted when nobody needs it for the first time",
      weights: .wait(until: 9), packet: .wait(until: 9)),
    Case(
      testDescription: "stays for the rest of the epoch in which it was noted", since: noted,
      weights: .wait(until: 9), packet: .wait(until: 9)),
    Case(
      testDescription: "stays for the whole epoch after that", since: noted, epoch: 8,
      weights: .wait(until: 9), packet: .wait(until: 9)),
    Case(
      testDescription: "goes after a whole epoch", since: noted, epoch: 9, weights: .delete,
      packet: .delete),
    Case(
      testDescription: "stays when a node is behind what was noted", since: noted, epoch: 6,
      weights: .wait(until: 9), packet: .wait(until: 9)),
    Case(
      testDescription: "each object waits for itself", since: [weights: 7], epoch: 9,
      weights: .delete, packet: .wait(until: 11)),
    Case(
      testDescription: "stays while a model names it, however long ago it was noted",
      url: "https://weights.example/a/\(weights)", since: noted, epoch: 99, weights: named,
      packet: named),
    Case(
      testDescription: "stays when it is named in another case, encoded, or amid a URL",
      url: "https://weights.example/0A1B2C3D%2d00112233445566778899AABBCCDDEEFF.bin/x?y=1",
      since: noted, epoch: 99, weights: named, packet: named),
    Case(
      testDescription: "goes when a model names another object",
      url: "https://weights.example/\(other)", since: noted, epoch: 9, weights: .delete,
      packet: .delete),
    Case(
      testDescription: "stays while its release is needed here", needs: [weights: .release],
      since: noted, epoch: 99, weights: .keep(.release), packet: .keep(.release)),
    Case(
      testDescription: "a packet can be needed for itself", needs: [packet: .packet],
      since: noted, epoch: 99, weights: .delete, packet: .keep(.packet)),
    Case(
      testDescription: "never goes when epochs end", since: [weights: Epoch(.max)],
      epoch: Epoch(.max), weights: .wait(until: nil), packet: .wait(until: nil)),
  ]

  @Test("an object", arguments: cases)
  func verdict(_ row: Case) throws {
    for state in try Self.states(naming: row.url) {
      let model = try Fixtures().model(state)
      let retention = ObjectRetention(
        published: PublishedNames(of: [Fixtures.modelID: model]), needs: row.needs,
        unneededSince: row.since, epoch: row.epoch)
      #expect(retention.verdict(on: Self.weights, of: Self.weights) == row.weights, "\(state)")
      #expect(retention.verdict(on: Self.packet, of: Self.weights) == row.packet, "\(state)")
    }
  }

  /// Every place of a model in which a URL can stand.
  private static func states(naming url: String) throws -> [ModelState] {
    let fixtures = try Fixtures()
    var named = fixtures.commitments(1, 1)
    named.manifest.url = try CanonicalURL(url)
    let pending = PendingModelUpdate(commitments: named, commitEpoch: 5)
    let plain = fixtures.revealed(fixtures.commitments(1, 2))
    let revealed = fixtures.revealed(named)
    return [
      .pending(pending), .active(revealed, pendingUpdate: nil),
      .active(plain, pendingUpdate: pending), .inactive(revealed),
    ]
  }

  @Test(
    "names in URLs",
    arguments: [
      ("https://a.example/\(weights)", [weights]),
      ("https://a.example/\(weights)/\(other)", [weights, other]),
      ("https://a.example/\(weights.dropLast())", []),
      ("https://a.example/0\(weights)", [weights]),
      ("https://a.example/%", []), ("-", []), ("", []),
    ] as [(String, Set<String>)])
  func names(text: String, expected: Set<String>) {
    #expect(PublishedNames.names(in: text) == expected)
  }
}
