import Testing

@testable import StewardCommands

@Suite("formats of plans")
struct PlanFormatTests {
  @Test("each format is the one that was asked for", arguments: OutputFormat.allCases)
  func formats(format: OutputFormat) throws {
    let view = try PlanViewTests.view("urgent")
    let text = view.render(as: format, width: 80)
    switch format {
    case .table: #expect(text == view.text(width: 80, color: false))
    case .json: #expect(text.hasPrefix("{\n  \"schema\": \"steward/plan/v1\",\n  \"network\""))
    case .yaml: #expect(text.hasPrefix("schema: \"steward/plan/v1\"\nnetwork: \"testnet\"\n"))
    case .markdown: #expect(text == view.markdown())
    }
  }
}
