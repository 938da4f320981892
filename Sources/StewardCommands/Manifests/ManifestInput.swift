import Diagnostics
import Foundation
import Manifest

/// The files of a set of manifests, as named on the command line: files, directories, patterns, or `-`.
///
/// A directory stands for every `*.yaml` and `*.yml` in it at any depth, but for hidden ones. A pattern stands for
/// the files that fit; `**` stands for any number of directories. Symbolic links are followed, each directory
/// once. A file that is named twice is read once.
struct ManifestInput {
  let paths: [String]

  /// Reads the files, in the order of the arguments, and by name within one.
  ///
  /// - Throws: ``ManifestInputError`` with everything that cannot be found or read.
  func files() throws -> [ManifestFile] {
    var problems: [Diagnostic] = []
    var names: [String] = []
    for path in paths {
      guard path != "-" else {
        names.append(path)
        continue
      }
      var search = ManifestSearch()
      names += search.names(for: path)
      problems += search.problems
    }
    var known: Set<String> = []
    var files: [ManifestFile] = []
    for name in names where known.insert(Self.identity(of: name)).inserted {
      // Nobody types the rest of a set that is not read anyway.
      if name == "-", !problems.isEmpty { continue }
      do {
        files.append(ManifestFile(name: name, bytes: try InputFile(name).bytes()))
      } catch let problem as Diagnostic {
        problems.append(problem)
      }
    }
    guard problems.isEmpty else { throw ManifestInputError(problems: problems) }
    return files
  }

  /// What a file is, however it is named.
  private static func identity(of name: String) -> String {
    name == "-" ? name : URL(filePath: name).resolvingSymlinksInPath().path
  }
}

/// Everything that cannot be found or read of what was named on the command line.
struct ManifestInputError: Explainable {
  /// The problems, in the order of the arguments; at least one.
  let problems: [Diagnostic]

  var diagnostic: Diagnostic { problems[0] }

  var diagnostics: [Diagnostic] { problems }
}
