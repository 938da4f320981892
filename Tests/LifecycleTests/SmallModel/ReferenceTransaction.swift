import Lifecycle
import SomaCrypto
import SomaTypes

/// A transaction of the reference chain. Its digest holds all of it, so nothing needs to be looked up.
struct ReferenceTransaction: Hashable {
  enum Kind: Hashable {
    case create(model: Int)
    case commit(tag: Int, model: Int, content: Int)
    case reveal(tag: Int, model: Int, content: Int)
    /// A payment of a wallet to itself.
    case burn
  }

  var kind: Kind
  var coin: Int
  var version: Int

  /// The model that a create makes: a function of the signed bytes.
  var tag: Int { 100 + (version * 8 + coin) * 4 + (model ?? 0) }

  var model: Int? {
    switch kind {
    case .create(let model), .commit(_, let model, _), .reveal(_, let model, _): model
    case .burn: nil
    }
  }

  var digest: TransactionDigest {
    switch kind {
    case .create(let model): Digest(Bytes32(1, 0, model, 0, coin, version))
    case .commit(let tag, let model, let content):
      Digest(Bytes32(2, tag, model, content, coin, version))
    case .reveal(let tag, let model, let content):
      Digest(Bytes32(3, tag, model, content, coin, version))
    case .burn: Digest(Bytes32(4, 0, 0, 0, coin, version))
    }
  }

  init(_ kind: Kind, coin: Int, version: Int) {
    self.kind = kind
    self.coin = coin
    self.version = version
  }

  init(_ digest: TransactionDigest) {
    let numbers = (0..<6).map(digest.bytes.number)
    coin = numbers[4]
    version = numbers[5]
    switch numbers[0] {
    case 1: kind = .create(model: numbers[2])
    case 2: kind = .commit(tag: numbers[1], model: numbers[2], content: numbers[3])
    case 3: kind = .reveal(tag: numbers[1], model: numbers[2], content: numbers[3])
    default: kind = .burn
    }
  }

  /// Its inputs, as the journal keeps them.
  var reference: ObjectRef {
    Fixtures.coin(coin, version: UInt64(version), shannons: 0).reference
  }

  static func modelID(_ tag: Int) -> ModelID { ModelID(Bytes32(20, tag)) }
}
