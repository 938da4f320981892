import FoundationEssentials
import GRPCCore
import SomaProto
import SwiftProtobuf

// Source: WIRE.md 6.6; `rpc/src/api/error.rs`.

extension RPCError {
  /// An error as a node sends it: the status again in the details.
  init(_ code: Code, _ message: String) {
    self.init(code, message, details: [])
  }

  /// INVALID_ARGUMENT about one field.
  init(_ violation: FieldViolation) {
    let request = Google_Rpc_BadRequest.with {
      $0.fieldViolations = [
        .with {
          $0.field = violation.field
          $0.description_p = violation.description
          $0.reason = violation.reason.rawValue
        }
      ]
    }
    // A message without required fields can always be written.
    let bytes: Data = (try? request.serializedBytes()) ?? Data()
    let detail = Google_Protobuf_Any.with {
      $0.typeURL = "/google.rpc.BadRequest"  // nodes leave the host out
      $0.value = bytes
    }
    self.init(.invalidArgument, violation.description, details: [detail])
  }

  private init(_ code: Code, _ message: String, details: [Google_Protobuf_Any]) {
    let status = Google_Rpc_Status.with {
      $0.code = Int32(code.rawValue)
      $0.message = message
      $0.details = details
    }
    var metadata = Metadata()
    let bytes: [UInt8] = (try? status.serializedBytes()) ?? []
    metadata.addBinary(bytes, forKey: "grpc-status-details-bin")
    self.init(code: code, message: message, metadata: metadata)
  }

  /// The error as it stands inside of a reply about several things.
  var status: Google_Rpc_Status {
    for case .binary(let bytes) in metadata["grpc-status-details-bin"] {
      if let status = try? Google_Rpc_Status(serializedBytes: bytes) { return status }
    }
    return .with {
      $0.code = Int32(code.rawValue)
      $0.message = message
    }
  }

  /// NOT_FOUND.
  static func notFound(_ what: String) -> RPCError { RPCError(.notFound, "\(what) not found") }
}
