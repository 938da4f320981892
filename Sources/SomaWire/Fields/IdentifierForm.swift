import SomaCrypto
public import SomaTypes

/// How ids and addresses are spelled in a message that is written. The counterpart of
/// ``IdentifierSpelling``, which says what is understood.
///
/// The ids of models and targets inside transactions are always ``prefixed``, and addresses in the
/// system state, in targets and in balance changes always ``bare``. Source: WIRE 3.6.
public enum IdentifierForm: Sendable {
  /// 64 digits: what clients send, and nodes in GetObject, ListOwnedObjects and checkpoints.
  case bare
  /// `0x` and 64 digits: what nodes send of executed and simulated transactions.
  case prefixed
  /// `0x` and the digits without leading zeros: ids in targets.
  case trimmed
}

extension Identifier {
  /// The text, in lower case.
  public func text(_ form: IdentifierForm) -> String {
    let digits = bytes.description
    switch form {
    case .bare: return digits
    case .prefixed: return "0x\(digits)"
    case .trimmed:
      let significant = digits.drop { $0 == "0" }
      return significant.isEmpty ? "0x0" : "0x\(significant)"
    }
  }
}
