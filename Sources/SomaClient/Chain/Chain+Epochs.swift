import SomaProto
public import SomaTypes
public import SomaWire

extension Chain {
  /// What the node says of itself and of its chain.
  public func serviceInfo() async throws -> ServiceInfo {
    try await connection.read {
      try ServiceInfo(await $0.call(NodeMethods.getServiceInfo, .init()))
    }
  }

  /// An epoch's number and protocol version; without a number that of the latest checkpoint, which lags
  /// behind the epoch of the system state around a boundary.
  ///
  /// Of an epoch that the node does not know it gives the number only.
  ///
  /// - Throws: As all reads; ``ReplyError/otherEpoch(asked:got:)``.
  public func epoch(_ number: Epoch? = nil) async throws -> EpochInfo {
    try await connection.read { channel in
      let info = try EpochInfo(
        await channel.call(NodeMethods.getEpoch, EpochRequest(epoch: number).message(.epoch)))
      if let number, info.epoch != number {
        throw ReplyError.otherEpoch(asked: number, got: info.epoch)
      }
      return info
    }
  }

  /// The protocol's constants. Not the live parameters, which are in the system state.
  ///
  /// - Throws: As all reads; `WireError` also when the node leaves them out.
  public func protocolConfig() async throws -> ProtocolConfig {
    try await connection.read { channel in
      let info = try EpochInfo(
        await channel.call(NodeMethods.getEpoch, EpochRequest().message(.protocolConfig)))
      guard let config = info.protocolConfig else { throw WireError("protocol_config", .missing) }
      return config
    }
  }

  /// The live system state, or that with which a past epoch began; as far as it can be read.
  ///
  /// Megabytes on a busy chain: there is no way to ask for a part.
  ///
  /// - Throws: As all reads; `WireError.Reason.systemStateOmitted` when the node leaves it out;
  ///   ``ReplyError/otherEpoch(asked:got:)``.
  public func systemState(of epoch: Epoch? = nil) async throws -> SystemStateReply {
    try await connection.read { channel in
      let reply = try SystemStateReply(
        await channel.call(
          NodeMethods.getEpoch, EpochRequest(epoch: epoch).message(.systemState)))
      if let epoch, reply.epoch != epoch {
        throw ReplyError.otherEpoch(asked: epoch, got: reply.epoch)
      }
      return reply
    }
  }

  /// What each node says of itself, in the order of the connection. Nodes that fail hide no others.
  public func serviceInfos() async -> [Result<ServiceInfo, any Error>] {
    await connection.each { channel in
      do {
        return .success(try ServiceInfo(await channel.call(NodeMethods.getServiceInfo, .init())))
      } catch {
        return .failure(error)
      }
    }
  }

  /// What each node sees now, in the order of the connection. Nodes that fail hide no others.
  public func observations() async -> [NodeObservation] {
    await connection.each { channel in
      let result: Result<ChainObservation, any Error>
      do { result = .success(try await channel.observation()) } catch { result = .failure(error) }
      return NodeObservation(endpoint: channel.endpoint, result: result)
    }
  }
}

extension RPCChannel {
  /// The version of the system state, then the state, then the latest checkpoint: all of this node.
  func observation() async throws -> ChainObservation {
    let version = try await objectVersion(.systemState)
    let state = try SystemStateReply(
      await call(NodeMethods.getEpoch, EpochRequest().message(.systemState)))
    let checkpoint = try CertifiedCheckpoint(
      await call(NodeMethods.getCheckpoint, CheckpointRequest.latest.message()))
    return ChainObservation(
      systemStateVersion: version, state: state, checkpoint: checkpoint.summary)
  }

  /// The version of an object, without its content.
  func objectVersion(_ id: ObjectID) async throws -> ObjectVersion {
    let reply = try VersionedID(
      await call(NodeMethods.getObject, ObjectRequest(id: id).message(.objectVersion)))
    guard reply.id == id else { throw ReplyError.otherObject(asked: id, got: reply.id) }
    return reply.version
  }
}
