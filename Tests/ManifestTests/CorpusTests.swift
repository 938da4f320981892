import Manifest
import Testing

@Suite("The corpus of manifests")
struct CorpusTests {
  @Test("a good manifest resolves to what is expected", arguments: Fixture.all(in: "good"))
  func good(fixture: Fixture) throws {
    let outcome = try fixture.outcome
    #expect(outcome.hasPrefix("--- {"), "\(outcome)")
    guard try !fixture.record(outcome) else { return }
    #expect(try outcome == fixture.expected)
  }

  @Test("a bad manifest is explained as expected", arguments: Fixture.all(in: "bad"))
  func bad(fixture: Fixture) throws {
    let outcome = try fixture.outcome
    #expect(!outcome.hasPrefix("--- {"), "it was accepted")
    guard try !fixture.record(outcome) else { return }
    #expect(try outcome == fixture.expected)
  }

  @Test("there are enough of them")
  func count() {
    #expect(Fixture.all(in: "bad").count >= 150)
    #expect(Fixture.all(in: "good").count >= 20)
  }
}
