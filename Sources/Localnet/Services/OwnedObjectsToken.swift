import BCS
import Ledger
import SomaTypes

/// Where a listing of owned objects goes on, and what it is a listing of.
///
/// BCS: owner, option of the type, position. Source: WIRE.md 6.4;
/// `rpc/src/api/grpc/state_service/list_owned_objects.rs`, `PageToken`.
struct OwnedObjectsToken: Equatable {
  var owner: SomaAddress
  var type: ObjectType?
  var position: OwnedObjectPosition
}

extension OwnedObjectsToken: BCSCodable {
  init(from reader: inout BCSReader) throws(BCSError) {
    owner = try reader.read()
    type = try reader.readOption()
    position = try reader.read()
  }

  func encode(to writer: inout BCSWriter) {
    writer.write(owner)
    writer.writeOption(type)
    writer.write(position)
  }
}
