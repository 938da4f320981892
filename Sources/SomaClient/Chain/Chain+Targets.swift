import SomaProto
public import SomaTypes
public import SomaWire

extension Chain {
  /// Targets, all pages of one node, each once.
  ///
  /// - Parameters:
  ///   - request: Which ones. Its page size and token do not matter.
  ///   - limit: The most to return.
  /// - Returns: The targets, in the order of the node.
  /// - Throws: As all reads.
  public func targets(
    _ request: TargetsRequest = TargetsRequest(), limit: Int = .max
  ) async throws -> [ListedTarget] {
    try await connection.read { channel in
      var request = request
      request.pageSize = 1000
      request.pageToken = nil
      var seen: Set<TargetID> = []
      var targets: [ListedTarget] = []
      for number in 1...Self.mostPages {
        let page = try TargetsPage(
          await channel.call(NodeMethods.listTargets, request.message(.targetsWithData)))
        targets += page.targets.filter { seen.insert($0.id).inserted }
        guard targets.count < limit, let token = page.nextPageToken, !page.targets.isEmpty else {
          return Array(targets.prefix(max(limit, 0)))
        }
        guard token != request.pageToken else { throw ReplyError.endlessList(pages: number) }
        request.pageToken = token
      }
      throw ReplyError.endlessList(pages: Self.mostPages)
    }
  }

  /// One page of targets, as the node lists them.
  public func targetsPage(_ request: TargetsRequest) async throws -> TargetsPage {
    try await connection.read {
      try TargetsPage(
        await $0.call(NodeMethods.listTargets, request.message(.targetsWithData)))
    }
  }

  /// One target. Here its status is the stored one: never `claimable`.
  ///
  /// - Throws: As all reads; ``ReplyError/otherTarget(asked:got:)``.
  public func target(_ id: TargetID) async throws -> ListedTarget {
    try await connection.read { channel in
      let target = try ListedTarget(
        await channel.call(NodeMethods.getTarget, TargetRequest(id: id).message()))
      guard target.id == id else { throw ReplyError.otherTarget(asked: id, got: target.id) }
      return target
    }
  }

  /// Challenges, which the protocol had once: nodes refuse to list them.
  ///
  /// - Throws: ``RPCFailure`` with the code `unimplemented`, from every node of this version.
  public func challenges() async throws -> Never {
    _ = try await connection.read(NodeMethods.listChallenges, .init())
    throw WireError("challenges", .challenge)
  }
}
