import Glibc
import StateStore

/// A file that takes all the room that is left.
private struct Filler {
  let path: String

  func grow() {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    defer { close(descriptor) }
    let page = [UInt8](repeating: 7, count: 4096)
    while write(descriptor, page, page.count) > 0 {}
  }
}

/// Fills the disk on which a state is, and says what still fits.
func fillDisk(below path: String) async throws {
  let ballast = StateBallast(directory: path)
  let filler = Filler(path: "\(path)-filler")
  let now = Moment(milliseconds: 0)

  var state = try await StateDatabase.open(path)
  filler.grow()
  print("\(ballast.isHeld ? "held" : "not held"), no room for a page")

  let probe = ProbeRecord(url: "u", kind: .head, verdict: .good, at: now)
  do throws(StateError) {
    // What is allocated already may take some.
    while true { try await state.recordProbe(probe) }
  } catch .diskFull {
    print("a probe found no room, \(ballast.isHeld ? "still held" : "freed")")
  }
  for _ in 0..<20 { try await state.recordEvent("it.fits", at: now) }
  print("\(try await state.events(limit: 100).count) events, \(ballast.isHeld ? "held" : "freed")")

  // The last connection takes the log and its index away, and the next must make them again.
  unlink(filler.path)
  try await state.close()
  guard ballast.hold() else { return }
  filler.grow()
  state = try await StateDatabase.open(path)
  try await state.recordEvent("it.fits", at: now)
  print("opened on a full disk")

  unlink(filler.path)
  try await state.recordEvent("it.fits", at: now)
  print(ballast.isHeld ? "held again" : "not held")
}
