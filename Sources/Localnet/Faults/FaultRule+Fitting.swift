import GRPCCore
import SomaProto

extension FaultRule {
  /// The methods that calls to a localnet can have, by their last names.
  static let methods: Set<String> = Set(
    (Soma_Rpc_LedgerService.Method.descriptors + Soma_Rpc_StateService.Method.descriptors
      + Soma_Rpc_TransactionExecutionService.Method.descriptors
      + Soma_Rpc_SubscriptionService.Method.descriptors).map(\.method)
  ).union(["RequestGas", "AdvanceEpoch", "Health", "Score", "Check"])

  /// Refuses a rule that could never act on a localnet.
  ///
  /// - Parameters:
  ///   - protocolVersion: The chain's version now.
  ///   - hasFollower: Whether it has a second node.
  /// - Throws: ``FaultRuleError/noFollower(fault:)``; ``FaultRuleError/protocolVersion(_:live:)``.
  public func requireFitting(
    protocolVersion: UInt64, hasFollower: Bool
  ) throws(FaultRuleError) {
    switch fault {
    case .followerLag where !hasFollower: throw .noFollower(fault: "followerLag")
    case .followerFrozen where !hasFollower: throw .noFollower(fault: "followerFrozen")
    case .protocolVersion(let version) where version <= protocolVersion:
      throw .protocolVersion(version, live: protocolVersion)
    default: break
    }
  }
}
