import Manifest
import SomaTypes
import Testing

@testable import Lifecycle
@testable import StewardCommands

@Suite("how plans look")
struct PlanViewTests {
  static let plans = ["first-release", "urgent", "blind", "empty"]

  static func view(_ name: String) throws -> PlanView {
    PlanView(
      try SamplePlans.named(name), network: "testnet", chain: name == "blind" ? nil : Samples.chain,
      now: Samples.now, atStake: [try Samples.name("at-risk"): Samples.atStake],
      place: .ahead(bySeconds: 3600))
  }

  @Test("in a terminal and in a pipe", arguments: plans, [40, 80, PlanView.widthOfPipe, 200])
  func text(plan: String, width: Int) throws {
    let text = try Self.view(plan).text(width: width, color: false)
    try Golden.expect(text, is: "plan.\(plan).\(width).txt")
    for line in text.split(separator: "\n") where !line.contains("    steward ") {
      #expect(line.count <= width, "\(line)")
      #expect(line.last != " ")
    }
  }

  @Test("colours change nothing but colours", arguments: plans, [40, 80, 200])
  func colors(plan: String, width: Int) throws {
    let view = try Self.view(plan)
    let colored = view.text(width: width, color: true)
    #expect(colored.contains("\u{1B}["))
    #expect(colored.replacing(/\x1B\[[0-9]+m/, with: "") == view.text(width: width, color: false))
  }

  @Test("for scripts", arguments: plans)
  func json(plan: String) throws {
    let view = try Self.view(plan)
    let fields = [OutputValue.Field("schema", .text(PlanView.schema))] + view.fields
    try Golden.expect(JSONView.render(.record(fields)), is: "plan.\(plan).json")
  }

  @Test("for a pull request", arguments: plans)
  func markdown(plan: String) throws {
    try Golden.expect(try Self.view(plan).markdown(), is: "plan.\(plan).md")
  }

  @Test("500 models fit into a comment, or what is left out is counted", arguments: [5000, 65_536])
  func manyModels(limit: Int) throws {
    let text = PlanView(
      try SamplePlans.many(500), network: "testnet", chain: Samples.chain, now: Samples.now,
      place: .utc
    ).markdown(limit: limit)
    #expect(text.utf8.count <= limit)
    #expect(text.utf8.count > limit - 1500)
    #expect(text.contains("model-001"))
    let shown = text.matches(of: /\| `model-[0-9]+` \|/).count
    if shown < 500 {
      #expect(text.contains("\n\(500 - shown) of 500 models with steps are left out here"))
    }
    // What is folded is closed again.
    #expect(text.contains("<details>") == text.contains("</details>"))
    #expect(text.contains("risks and losses") == (limit == 5000))
  }

  @Test("no limit is passed, whatever is cut off")
  func everyLimit() throws {
    let view = PlanView(
      try SamplePlans.many(40), network: "testnet", chain: Samples.chain, now: Samples.now,
      place: .utc)
    for limit in stride(from: 2000, through: 14_000, by: 300) {
      let text = view.markdown(limit: limit)
      #expect(text.utf8.count <= limit)
      #expect(text.contains("<details>") == text.contains("</details>"))
    }
  }

  @Test("a permit that is over lasts for nothing")
  func expiredPermit() throws {
    let view = PlanView(
      try SamplePlans.named("urgent"), network: "testnet", chain: nil,
      now: Moment(wallClockMs: Samples.nowMs, monotonicMs: .max), place: .utc)
    #expect(JSONView.render(.record(view.fields)).contains("\"validForMs\": 0"))
  }

  @Test("colour is on the marks of a plan")
  func marks() throws {
    let text = try Self.view("urgent").text(width: 80, color: true)
    #expect(text.contains("\u{1B}[31m  ! \u{1B}[0mrisk:"))
    #expect(text.contains("\u{1B}[33m  ~  \u{1B}[0mreveal"))
  }

  @Test("a network cannot move the cursor")
  func hostile() throws {
    let view = PlanView(
      Plan(epoch: 1), network: "net\u{1B}[2J\u{202E}|`x`", chain: nil, now: Samples.now,
      place: .utc)
    #expect(view.text(width: 80, color: false).contains("net\\u{1B}[2J\\u{202E}|`x`"))
    #expect(view.markdown().contains("`` net\\u{1B}[2J\\u{202E}\\|`x` ``"))
  }

  @Test("the summary")
  func summary() throws {
    #expect(
      try Self.view("first-release").summary == """
        2 to do now, 5 wait for an earlier step, 1 waits for an approval; at most 25.0397 SOMA, 25 of \
        it stake; irreversible: create first-model
        """)
    #expect(try Self.view("empty").summary == "Nothing to do: everything is as declared.")
  }
}
