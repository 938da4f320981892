import Diagnostics
import Foundation
import Manifest
import Testing

/// The corpus: manifests, each beside what is expected of it.
///
/// `NAME.yaml`, or all files of a directory `NAME`, beside `NAME.expected`. With `STEWARD_RECORD` set the tests
/// write what comes out instead of comparing; what changed is then for a person to read.
struct Fixture: CustomTestStringConvertible, Sendable {
  static let root = Bundle.module.bundleURL.appending(path: "Fixtures")
  static let recordingRoot = ProcessInfo.processInfo.environment["STEWARD_RECORD"].map { _ in
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
  }

  /// The directory that manifests are read in; paths in what is expected are below it.
  static let workingDirectory = "/home/owner/models"

  let group: String
  let name: String

  var testDescription: String { name }

  /// All of a group, by name.
  static func all(in group: String) -> [Fixture] {
    let folder = root.appending(path: group)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasSuffix(".expected") }
      .map { $0.hasSuffix(".yaml") ? String($0.dropLast(5)) : $0 }
      .sorted().map { Fixture(group: group, name: $0) }
  }

  /// The files, by name; the names begin in the working directory.
  var files: [ManifestFile] {
    get throws {
      let folder = Self.root.appending(path: group)
      let single = folder.appending(path: "\(name).yaml")
      if FileManager.default.fileExists(atPath: single.path) {
        return [ManifestFile(name: "\(name).yaml", bytes: Array(try Data(contentsOf: single)))]
      }
      let directory = folder.appending(path: name)
      return try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted().map {
        ManifestFile(
          name: "\(name)/\($0)", bytes: Array(try Data(contentsOf: directory.appending(path: $0))))
      }
    }
  }

  /// What is expected.
  var expected: String {
    get throws {
      try String(
        contentsOf: Self.root.appending(path: "\(group)/\(name).expected"), encoding: .utf8)
    }
  }

  /// Writes what is expected from now on, when recording.
  ///
  /// - Returns: Whether it did.
  func record(_ text: String) throws -> Bool {
    guard let root = Self.recordingRoot else { return false }
    try text.write(
      to: root.appending(path: "\(group)/\(name).expected"), atomically: true, encoding: .utf8)
    return true
  }

  /// What reading gives: the set as canonical documents, or every problem as a person sees it.
  var outcome: String {
    get throws {
      let reader = ManifestReader(workingDirectory: Self.workingDirectory)
      let files = try files
      do throws(ManifestError) {
        return String(decoding: try reader.read(files).canonicalBytes, as: UTF8.self)
      } catch {
        return error.diagnostics.map(Self.text).joined(separator: "\n")
      }
    }
  }

  private static func text(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.place.map { "\($0): " } ?? ""
    var lines = ["\(place)error: \(diagnostic.summary) [\(diagnostic.code)]"]
    lines += (diagnostic.source?.lines(number: diagnostic.place?.line) ?? []).map { "  \($0)" }
    lines += diagnostic.detail.split(separator: "\n").map { "  \($0)" }
    lines += diagnostic.remedies.map { "hint: \($0)" }
    return lines.joined(separator: "\n") + "\n"
  }
}
