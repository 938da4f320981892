import SomaTypes
import TestSupport
import Testing

@testable import Ledger

/// The value fee from epoch to epoch: CHAIN.md 2.5.
@Suite struct ValueFeeTests {
  struct Step: Decodable, Sendable {
    let bps: UInt64
    let fees: UInt64
    let next: UInt64
  }

  struct Document: Decodable, Sendable {
    let valueFeeAdjust: [Step]
    let valueFeeQuietSequence: [UInt64]
  }

  @Test("every step of the vectors")
  func steps() throws {
    let steps = try vectors("chain", as: Document.self, in: .module).valueFeeAdjust
    #expect(steps.count == 56)
    for step in steps {
      var scene = try Scene { $0.parameters.valueFeeBps = BasisPoints(step.bps) }
      try scene.boundary(fees: Amount(shannons: step.fees))
      #expect(scene.state.parameters.valueFeeBps.rawValue == step.next, "\(step)")
      let event = StateEvent.valueFeeAdjusted(
        from: BasisPoints(step.bps), to: BasisPoints(step.next))
      #expect(scene.events.contains(event) == (step.bps != step.next))
    }
  }

  @Test("a quiet chain goes from 10 to 7 and stays there")
  func quiet() throws {
    let sequence = try vectors("chain", as: Document.self, in: .module).valueFeeQuietSequence
    var scene = try Scene()
    var seen = [scene.state.parameters.valueFeeBps.rawValue]
    while seen.count < sequence.count {
      try scene.boundary()
      seen.append(scene.state.parameters.valueFeeBps.rawValue)
    }
    #expect(seen == sequence)
  }

  @Test(
    "extreme numbers neither trap nor leave the bounds",
    arguments: [
      (0, 10, 10), (1, .max, 11), (1_000_000_000, .max, 11), (.max, .max, 9),
      (1_000_000_000, 1 << 63, 11),
    ] as [(UInt64, UInt64, UInt64)])
  func extremes(aim: UInt64, fees: UInt64, next: UInt64) throws {
    var scene = try Scene {
      $0.parameters.targetEpochFeeCollection = Amount(shannons: aim)
    }
    try scene.boundary(fees: Amount(shannons: fees))
    #expect(scene.state.parameters.valueFeeBps.rawValue == next)
  }

  @Test("what safe mode put aside does not move the fee")
  func safeMode() throws {
    var scene = try Scene()
    try scene.boundary(fees: 5_000_000_000, failingWith: .arithmeticOverflow)
    #expect(scene.state.parameters.valueFeeBps == 10)
    try scene.boundary()
    #expect(scene.state.parameters.valueFeeBps == 9)
  }
}
