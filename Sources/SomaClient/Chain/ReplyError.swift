public import Diagnostics
public import SomaTypes

/// Why a reply that can be read is not believed: it is about something else than was asked for.
public enum ReplyError: Error, Equatable, Sendable {
  /// Another object, or another version of it.
  case otherObject(asked: ObjectID, got: ObjectID)
  /// Another version of the object.
  case otherVersion(asked: ObjectVersion, got: ObjectVersion)
  /// Another transaction. What happened to ours is not known.
  case otherTransaction(asked: TransactionDigest, got: TransactionDigest)
  /// Another checkpoint.
  case otherCheckpoint(asked: String, got: String)
  /// Another epoch.
  case otherEpoch(asked: Epoch, got: Epoch?)
  /// Another target.
  case otherTarget(asked: TargetID, got: TargetID)
  /// Something of another account or type in a list.
  case notOwned(ObjectID)
  /// An object that cannot be what the list says.
  case malformedObject(ObjectID)
  /// An executed transaction does not show an input of ours as it was signed.
  case missingInput(ObjectID)
  /// An executed transaction does not show what it must have created.
  case missingCreation(ObjectID)
  /// The content of an object does not have the digest that the effects state.
  case wrongObjectDigest(ObjectID)
  /// More pages than any account has objects for, or the same one again: the node repeats itself.
  case endlessList(pages: Int)
}

extension ReplyError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    Diagnostic(
      code: "reply.\(name)", summary: "A node answered about something else", detail: detail,
      remedies: [
        "Compare with another RPC of the same network; a node that does this is not to be trusted."
      ])
  }

  private var name: String {
    switch self {
    case .otherObject: "otherObject"
    case .otherVersion: "otherVersion"
    case .otherTransaction: "otherTransaction"
    case .otherCheckpoint: "otherCheckpoint"
    case .otherEpoch: "otherEpoch"
    case .otherTarget: "otherTarget"
    case .notOwned: "notOwned"
    case .malformedObject: "malformedObject"
    case .missingInput: "missingInput"
    case .missingCreation: "missingCreation"
    case .wrongObjectDigest: "wrongObjectDigest"
    case .endlessList: "endlessList"
    }
  }

  private var detail: String {
    switch self {
    case .otherObject(let asked, let got): "Object \(asked) was asked for; the reply is \(got)."
    case .otherVersion(let asked, let got): "Version \(asked) was asked for; the reply is \(got)."
    case .otherTransaction(let asked, let got):
      "Transaction \(asked) was asked for; the reply is about \(got)."
    case .otherCheckpoint(let asked, let got):
      "Checkpoint \(asked) was asked for; the reply is \(got)."
    case .otherEpoch(let asked, let got):
      "Epoch \(asked) was asked for; the reply is \(got?.description ?? "about none")."
    case .otherTarget(let asked, let got): "Target \(asked) was asked for; the reply is \(got)."
    case .notOwned(let id): "\(id) is in a list that it does not belong to."
    case .malformedObject(let id): "The content of \(id) does not fit its type."
    case .missingInput(let id):
      "The effects do not show \(id) as an input, at the version and digest that were signed."
    case .missingCreation(let id):
      "The effects do not show \(id), which the transaction must have created."
    case .wrongObjectDigest(let id):
      "The content of \(id) does not have the digest that the effects state."
    case .endlessList(let pages): "A list did not end after \(pages) pages."
    }
  }
}
