import SomaWire

/// The error that `body` throws; `nil` when it throws none.
func wireError(_ body: () throws(WireError) -> Void) -> WireError? {
  do throws(WireError) {
    try body()
    return nil
  } catch {
    return error
  }
}
