import Lifecycle
import SomaTypes

extension StepReason: Worded {
  /// Its name for scripts.
  var code: String {
    switch self {
    case .journalIsBehind: "journalIsBehind"
    case .movedFrom: "movedFrom"
    case .unresolved: "unresolved"
    case .commitWaits: "commitWaits"
    case .createdWaits: "createdWaits"
    case .declaredButAbsent: "declaredButAbsent"
    case .newContent: "newContent"
    case .reserveTooSmall: "reserveTooSmall"
    case .commissionDiffers: "commissionDiffers"
    case .stakeBelowTarget: "stakeBelowTarget"
    case .retirementDeclared: "retirementDeclared"
    case .unknownCommit: "unknownCommit"
    case .adoptionDeclared: "adoptionDeclared"
    case .contentUnproven: "contentUnproven"
    case .probeDue: "probeDue"
    case .probeFailed: "probeFailed"
    case .earningsDeclared: "earningsDeclared"
    }
  }

  var words: String {
    switch self {
    case .journalIsBehind: "the chain shows it, the journal lacks it"
    case .movedFrom(let former): "the manifest says that it was called \(former)"
    case .unresolved(let kind): "the outcome of an earlier \(kind.words) is not known"
    case .commitWaits(let epoch): "the commit of epoch \(epoch) waits for its reveal"
    case .createdWaits(let epoch):
      "the model was created in epoch \(epoch) and waits for its commit"
    case .declaredButAbsent: "the declared model does not exist"
    case .newContent: "the declared weights are not what is live"
    case .reserveTooSmall(let usable):
      "the wallet has \(usable.counted("usable reserve coin")) of \(Margins.reserveCoinCount)"
    case .commissionDiffers(let chain, let declared):
      "the chain says \(chain.percent), the manifest \(declared.percent)"
    case .stakeBelowTarget(let ours, let target): "our stake is \(ours), declared are \(target)"
    case .retirementDeclared: "the manifest says that it is retired"
    case .unknownCommit: "a waiting commit is not in the journal"
    case .adoptionDeclared: "the manifest names an existing model"
    case .contentUnproven: "whether the declared weights are live is not proven yet"
    case .probeDue: "it is time to look"
    case .probeFailed: "the last probe failed"
    case .earningsDeclared: "rewards can be claimed"
    }
  }

  var sentence: String { "\(words.capitalizedFirst)." }
}
