import Diagnostics
import Foundation
import Manifest
import SomaTypes
import Testing

@Suite("The manifests of the repository")
struct ExampleTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file, or all files of a directory, below `manifests/`.
  private func files(_ name: String) throws -> [ManifestFile] {
    let root = Self.repository.appending(path: "manifests")
    let paths =
      name.hasSuffix(".yaml")
      ? [name]
      : try FileManager.default.subpathsOfDirectory(atPath: root.appending(path: name).path)
        .filter { $0.hasSuffix(".yaml") }.sorted().map { "\(name)/\($0)" }
    return try paths.map { path in
      ManifestFile(
        name: "manifests/\(path)", bytes: Array(try Data(contentsOf: root.appending(path: path))))
    }
  }

  private func read(_ name: String) throws -> ManifestSet {
    try ManifestReader(workingDirectory: "/srv").read(files(name))
  }

  @Test(
    "are valid and declare what their names say",
    arguments: [
      ("minimal.yaml", ["my-first-model"]), ("production-s3.yaml", ["code-specialist"]),
      ("many-models", ["genomics", "law", "python"]), ("continuous-training.yaml", ["nightly"]),
      ("update.yaml", ["code-reviewer"]), ("retire.yaml", ["early-experiment"]),
      ("adopt.yaml", ["made-by-hand"]), ("offline-signing.yaml", ["vault"]),
    ])
  func valid(name: String, models: [String]) throws {
    #expect(try read(name).models.map(\.name.text) == models)
  }

  @Test("are all tested above")
  func complete() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Self.repository.appending(path: "manifests").path)
    #expect(
      names.sorted() == [
        "adopt.yaml", "continuous-training.yaml", "many-models", "minimal.yaml",
        "offline-signing.yaml", "production-s3.yaml", "retire.yaml", "update.yaml",
      ])
  }

  @Test("are one valid set together")
  func together() throws { #expect(try read(".").models.count == 10) }

  @Test("the minimal one has less than ten lines")
  func minimal() throws {
    let text = String(decoding: try files("minimal.yaml")[0].bytes, as: UTF8.self)
    #expect(text.split(separator: "\n").count { !$0.hasPrefix("#") } < 10)
  }

  @Test("defaults fill what a model leaves out, and nothing else")
  func defaults() throws {
    let set = try read("many-models")
    let python = try #require(ResourceName("python").flatMap { set[$0] })
    let genomics = try #require(ResourceName("genomics").flatMap { set[$0] })
    #expect(python.commission == 1_000)
    #expect(genomics.commission == 1_200)
    #expect(python.host.name == .default)
    #expect(genomics.host.name.text == "on-premises")
    #expect(genomics.limits.requireApproval == [.create])
    #expect(genomics.stake.target == (try Amount("20 SOMA")))
    #expect(
      python.embedding.source
        == .file("/srv/manifests/many-models/models/embeddings/python-r0042.f32"))
  }
}
