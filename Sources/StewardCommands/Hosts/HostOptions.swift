import ArgumentParser
import Diagnostics
import Foundation
import Manifest

/// Which host is meant.
struct HostOptions: ParsableArguments {
  @Option(
    name: [.customShort("f"), .customLong("file")],
    help: ArgumentHelp(
      "A manifest with the host, a directory of manifests, or - for standard input; again for further ones.",
      valueName: "path"), completion: .file())
  var files: [String] = []

  @Option(help: "The name of the host. Default: the only one, or the one called `default`.")
  var host: String?

  @Flag(
    help: "Only this machine or network must reach the objects, as with a local chain.")
  var local = false

  /// The declaration of the host.
  func spec() throws -> HostSpec {
    let files = try failing(with: .invalidInput) { try self.files.flatMap(Self.manifests) }
    let reader = ManifestReader(workingDirectory: FileManager.default.currentDirectoryPath)
    let (declared, builtIn) = try reader.readHosts(files)
    if let host {
      if let spec = (declared + builtIn).first(where: { $0.name.text == host }) { return spec }
      throw Self.unknown("There is no host called \(Excerpt(host)).", declared)
    }
    if declared.isEmpty, let spec = builtIn.first { return spec }
    if declared.count == 1 { return declared[0] }
    if let spec = declared.first(where: { $0.name == .default }) { return spec }
    throw Self.unknown("There are several hosts, and none is named.", declared)
  }

  private static func unknown(_ detail: String, _ declared: [HostSpec]) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "host.unknown", summary: "It is not clear which host is meant", detail: detail,
        remedies: declared.isEmpty
          ? ["Declare it in a manifest and name its file:\n    -f host.yaml"]
          : declared.map { "Name it:\n    --host \($0.name)" }))
  }

  /// A file, or the YAML files of a directory in the order of their names.
  private static func manifests(_ path: String) throws -> [ManifestFile] {
    var isDirectory: ObjCBool = false
    guard path != "-", FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory),
      isDirectory.boolValue
    else { return [ManifestFile(name: path, bytes: try InputFile(path).bytes())] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    return try names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.map { name in
      let file = "\(path)/\(name)"
      return ManifestFile(name: file, bytes: try InputFile(file).bytes())
    }
  }
}
