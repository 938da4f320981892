import Diagnostics
import Foundation
import Manifest

/// The manifests that a command names, read as one set.
struct ManifestFiles {
  let paths: [String]

  /// Reads them.
  ///
  /// - Throws: `CommandFailure` with status 5 and everything that is wrong.
  func read() throws -> ManifestSet {
    try failing(with: .invalidInput) {
      let files = try ManifestInput(paths: paths).files()
      let reader = ManifestReader(workingDirectory: FileManager.default.currentDirectoryPath)
      return try reader.read(files)
    }
  }

  /// The networks of a set, each once.
  ///
  /// - Throws: `CommandFailure` with status 5 for a set without a model.
  static func networks(of set: ManifestSet) throws -> [NetworkSpec] {
    try distinct(set.models.map(\.network))
  }

  /// Networks, each once.
  static func distinct(_ networks: [NetworkSpec]) throws -> [NetworkSpec] {
    var found: [NetworkSpec] = []
    for network in networks where !found.contains(network) { found.append(network) }
    guard !found.isEmpty else {
      throw CommandFailure(
        status: .invalidInput,
        underlying: Diagnostic(
          code: "apply.noModels", summary: "No model is declared",
          detail: "The manifests hold no document of kind Model. Nothing was changed.",
          remedies: [
            "Check which files were named.",
            "To end models, declare `lifecycle: retired`; deleting a file ends nothing.",
          ]))
    }
    return found
  }
}
