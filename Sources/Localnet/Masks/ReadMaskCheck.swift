import GRPCCore
import SwiftProtobuf

extension FieldMaskTree {
  /// Reads the mask of a request.
  ///
  /// - Parameters:
  ///   - mask: As sent; `nil` when it is absent.
  ///   - fields: The message that it is about.
  ///   - paths: What counts when there is none.
  /// - Throws: INVALID_ARGUMENT for a path that the message does not have.
  init(
    _ mask: Google_Protobuf_FieldMask?, of fields: MessageFields, default paths: [String]
  ) throws(RPCError) {
    let paths = mask?.paths ?? paths
    for path in paths where path != "*" {
      guard fields.contains(path) else {
        throw RPCError(
          FieldViolation("read_mask", .invalid, "invalid read_mask path: \(path)"))
      }
    }
    self.init(paths)
  }
}
