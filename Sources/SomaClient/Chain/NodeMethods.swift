import GRPCCore
import SomaProto

/// The methods of a full node.
enum NodeMethods {
  typealias Ledger = Soma_Rpc_LedgerService.Method
  typealias State = Soma_Rpc_StateService.Method
  typealias Execution = Soma_Rpc_TransactionExecutionService.Method
  typealias Subscription = Soma_Rpc_SubscriptionService.Method

  static let getServiceInfo = RPCMethod<
    Soma_Rpc_GetServiceInfoRequest, Soma_Rpc_GetServiceInfoResponse
  >(Ledger.GetServiceInfo.descriptor)
  static let getObject = RPCMethod<Soma_Rpc_GetObjectRequest, Soma_Rpc_GetObjectResponse>(
    Ledger.GetObject.descriptor)
  static let getTransaction = RPCMethod<
    Soma_Rpc_GetTransactionRequest, Soma_Rpc_GetTransactionResponse
  >(Ledger.GetTransaction.descriptor)
  static let getCheckpoint = RPCMethod<
    Soma_Rpc_GetCheckpointRequest, Soma_Rpc_GetCheckpointResponse
  >(Ledger.GetCheckpoint.descriptor)
  static let getEpoch = RPCMethod<Soma_Rpc_GetEpochRequest, Soma_Rpc_GetEpochResponse>(
    Ledger.GetEpoch.descriptor)
  static let listOwnedObjects = RPCMethod<
    Soma_Rpc_ListOwnedObjectsRequest, Soma_Rpc_ListOwnedObjectsResponse
  >(State.ListOwnedObjects.descriptor)
  static let getBalance = RPCMethod<Soma_Rpc_GetBalanceRequest, Soma_Rpc_GetBalanceResponse>(
    State.GetBalance.descriptor)
  static let getTarget = RPCMethod<Soma_Rpc_GetTargetRequest, Soma_Rpc_GetTargetResponse>(
    State.GetTarget.descriptor)
  static let listTargets = RPCMethod<Soma_Rpc_ListTargetsRequest, Soma_Rpc_ListTargetsResponse>(
    State.ListTargets.descriptor)
  static let listChallenges = RPCMethod<
    Soma_Rpc_ListChallengesRequest, Soma_Rpc_ListChallengesResponse
  >(State.ListChallenges.descriptor)
  static let executeTransaction = RPCMethod<
    Soma_Rpc_ExecuteTransactionRequest, Soma_Rpc_ExecuteTransactionResponse
  >(Execution.ExecuteTransaction.descriptor)
  static let simulateTransaction = RPCMethod<
    Soma_Rpc_SimulateTransactionRequest, Soma_Rpc_SimulateTransactionResponse
  >(Execution.SimulateTransaction.descriptor)
  static let subscribeCheckpoints = RPCMethod<
    Soma_Rpc_SubscribeCheckpointsRequest, Soma_Rpc_SubscribeCheckpointsResponse
  >(Subscription.SubscribeCheckpoints.descriptor)
}
