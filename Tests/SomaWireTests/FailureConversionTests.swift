import BCS
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import TestSupport
import Testing
import WireVectors

@Suite("execute_responses.json: what failed transactions say")
struct FailureConversionTests {
  private static let numbers = """
    generation_epoch=1, current_epoch=2, fill_epoch=3, expected=4, actual=5, score=0.5, \
    threshold=0.25, required=6, provided=7, size=8, max_size=9, \
    model_id=0x\(String(repeating: "a", count: 64)), \
    target_id=0x\(String(repeating: "b", count: 64))
    """

  /// The reply that a row was recorded with: a kind, the description DESC, and details or none.
  private static func reply(
    kind: Int, details: Soma_Rpc_ExecutionError.OneOf_ErrorDetails?
  ) throws -> Soma_Rpc_ExecuteTransactionResponse {
    let effects = EffectsFixture.executed(.success).effects
    var message = Soma_Rpc_ExecutedTransaction(
      ExecutedTransaction(effects: effects), context: .execute)
    message.effects.status.success = false
    message.effects.status.error = .with {
      $0.kind = Soma_Rpc_ExecutionError.ExecutionErrorKind(rawValue: kind) ?? .unknown
      $0.description_p = "DESC"
      $0.errorDetails = details
    }
    return .with { $0.transaction = message }
  }

  private static func failure(
    kind: Int, details: Soma_Rpc_ExecutionError.OneOf_ErrorDetails?
  ) throws -> ExecutionFailure? {
    let executed = try ExecutedTransaction(reply(kind: kind, details: details))
    guard case .failure(let failure) = executed.effects.status else { return nil }
    return failure
  }

  @Test("all kinds are read as by the real SDK, with and without details")
  func kinds() throws {
    let kinds = try vectors("execute_responses")["kinds"].members
    #expect(kinds.count == 57)
    let forms: [String: Soma_Rpc_ExecutionError.OneOf_ErrorDetails?] = [
      "bare": nil as Soma_Rpc_ExecutionError.OneOf_ErrorDetails?,
      "other": .otherError(Self.numbers),
      "object": .objectID("0x" + String(repeating: "c", count: 64)),
    ]
    var refused = 0
    for (label, texts) in kinds {
      let kind = try #require(Int(label.prefix { $0 != " " }))
      #expect(Set(texts.members.keys) == Set(forms.keys))
      for (form, details) in forms {
        let text = try #require(texts[form].string)
        let failure = try #require(try Self.failure(kind: kind, details: details))
        if let range = text.firstRange(of: "Failure { error: ") {
          let expected = String(text[range.upperBound...].dropLast(" }".count))
          #expect(failure.rustDebug == expected, "\(label), \(form)")
        } else {
          // More lenient than the real SDK, which cannot convert these replies: the transaction was
          // executed and has failed, whichever object it was about.
          #expect(text.contains("FIELD_MISSING"))
          #expect(failure == .somaError(.genericAuthorityError("DESC")), "\(label), \(form)")
          refused += 1
        }
      }
    }
    #expect(refused == 6)
  }

  @Test(
    "an object in the text, as nodes write it in checkpoints, is found (NOTES B.4)",
    arguments: [2, 3, 4])
  func hiddenObject(kind: Int) throws {
    let bare = String(repeating: "c", count: 64)
    let hidden = try Self.failure(kind: kind, details: .otherError(bare))
    let proper = try Self.failure(kind: kind, details: .objectID("0x" + bare))
    #expect(hidden == proper)
    #expect(hidden?.rustDebug.contains("object_id: 0x\(bare)") == true)
  }

  @Test("numbers that cannot be read do not hide the failure")
  func unreadableNumbers() throws {
    for text in [
      "", "=", ",,,", "fill_epoch=x, current_epoch=-1", "fill_epoch=18446744073709551616",
    ] {
      #expect(
        try Self.failure(kind: 38, details: .otherError(text))
          == .auditWindowOpen(fillEpoch: 0, currentEpoch: 0), "\(text)")
    }
    let twice = "score=nan, threshold=inf, score=1"
    guard
      case .distanceExceedsThreshold(let score, let threshold) = try Self.failure(
        kind: 42, details: .otherError(twice))
    else {
      Issue.record("another failure")
      return
    }
    #expect(score.values.first?.isNaN == true)
    #expect(threshold.values == [.infinity])
  }

  @Test("kinds from a later version keep their text", arguments: [17, 58, 4711])
  func unknownKinds(kind: Int) throws {
    #expect(
      try Self.failure(kind: kind, details: nil) == .somaError(.genericAuthorityError("DESC")))
  }

  @Test("every reason of the chain survives, as far as protobuf can carry it")
  func roundTrip() throws {
    let owner = SomaAddress(EffectsFixture.object.bytes)
    // What a node's reply loses. Source: WIRE 3.8, NOTES B.5.
    let losses: [String: ExecutionFailure] = [
      "InvalidOwnership": .invalidOwnership(
        objectID: EffectsFixture.object, expectedOwner: owner, actualOwner: owner),
      "InvalidObjectType": .invalidObjectType(
        objectID: EffectsFixture.object, expected: .coin, actual: .coin),
      "ModelNotCreated": .modelNotFound,
      "ArithmeticOverflow": .somaError(.genericAuthorityError("ArithmeticOverflow")),
    ]
    var seen: Set<String> = []
    for failure in EffectsFixture.failures {
      for context in ReplyContext.allCases {
        let executed = EffectsFixture.executed(.failure(failure))
        let message = Soma_Rpc_ExecutedTransaction(executed, context: context)
        let read = try ExecutedTransaction(message)
        #expect(
          read.effects.status == .failure(losses[failure.name] ?? failure), "\(failure.name)")
        // Only in checkpoints is the object in the text.
        if message.effects.status.error.kind == .objectNotFound {
          let details = message.effects.status.error.errorDetails
          let id = EffectsFixture.object
          #expect(
            details
              == (context == .checkpoint
                ? .otherError(id.text(.bare)) : .objectID(id.text(.prefixed))))
        }
      }
      seen.insert(failure.name)
    }
    #expect(seen == Set(ExecutionFailure.names))
  }
}
