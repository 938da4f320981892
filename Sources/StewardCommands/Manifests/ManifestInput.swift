import Diagnostics
import Foundation
import Glibc
import Manifest

/// The files of a set of manifests, as named on the command line: files, directories, patterns, or `-`.
///
/// A directory stands for every `*.yaml` and `*.yml` in it at any depth, but for hidden ones and for what lies
/// behind symbolic links to directories. A pattern stands for the files that fit; `**` stands for any number of
/// directories. A file that is named twice is read once.
struct ManifestInput {
  let paths: [String]

  /// Reads the files, in the order of the arguments, and by name within one.
  ///
  /// - Throws: ``ManifestInputError`` with everything that cannot be found; a `Diagnostic` for what cannot be read.
  func files() throws -> [ManifestFile] {
    var problems: [Diagnostic] = []
    var names: [String] = []
    for path in paths {
      do { names += try Self.names(for: path) } catch let problem as Diagnostic {
        problems.append(problem)
      }
    }
    guard problems.isEmpty else { throw ManifestInputError(problems: problems) }
    var known: Set<String> = []
    return try names.filter { known.insert(Self.identity(of: $0)).inserted }.map { name in
      let bytes = try name == "-" ? Self.standardInput() : InputFile(name).bytes()
      return ManifestFile(name: name, bytes: bytes)
    }
  }

  /// What a file is, however it is named.
  private static func identity(of name: String) -> String {
    name == "-" ? name : URL(filePath: name).resolvingSymlinksInPath().path
  }

  private static func standardInput() throws -> [UInt8] {
    let maximum = InputFile.maximumByteCount
    let bytes = try FileHandle.standardInput.read(upToCount: maximum + 1) ?? Data()
    guard bytes.count <= maximum else {
      throw Diagnostic(
        code: "input.tooLarge", summary: "The input is too long",
        detail: "It is longer than \(maximum) bytes.", place: Place(file: "-"),
        remedies: ["Check that this is the input that you mean."])
    }
    return Array(bytes)
  }

  private static func names(for path: String) throws -> [String] {
    guard path != "-" else { return [path] }
    switch kind(of: path) {
    case .file: return [path]
    case .directory:
      let found = try manifests(below: path)
      guard !found.isEmpty else {
        throw Self.problem(
          "noFiles", "A directory has no manifests", "There is no `*.yaml` or `*.yml` in it.", path)
      }
      return found
    case .other:
      throw Self.problem(
        "notAFile", "A path is neither a file nor a directory",
        "Only those are read; for a pipe use `-`.", path)
    case nil:
      guard path.contains(where: { "*?[".contains($0) }) else {
        throw Self.problem("noFile", "A file does not exist", "Nothing has this path.", path)
      }
      let found = try matches(of: path)
      guard !found.isEmpty else {
        throw Self.problem("noMatch", "No file fits a pattern", "Nothing fits it.", path)
      }
      return found
    }
  }

  private static func problem(
    _ name: String, _ summary: String, _ detail: String, _ path: String
  ) -> Diagnostic {
    Diagnostic(
      code: "manifestInput.\(name)", summary: summary, detail: detail, place: Place(file: path),
      remedies: ["Check the path, and from which directory it begins."])
  }

  private enum FileKind {
    case file, directory, other
  }

  private static func kind(of path: String) -> FileKind? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return switch status.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .directory
    default: .other
    }
  }

  private static func isSymbolicLink(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
  }

  /// The names in a directory that are not hidden, in the order of their bytes.
  ///
  /// - Throws: A `Diagnostic` when it cannot be read: half of a set is never taken for the whole.
  private static func entries(of directory: String) throws -> [String] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: directory) } catch {
      throw problem(
        "unreadable", "A directory cannot be read", "The system does not list it.", directory)
    }
    return names.filter { !$0.hasPrefix(".") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func join(_ directory: String, _ name: String) -> String {
    directory.isEmpty || directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }

  private static func manifests(below directory: String) throws -> [String] {
    try entries(of: directory).flatMap { name -> [String] in
      let path = join(directory, name)
      switch kind(of: path) {
      case .directory: return try isSymbolicLink(path) ? [] : manifests(below: path)
      case .file: return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? [path] : []
      case .other, nil: return []
      }
    }
  }

  /// The files that fit a pattern.
  private static func matches(of pattern: String) throws -> [String] {
    let parts = pattern.split(separator: "/").map(String.init)
    return try matches(of: parts[...], below: pattern.hasPrefix("/") ? "/" : "")
  }

  private static func matches(
    of parts: ArraySlice<String>, below directory: String
  ) throws -> [String] {
    guard let part = parts.first else { return [] }
    let rest = parts.dropFirst()
    guard part.contains(where: { "*?[".contains($0) }) else {
      return try matches(of: rest, at: join(directory, part))
    }
    let place = directory.isEmpty ? "." : directory
    guard kind(of: place) == .directory else { return [] }
    let names = try entries(of: place)
    guard part == "**" else {
      return try names.filter { fnmatch(part, $0, FNM_PERIOD) == 0 }
        .flatMap { try matches(of: rest, at: join(directory, $0)) }
    }
    let deeper = try names.map { join(directory, $0) }
      .filter { kind(of: $0) == .directory && !isSymbolicLink($0) }
      .flatMap { try matches(of: parts, below: $0) }
    return try matches(of: rest, below: directory) + deeper
  }

  private static func matches(of rest: ArraySlice<String>, at path: String) throws -> [String] {
    guard rest.isEmpty else { return try matches(of: rest, below: path) }
    return kind(of: path) == .file ? [path] : []
  }
}

/// Everything that cannot be found of what was named on the command line.
struct ManifestInputError: Explainable {
  /// The problems, in the order of the arguments; at least one.
  let problems: [Diagnostic]

  var diagnostic: Diagnostic { problems[0] }

  var diagnostics: [Diagnostic] { problems }
}
