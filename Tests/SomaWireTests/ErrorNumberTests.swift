import BCS
import SomaProto
import SomaTypes
import SomaWire
import Testing

/// The numbers of failures that model traffic meets, row by row of CHAIN.md 1.4.
@Suite("Numbers of failures")
struct ErrorNumberTests {
  private static let id = EffectsFixture.object
  private static let owner = SomaAddress(EffectsFixture.object.bytes)

  @Test(
    "each failure has its kind in gRPC and its ordinal in BCS",
    arguments: [
      (.insufficientGas, 1, 0),
      (.invalidOwnership(objectID: id, expectedOwner: owner, actualOwner: nil), 2, 1),
      (.objectNotFound(objectID: id), 3, 2),
      (.invalidObjectType(objectID: id, expected: .coin, actual: .stakedSoma), 4, 3),
      (.invalidTransactionType, 5, 4), (.invalidArguments(reason: ""), 6, 5),
      (.notAValidator, 8, 10), (.advancedToWrongEpoch, 10, 12), (.modelNotFound, 11, 13),
      (.notModelOwner, 12, 14), (.modelNotActive, 13, 15), (.modelNotPending, 25, 16),
      (.modelNotCreated, 11, 17), (.modelInvalidState, 24, 18), (.modelAlreadyInactive, 26, 19),
      (.modelRevealEpochMismatch, 27, 20), (.modelEmbeddingCommitmentMismatch, 28, 21),
      (.modelDecryptionKeyCommitmentMismatch, 57, 22), (.modelNoPendingUpdate, 29, 23),
      (.modelArchitectureVersionMismatch, 30, 24), (.modelCommissionRateTooHigh, 31, 25),
      (.modelMinStakeNotMet, 32, 26), (.insufficientCoinBalance, 14, 41),
      (.arithmeticOverflow, 24, 43), (.validatorNotFound, 16, 44), (.stakingPoolNotFound, 18, 45),
      (.reportRecordNotFound, 20, 47), (.somaError(.genericAuthorityError("x")), 24, 51),
    ] as [(ExecutionFailure, Int, UInt8)])
  func numbers(failure: ExecutionFailure, kind: Int, ordinal: UInt8) {
    #expect(failure.bcsBytes.first == ordinal)
    let message = Soma_Rpc_ExecutedTransaction(
      EffectsFixture.executed(.failure(failure)), context: .execute)
    let error = message.effects.status.error
    #expect(error.kind.rawValue == kind)
    // Without the object the real client cannot read the reply.
    if (2...4).contains(kind) {
      #expect(error.errorDetails == .objectID(Self.id.text(.prefixed)))
    }
  }
}
