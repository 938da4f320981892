import Diagnostics
import GRPCCore
import SomaTypes
import SomaWire

extension WireError {
  /// How a node words an id or a digest that it cannot read.
  ///
  /// - Parameters:
  ///   - field: The request's field, as the error names it.
  ///   - place: Where it is said to be, when that is another place.
  ///   - missing: What is said when it is absent.
  /// - Returns: INVALID_ARGUMENT.
  func rpcError(_ field: String, at place: String? = nil, missing: String = "") -> RPCError {
    switch reason {
    case .missing:
      RPCError(FieldViolation(place ?? field, .missing, missing))
    default:
      RPCError(FieldViolation(place ?? field, .invalid, "invalid \(field): \(nodeText)"))
    }
  }

  /// How a node words that it cannot read a transaction: bytes of another length than they must
  /// have are an internal error. Source: WIRE.md 6.6.
  var rpcErrorOfTransaction: RPCError {
    let prefix = "transaction."
    guard path.hasPrefix(prefix) else { return RPCError(FieldViolation(path, .missing)) }
    let inner = path.dropFirst(prefix.count)
    switch reason {
    case .wrongByteCount(let expected, _):
      return RPCError(
        .internalError,
        inner.hasSuffix("checksum")
          ? "Invalid checksum: must be \(expected) bytes"
          : "\(inner.split(separator: ".").last ?? inner) must be \(expected) bytes")
    case .missing:
      return RPCError(
        FieldViolation(
          "transaction", .invalid,
          "invalid transaction: error converting from protobuf: field: \(inner) reason: "
            + "FIELD_MISSING"))
    default:
      return RPCError(
        FieldViolation(
          "transaction", .invalid,
          "invalid transaction: error converting from protobuf: field: \(inner) reason: "
            + "FIELD_INVALID description: \(nodeText)"))
    }
  }

  /// What a node says of a value that it cannot read.
  var nodeText: String {
    switch reason {
    case .identifier: "Unable to parse Address (must be hex string of length 32)"
    case .encoding: "Unable to parse Digest (must be Base58 string of length 32)"
    case .unknownName(let name): "Unknown object type: \(name)"
    case .challenge: "challenge transactions are no longer supported"
    default: diagnostic.detail
    }
  }
}
