public import SomaCrypto
public import SomaTypes

/// Why a protobuf message is not the value that it should be.
///
/// Nothing a peer sends can do worse than this: no message aborts the process.
public struct WireError: Error, Equatable, Sendable {
  /// What is wrong with the field.
  public enum Reason: Equatable, Sendable {
    /// It is not there. Zero and empty are there.
    case missing
    /// It is there although it contradicts another field.
    case unexpected
    /// A text that is not an id or an address.
    case identifier(IdentifierError)
    /// A text that is not the Base58 of 32 bytes.
    case encoding(EncodingError)
    /// Another number of bytes than this kind of value has.
    case wrongByteCount(expected: Int, actual: Int)
    /// A text that is not a URL which can be signed.
    case url(CanonicalURLError)
    /// A text that is none of the names that exist, cut short and escaped.
    case unknownName(String)
    /// A number that is none of those that exist.
    case unknownNumber(Int)
    /// A text that is not a decimal number.
    case notANumber
    /// A number or a time that does not fit.
    case outOfRange
    /// A key of a map that means the same as another one.
    case duplicateKey
    /// A kind of transaction from the time of challenges, which nodes refuse too.
    case challenge
    /// The node left the system state out, which it does when it cannot convert its own.
    case systemStateOmitted
    /// Protobuf cannot carry the value: a node would rebuild another one, and refuse the signature.
    case lossy
  }

  /// The field, as protobuf names it, from the message inside the reply or from the request:
  /// `summary.commitments[0].kind`, `system_state.model_registry.models[0x…].staking_pool.id`.
  public let path: String

  /// What is wrong with it.
  public let reason: Reason

  /// Creates an error.
  public init(_ path: String, _ reason: Reason) {
    self.path = path
    self.reason = reason
  }

  /// An error about the value at hand, whose name the caller knows.
  init(_ reason: Reason) { self.init("", reason) }

  /// The same error, seen from the message that has the field `name`, which can end in an index.
  func inside(_ name: String) -> WireError {
    WireError(path.isEmpty || path.hasPrefix("[") ? name + path : "\(name).\(path)", reason)
  }
}

extension WireError.Reason {
  /// A name that a peer made up; it can be long, and is not to be printed as it came.
  static func unknownName(foreign text: String) -> Self { .unknownName(text.excerpt) }
}

extension String {
  /// The beginning of a text that a peer sent, in printable ASCII.
  var excerpt: String {
    let maximum = 80
    let head = unicodeScalars.prefix(maximum).map { $0.escaped(asASCII: true) }.joined()
    return unicodeScalars.dropFirst(maximum).isEmpty ? head : "\(head)…"
  }
}
