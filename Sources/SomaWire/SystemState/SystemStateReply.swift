public import SomaProto
public import SomaTypes

/// The system state as far as it can be read, so that what cannot be read hides nothing else.
///
/// A reveal needs the epoch and one model. A message that this version does not understand in some
/// other place must not cost half of a pool. Source: NOTES A.1, B.3.
public struct SystemStateReply: Equatable, Sendable {
  /// A model that cannot be read. Nothing is known of it; it may well exist.
  public struct UnparsableModel: Equatable, Sendable {
    /// The id as it came, cut short and escaped if it is none.
    public let key: String

    private let reason: WireError

    /// What is wrong with it, with the path from the epoch on.
    public var error: WireError {
      reason.inside("system_state.model_registry.models[\(key)]")
    }

    init(key: String, reason: WireError) {
      self.key = key
      self.reason = reason
    }
  }

  /// The epoch that runs.
  public let epoch: Epoch

  /// The models that can be read.
  public let models: [ModelID: Model]

  /// Those that cannot, ascending by key.
  public let unparsableModels: [UnparsableModel]

  /// The whole state, with ``models``; or what is wrong with anything that is not a model.
  public let state: Result<SystemState, WireError>

  /// Reads the reply of GetEpoch for ``ReadMask/systemState``.
  ///
  /// Embeddings make it tens of megabytes. They are let go one by one as they are converted, when
  /// the caller does not keep the reply.
  ///
  /// - Throws: ``WireError/Reason/systemStateOmitted`` when the node left the state out, and
  ///   ``WireError`` when there is no epoch in it.
  public init(_ reply: consuming Soma_Rpc_GetEpochResponse) throws(WireError) {
    guard reply.hasEpoch else { throw WireError("epoch", .missing) }
    guard reply.epoch.hasSystemState else { throw WireError("system_state", .systemStateOmitted) }
    let registry = reply.epoch.systemState.modelRegistry.models
    if !registry.isEmpty { reply.epoch.systemState.modelRegistry.models = [:] }
    let message = reply.epoch.systemState
    epoch = try Field("system_state.epoch", message.hasEpoch, message.epoch).number()
    (models, unparsableModels) = Self.models(in: registry)
    do throws(WireError) {
      state = .success(try SystemState(message, epoch: epoch, models: models))
    } catch {
      state = .failure(error.inside("system_state"))
    }
  }

  private static func models(
    in registry: consuming [String: Soma_Rpc_Model]
  ) -> ([ModelID: Model], [UnparsableModel]) {
    var models: [ModelID: Model] = [:]
    models.reserveCapacity(registry.count)
    var unparsable: [UnparsableModel] = []
    var duplicates: Set<ModelID> = []
    var index = registry.startIndex  // `indices` would keep all of them
    while index != registry.endIndex {
      let key = registry.keys[index]
      do throws(WireError) {
        let id = try ModelID(argument: key)
        let model = try Model(registry.values[index])
        if models.updateValue(model, forKey: id) != nil { duplicates.insert(id) }
      } catch {
        unparsable.append(UnparsableModel(key: key.excerpt, reason: error))
      }
      registry.values[index] = Soma_Rpc_Model()
      registry.formIndex(after: &index)
    }
    // Two entries under one id: nobody can tell which of them is the model.
    for id in duplicates {
      models[id] = nil
      unparsable.append(
        UnparsableModel(key: id.description, reason: WireError(.duplicateKey)))
    }
    return (models, unparsable.sorted { $0.key < $1.key })
  }
}
