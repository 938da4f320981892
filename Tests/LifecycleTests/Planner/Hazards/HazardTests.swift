import Lifecycle
import Manifest
import SomaTypes
import Testing

/// Every hazard of CHAIN 10.2 that a decision can meet, and what the planner does about it.
@Suite("the planner guards against the hazards")
struct HazardTests {
  @Test("hazard by hazard", arguments: creates + reveals + commits + coins + money + journal)
  func row(_ row: Row) throws {
    var scene = try Scene()
    row.scene(&scene)
    let plan = scene.plan()
    #expect(row.holds(plan, scene), "\(row.rule): \(plan)")
  }
}
