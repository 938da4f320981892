public import SomaTypes
import SomaWire

extension Chain {
  /// An object, the latest version unless told otherwise.
  public func object(
    _ id: ObjectID, version: ObjectVersion? = nil
  ) async throws -> SomaObject {
    try await connection.read { channel in
      let object = try SomaObject(
        await channel.call(
          NodeMethods.getObject, ObjectRequest(id: id, version: version).message()))
      guard object.id == id else { throw ReplyError.otherObject(asked: id, got: object.id) }
      if let version, object.version != version {
        throw ReplyError.otherVersion(asked: version, got: object.version)
      }
      return object
    }
  }

  /// The version of an object, without its content.
  public func objectVersion(_ id: ObjectID) async throws -> ObjectVersion {
    try await connection.read { try await $0.objectVersion(id) }
  }

  /// All objects of an account, each once; of one that is listed twice the highest version.
  ///
  /// The pages are not a snapshot. One node gives them all.
  ///
  /// - Throws: As all reads; ``ReplyError/notOwned(_:)`` for an object that is not the account's.
  public func ownedObjects(
    of owner: SomaAddress, type: ObjectType? = nil
  ) async throws -> [SomaObject] {
    try await connection.read { channel in
      var request = OwnedObjectsRequest(owner: owner, type: type, pageSize: 1000)
      var latest: [ObjectID: SomaObject] = [:]
      var order: [ObjectID] = []
      for number in 1...Self.mostPages {
        let page = try ObjectsPage(
          await channel.call(NodeMethods.listOwnedObjects, request.message()))
        for object in page.objects {
          guard object.owner == .address(owner), type == nil || object.type == type else {
            throw ReplyError.notOwned(object.id)
          }
          if let known = latest[object.id] {
            if known.version >= object.version { continue }
          } else {
            order.append(object.id)
          }
          latest[object.id] = object
        }
        guard let token = page.nextPageToken, !page.objects.isEmpty else {
          return order.compactMap { latest[$0] }
        }
        // A token names the first object of the next page.
        guard token != request.pageToken else { throw ReplyError.endlessList(pages: number) }
        request.pageToken = token
      }
      throw ReplyError.endlessList(pages: Self.mostPages)
    }
  }

  /// The coins of an account.
  ///
  /// - Throws: As all reads; ``ReplyError/malformedObject(_:)`` for a coin that holds no amount.
  public func coins(of owner: SomaAddress) async throws -> CoinPurse {
    CoinPurse(
      try await ownedObjects(of: owner, type: .coin).map { object in
        guard let coin = try? Coin(object) else {  // the id says what is wrong
          throw ReplyError.malformedObject(object.id)
        }
        return coin
      })
  }

  /// The receipts of an account's stakes, with what they say.
  ///
  /// - Throws: As all reads; ``ReplyError/malformedObject(_:)`` for a receipt that cannot be read.
  public func stakes(
    of owner: SomaAddress
  ) async throws -> [(reference: ObjectRef, stake: StakedSoma)] {
    try await ownedObjects(of: owner, type: .stakedSoma).map { ($0.reference, try $0.stake) }
  }

  /// One receipt.
  ///
  /// - Throws: As ``stakes(of:)``, also when the object is something else.
  public func stake(_ id: ObjectID) async throws -> (reference: ObjectRef, stake: StakedSoma) {
    let object = try await object(id)
    return (object.reference, try object.stake)
  }

  /// The sum of an account's coins as of the latest checkpoint, which lags behind listings.
  public func balance(of owner: SomaAddress) async throws -> Amount {
    try await connection.read {
      try Amount(await $0.call(NodeMethods.getBalance, BalanceRequest(owner: owner).message))
    }
  }

  /// At 1000 objects a page, ten million objects.
  static let mostPages = 10_000
}

extension SomaObject {
  /// What a receipt says.
  ///
  /// - Throws: ``ReplyError/malformedObject(_:)``.
  var stake: StakedSoma {
    get throws {
      guard let stake = try? StakedSoma(self) else {  // the id says what is wrong
        throw ReplyError.malformedObject(id)
      }
      return stake
    }
  }
}
