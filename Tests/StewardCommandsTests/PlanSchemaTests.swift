import Foundation
import Lifecycle
import TestSupport
import Testing

@testable import StewardCommands

/// The schema itself is judged by `scripts/interop`, on the golden files.
@Suite("the schema of plans")
struct PlanSchemaTests {
  private let schema: JSONValue

  init() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/schemas/plan-v1.schema.json")
    schema = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
  }

  private func values(_ path: String) throws -> Set<String> {
    let list = path.split(separator: ".").reduce(schema) { $0[String($1)] }.elements
    return Set(try list.map { try $0.string ?? $0.text })
  }

  @Test("it knows every action")
  func actions() throws {
    let actions = Set(try StepAction.every().map(\.code))
    #expect(try values("$defs.step.properties.action.enum") == actions)
  }

  @Test("it knows every status")
  func statuses() throws {
    #expect(
      try values("properties.status.properties.code.enum") == Set(PlanStatus.allCases.map(\.code)))
    #expect(
      try values("properties.status.properties.exitStatus.enum")
        == Set(PlanStatus.allCases.map { "\($0.rawValue)" }))
  }

  @Test("it demands every field of a plan")
  func fields() throws {
    let names = try PlanViewTests.view("urgent").fields.map(\.name)
    #expect(try values("required") == Set(["schema"] + names))
  }
}
