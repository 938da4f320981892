import SomaProto
import SwiftProtobuf
import Testing

@Suite struct UnknownFieldsTests {
  /// Field 99, a varint 1, which none of the messages below has.
  private static let stranger: [UInt8] = [0x98, 0x06, 0x01]

  @Test("nothing is found where everything is known")
  func findsNothing() throws {
    let request = Soma_Rpc_GetEpochRequest.with {
      $0.epoch = 7
      $0.readMask = .with { $0.paths = ["system_state"] }
    }
    #expect(try UnknownFields.owners(in: request).isEmpty)
  }

  @Test("an unknown field is found in the message itself")
  func findsAtTheTop() throws {
    let request = try Soma_Rpc_GetEpochRequest(serializedBytes: Self.stranger)
    #expect(try UnknownFields.owners(in: request) == ["soma.rpc.GetEpochRequest"])
  }

  @Test("an unknown field is found below a message, a list, a oneof and a map")
  func findsBelow() throws {
    let pool = try Soma_Rpc_StakingPool(serializedBytes: Self.stranger)
    let coin = try Soma_Rpc_ObjectReference(serializedBytes: Self.stranger)
    let state = Soma_Rpc_SystemState.with {
      $0.validators.validators = [.init(), .with { $0.stakingPool = pool }]
      $0.modelRegistry.models["0x01"] = .with { $0.stakingPool = pool }
    }
    let kind = Soma_Rpc_TransactionKind.with { $0.payCoins.coins = [coin] }
    let owner = "soma.rpc.StakingPool"
    #expect(try UnknownFields.owners(in: state) == [owner, owner])
    #expect(try UnknownFields.owners(in: kind) == ["soma.rpc.ObjectReference"])
  }
}
