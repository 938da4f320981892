import Lifecycle
import SomaTypes
import Testing

/// When a transaction that was sent is settled, and when it is dead (P2).
@Suite("rulings")
struct RulingTests {
  struct Row: Sendable {
    var lookups: [IntentEvidence.Lookup]
    var coins: [IntentEvidence.CoinFate]
    var effect: Known<Bool>
    var ruling: IntentRuling?
  }

  static let mine = TransactionDigest(.init(1))
  static let other = TransactionDigest(.init(2))

  static let rows: [Row] = [
    Row(
      lookups: [.notFound, .ran(succeeded: true, in: 3)], coins: [.unknown],
      effect: .unknown(.notAsked), ruling: .succeeded(in: 3)),
    Row(
      lookups: [.ran(succeeded: false, in: 3)], coins: [.moved(by: mine)], effect: .known(false),
      ruling: .failed(in: 3)),
    // NOT_FOUND is never proof.
    Row(lookups: [.notFound, .notFound], coins: [.untouched], effect: .known(false), ruling: nil),
    Row(lookups: [.notFound], coins: [.unknown], effect: .known(false), ruling: nil),
    // Nor is a coin that moved, without a fresh look at the effect.
    Row(
      lookups: [.notFound], coins: [.moved(by: other)], effect: .unknown(.onlyStaleNodes),
      ruling: nil),
    Row(lookups: [.notFound], coins: [.moved(by: other)], effect: .known(false), ruling: .dead),
    // Pruned effects: the effect itself is the proof.
    Row(
      lookups: [.notFound], coins: [.moved(by: other)], effect: .known(true),
      ruling: .succeeded(in: nil)),
    Row(
      lookups: [.notFound], coins: [.moved(by: mine)], effect: .known(false),
      ruling: .failed(in: nil)),
    // The effect is there, but this one has not run: a sibling did it.
    Row(lookups: [.notFound], coins: [.untouched], effect: .known(true), ruling: nil),
    Row(lookups: [.silent], coins: [.unknown], effect: .unknown(.noNodeAnswered), ruling: nil),
  ]

  @Test("what proves what", arguments: rows)
  func ruling(_ row: Row) {
    let evidence = IntentEvidence(lookups: row.lookups, coins: row.coins, effect: row.effect)
    #expect(evidence.ruling(on: Self.mine) == row.ruling)
    #expect(evidence.isOvertaken == (row.effect == .known(true) && row.coins == [.untouched]))
  }

  @Test("the journal refuses a second create and a second stake beside an unresolved one")
  func refuses() throws {
    var scene = try Scene()
    scene.prepare(0)
    var record = try #require(scene.record)
    #expect(record.apply(.prepared([scene.create(1), scene.commit(0)])) == .recorded)
    #expect(record.apply(.prepared([scene.create(3), scene.commit(0, 4)])) == .stale)
    #expect(record.apply(scene.sent(1)) == .recorded)
    #expect(record.apply(.intent(scene.digest(1), .withdrawn, wallClockMs: 0)) == .stale)
    #expect(record.apply(scene.ruled(1, .succeeded(in: 5))) == .recorded)
    #expect(record.apply(.prepared([scene.create(5), scene.commit(0, 6)])) == .stale)
    let stake = scene.intent(.stake(Scene.id, .zero), 7)
    #expect(record.apply(.prepared([stake])) == .recorded)
    #expect(record.apply(.prepared([scene.intent(.stake(Scene.id, .zero), 8)])) == .stale)
  }

  @Test("a failed create leads back, and withdraws the commit that was signed with it")
  func fallsBack() throws {
    var scene = try Scene()
    scene.prepare(0)
    scene.apply(.prepared([scene.create(), scene.commit(0)]), scene.sent(1))
    scene.apply(scene.ruled(1, .failed(in: 5)))
    let record = try #require(scene.record)
    #expect(record.attempts.map(\.state) == [.drilled])
    #expect(record.intents.map(\.machine.state) == [.failed(in: 5), .dead])
    #expect(record.failures[.create]?.count == 1 && record.modelID == nil)
  }
}
