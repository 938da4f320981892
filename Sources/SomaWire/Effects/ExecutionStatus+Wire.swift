import SomaProto
import SomaTypes

extension ExecutionStatus {
  /// Reads a status: a reason must be there for a failure, and for nothing else.
  init(_ message: Soma_Rpc_ExecutionStatus) throws(WireError) {
    switch (try Field("success", message.hasSuccess, message.success).value, message.hasError) {
    case (true, false): self = .success
    case (false, true): self = .failure(ExecutionFailure(message.error))
    case (true, true): throw WireError("error", .unexpected)
    case (false, false): throw WireError("error", .missing)
    }
  }
}

extension Soma_Rpc_ExecutionStatus {
  /// Writes a status.
  init(_ status: ExecutionStatus, context: ReplyContext) {
    self.init()
    switch status {
    case .success: success = true
    case .failure(let failure):
      success = false
      error = Soma_Rpc_ExecutionError(failure, context: context)
    }
  }
}
