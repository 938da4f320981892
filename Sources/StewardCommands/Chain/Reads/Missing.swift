import SomaClient

/// Runs a read whose subject may not be there: that it is not is the answer, with status 1.
func missing<Value>(_ body: () async throws -> Value) async throws -> Value {
  do { return try await body() } catch let error as ModelCallError {
    throw CommandFailure(status: .failed, underlying: error)
  }
}
