import Diagnostics
import Foundation
import StateStore

/// What a command does with the state.
enum StateUse: Equatable {
  /// Makes it when it is not there.
  case creating
  /// Writes to the one that is there.
  case writing
  /// Changes nothing. Without a state it goes on as with an empty one.
  case reading
  /// Changes nothing, and goes by what a snapshot says.
  case against(Snapshot)

  /// Whether nothing may be written.
  var isReading: Bool {
    switch self {
    case .creating, .writing: false
    case .reading, .against: true
    }
  }
}

/// The directory of the state that a command opens: for one that changes nothing where there is none, an empty
/// one of its own, which goes with it.
struct StatePlace {
  let directory: String
  let access: StateOptions.Access
  private let isTemporary: Bool

  init(_ directory: String, _ use: StateUse) throws {
    switch use {
    case .creating: (self.directory, access, isTemporary) = (directory, .readingAndCreating, false)
    case .writing: (self.directory, access, isTemporary) = (directory, .readingAndWriting, false)
    case .reading where FileManager.default.fileExists(atPath: directory):
      (self.directory, access, isTemporary) = (directory, .reading, false)
    case .reading, .against:
      let unnamed = String(repeating: "X", count: 6)
      let scratch = FileManager.default.temporaryDirectory.path
      var template = Array("\(scratch)/steward.\(unnamed)".utf8CString)
      guard mkdtemp(&template) != nil else {
        throw Diagnostic(
          code: "state.noScratch", summary: "There is no room for a scratch state",
          detail: "No directory can be made in \(FileManager.default.temporaryDirectory.path).",
          remedies: ["Set TMPDIR to a directory that can be written to."])
      }
      let path = String(
        decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
      (self.directory, access, isTemporary) = (path, .readingAndCreating, true)
    }
  }

  /// Removes what was made for this command alone.
  func remove() {
    if isTemporary { try? FileManager.default.removeItem(atPath: directory) }
  }
}
