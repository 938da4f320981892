import SomaTypes

/// What an owner's manifests say.
struct Declaration: Equatable, Sendable {
  /// Which weights: another number, other bytes.
  var weights = 1
  /// Which embedding.
  var embedding = 1
  var commission = "10%"
  var stakeTarget: String?
  /// The id of the model that may be retired; then it is to be.
  var retires: ModelID?
  /// Further lines of the model's spec.
  var extra = ""

  /// The manifests.
  func text(rpcs: [String], objects: String) -> String {
    let stake = stakeTarget.map { "\n  stake: {target: \($0)}" } ?? ""
    let retirement = retires.map { "\n  lifecycle: retired\n  retire: {modelId: '\($0)'}" } ?? ""
    return """
      apiVersion: steward/v1
      kind: Network
      metadata: {name: local}
      spec: {rpc: [\(rpcs.map { "'\($0)'" }.joined(separator: ", "))]}
      ---
      apiVersion: steward/v1
      kind: Wallet
      metadata: {name: main}
      spec: {key: {secret: {file: wallet-key}}}
      ---
      apiVersion: steward/v1
      kind: Host
      metadata: {name: web}
      spec: {httpPut: {baseURL: '\(objects)', publicBaseURL: '\(objects)'}}
      ---
      apiVersion: steward/v1
      kind: Model
      metadata: {name: first}
      spec:
        weights: {file: weights-\(weights), check: none}
        embedding: {file: embedding-\(embedding).json}
        commission: \(commission)
        keys: {keyring: keyring}\(stake)\(retirement)\(extra)

      """
  }
}
