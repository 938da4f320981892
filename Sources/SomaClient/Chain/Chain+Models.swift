public import SomaTypes
import SomaWire

extension Chain {
  /// A model and the epoch that runs, from one system state.
  ///
  /// - Throws: As all reads; ``ModelCallError/unknownModel(_:)``; `WireError` when the model is there
  ///   and cannot be read.
  public func model(_ id: ModelID) async throws -> (epoch: Epoch, model: Model) {
    let state = try await systemState()
    if let model = state.models[id] { return (state.epoch, model) }
    for unparsable in state.unparsableModels
    where (try? ModelID(unparsable.key, spelling: .argument)) == id {  // other keys are no ids
      throw unparsable.error
    }
    throw ModelCallError.unknownModel(id)
  }
}
