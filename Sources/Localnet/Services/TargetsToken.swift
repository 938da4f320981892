import BCS
import Ledger
import SomaTypes

/// Where a listing of targets goes on, and with which filters.
///
/// BCS: options of the status in lower case, of the epoch, and of the submitter as it was asked for;
/// position. Source: WIRE.md 6.4; `rpc/src/api/grpc/state_service/list_targets.rs`, `PageToken`.
struct TargetsToken: Equatable {
  var status: String?
  var epoch: Epoch?
  var submitter: String?
  var position: TargetPosition
}

extension TargetsToken: BCSCodable {
  init(from reader: inout BCSReader) throws(BCSError) {
    status = try reader.readOption { (reader) throws(BCSError) in try reader.readString() }
    epoch = try reader.readOption()
    submitter = try reader.readOption { (reader) throws(BCSError) in try reader.readString() }
    position = try reader.read()
  }

  func encode(to writer: inout BCSWriter) {
    writer.writeOption(status) { $0.write($1) }
    writer.writeOption(epoch)
    writer.writeOption(submitter) { $0.write($1) }
    writer.write(position)
  }
}
