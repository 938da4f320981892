import CoreFoundation
import Diagnostics
import Foundation
import Glibc

/// Looks for the files that one argument stands for. What might belong to the set and cannot be read is a problem,
/// never left out: half of a set is not taken for the whole.
struct ManifestSearch {
  /// What cannot be found or read.
  private(set) var problems: [Diagnostic] = []
  /// The directories that were searched at any depth, by their real paths: links may lead in circles.
  private var searched: Set<String> = []

  /// The files, by name.
  ///
  /// - Parameter path: A file, a directory, or a pattern.
  /// - Returns: Paths of files; with ``problems``, possibly not all.
  mutating func names(for path: String) -> [String] {
    switch kind(of: path) {
    case .file: return [path]
    case .directory:
      let found = manifests(below: path)
      if found.isEmpty, problems.isEmpty {
        report(
          "noFiles", "A directory has no manifests", "There is no `*.yaml` or `*.yml` in it.", path)
      }
      return found
    case .absent where path.contains(where: { "*?[".contains($0) }):
      let found = matches(of: path)
      if found.isEmpty, problems.isEmpty {
        report("noMatch", "No file fits a pattern", "Nothing fits it.", path)
      }
      return found
    case .absent:
      report("noFile", "A file does not exist", "Nothing has this path.", path)
      return []
    case let kind:
      reportUnusable(kind, path)
      return []
    }
  }

  private mutating func report(
    _ name: String, _ summary: String, _ detail: String, _ path: String
  ) {
    let problem = Diagnostic(
      code: "manifestInput.\(name)", summary: summary, detail: detail, place: Place(file: path),
      remedies: ["Check the path, and from which directory it begins."])
    // A pattern may come by twice.
    if !problems.contains(problem) { problems.append(problem) }
  }

  private enum FileKind {
    case file, directory, other, dangling, unreachable, absent
  }

  private func kind(of path: String) -> FileKind {
    var status = stat()
    if stat(path, &status) == 0 {
      return switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .directory
      default: .other
      }
    }
    let error = errno
    if lstat(path, &status) == 0 {
      return error == ENOENT || error == ENOTDIR || error == ELOOP ? .dangling : .unreachable
    }
    return error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG ? .absent : .unreachable
  }

  private mutating func reportUnusable(_ kind: FileKind, _ path: String) {
    switch kind {
    case .other:
      report(
        "notAFile", "A path is neither a file nor a directory",
        "Only those are read; for a pipe use `-`.", path)
    case .dangling:
      report(
        "dangling", "A link leads nowhere", "What this symbolic link names does not exist.", path)
    case .unreachable:
      report("unreadable", "A path cannot be read", "The system does not let it be read.", path)
    case .file, .directory, .absent: break
    }
  }

  /// The names in a directory that are not hidden, in the order of their bytes.
  private mutating func entries(of directory: String) -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: directory)
        .filter { !$0.hasPrefix(".") }
        .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    } catch {
      report(
        "unreadable", "A path cannot be read", "The system does not list this directory.", directory
      )
      return []
    }
  }

  /// Whether a directory is searched for the first time.
  private mutating func begins(_ directory: String, for parts: Int = 0) -> Bool {
    searched.insert("\(parts) \(URL(filePath: directory).resolvingSymlinksInPath().path)").inserted
  }

  private func join(_ directory: String, _ name: String) -> String {
    directory.isEmpty || directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
  }

  private mutating func manifests(below directory: String) -> [String] {
    guard begins(directory) else { return [] }
    var found: [String] = []
    for name in entries(of: directory) {
      let path = join(directory, name)
      let kind = kind(of: path)
      // Behind a link without an ending may have been a directory.
      let isMeant =
        name.hasSuffix(".yaml") || name.hasSuffix(".yml")
        || (kind == .dangling && !name.contains("."))
      if kind == .directory {
        found += manifests(below: path)
      } else if kind == .file {
        found += isMeant ? [path] : []
      } else if isMeant {
        reportUnusable(kind, path)
      }
    }
    return found
  }

  /// The files that fit a pattern.
  private mutating func matches(of pattern: String) -> [String] {
    let parts = pattern.split(separator: "/").map(String.init)
    return matches(of: parts[...], below: pattern.hasPrefix("/") ? "/" : "")
  }

  private mutating func matches(of parts: ArraySlice<String>, below directory: String) -> [String] {
    guard let part = parts.first else { return [] }
    let rest = parts.dropFirst()
    guard part.contains(where: { "*?[".contains($0) }) else {
      return matches(of: rest, at: join(directory, part))
    }
    let place = directory.isEmpty ? "." : directory
    guard kind(of: place) == .directory, part != "**" || begins(place, for: parts.count) else {
      return []
    }
    var found = part == "**" ? matches(of: rest, below: directory) : []
    for name in entries(of: place) {
      let path = join(directory, name)
      if part != "**" {
        if fnmatch(part, name, FNM_PERIOD) == 0 { found += matches(of: rest, at: path) }
        continue
      }
      let kind = kind(of: path)
      if kind == .directory {
        found += matches(of: parts, below: path)
      } else if kind == .dangling, !name.contains(".") {
        reportUnusable(kind, path)
      }
    }
    return found
  }

  private mutating func matches(of rest: ArraySlice<String>, at path: String) -> [String] {
    let kind = kind(of: path)
    switch kind {
    case .file: return rest.isEmpty ? [path] : []
    case .directory: return rest.isEmpty ? [] : matches(of: rest, below: path)
    case .other where !rest.isEmpty: return []
    case .dangling where !rest.isEmpty && path.split(separator: "/").last?.contains(".") == true:
      return []
    default:
      reportUnusable(kind, path)
      return []
    }
  }
}
