import Diagnostics
import Foundation
import Manifest
import SomaTypes
import TestSupport
import Testing

@Suite("What a set resolves to")
struct ResolutionTests {
  private let reader = ManifestReader(workingDirectory: Fixture.workingDirectory)

  /// The documents of good manifests, each as a text of its own.
  private func documents(of fixture: Fixture) throws -> [String] {
    try fixture.files.flatMap { file in
      String(decoding: file.bytes, as: UTF8.self).split(separator: "---\n").map(String.init)
    }
  }

  @Test(
    "does not depend on the order of documents, on files, or on white space",
    arguments: [
      "everything", "defaults-fill", "default-is-meant", "only-one-is-meant", "credentials",
    ])
  func order(name: String) throws {
    let fixture = Fixture(group: "good", name: name)
    let documents = try documents(of: fixture)
    let expected = try reader.read(fixture.files)
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<20 {
      let shuffled = documents.shuffled(using: &generator)
      // Any split into files, of one directory because paths are relative to it.
      var texts = [""]
      for document in shuffled {
        if Bool.random(using: &generator) { texts.append("") }
        let spaced = document.replacing("\n", with: Bool.random(using: &generator) ? " \n" : "\n\n")
        texts[texts.count - 1] += "--- # another\n" + spaced
      }
      let files = texts.filter { !$0.isEmpty }.enumerated().map {
        ManifestFile(name: "\($0).yaml", bytes: Array($1.utf8))
      }
      #expect(try reader.read(files.shuffled(using: &generator)) == expected)
    }
  }

  @Test("is read back from its canonical bytes", arguments: Fixture.all(in: "good"))
  func canonical(fixture: Fixture) throws {
    let set = try reader.read(fixture.files)
    let copy = try ManifestSet(canonical: set.canonicalBytes)
    #expect(copy == set)
    #expect(copy.digest == set.digest)
    for model in set.models {
      #expect(try ModelSpec(canonical: model.canonicalBytes) == model)
    }
  }

  @Test("a change of anything changes the digest")
  func digest() throws {
    var set = try reader.read(Fixture(group: "good", name: "everything").files)
    var digests = [set.digest]
    set.defaults.concurrency.uploads += 1
    digests.append(set.digest)
    var model = set.models[0]
    model.limits.requireApproval.remove(.stake)
    set = ManifestSet(models: [model], defaults: set.defaults)
    digests.append(set.digest)
    model.wallet.address = nil
    set = ManifestSet(models: [model], defaults: set.defaults)
    digests.append(set.digest)
    #expect(Set(digests).count == digests.count)
  }

  @Test("can be read back also if it demands what no manifest can")
  func undeclarable() throws {
    var model = try reader.read(Fixture(group: "good", name: "everything").files).models[0]
    model.limits.requireApproval = [.create, .force]
    #expect(try ModelSpec(canonical: model.canonicalBytes).limits.requireApproval == [.create])
  }

  @Test(
    "damaged canonical bytes are refused",
    arguments: [
      ("\"10%\"", "\"11.0%\""), ("\"10%\"", "\"10 %\""),
      ("\"update\": {\"policy\": \"onApply\", ", "\"update\": {"),
      ("steward/v1", "steward/v2"), (" \"keys\": {},", ""), ("--- {", "{"),
    ])
  func damaged(part: String, replacement: String) throws {
    let set = try reader.read(Fixture(group: "good", name: "minimal").files)
    let text = String(decoding: set.canonicalBytes, as: UTF8.self)
    let damaged = text.replacing(part, with: replacement)
    try #require(damaged != text)
    #expect(throws: ManifestError.self) { try ManifestSet(canonical: Array(damaged.utf8)) }
    #expect(throws: ManifestError.self) {
      try ManifestSet(canonical: Array(set.canonicalBytes.dropLast()))
    }
  }

  @Test("a spec of several models, or with settings, is no spec of one")
  func single() throws {
    let set = try reader.read(Fixture(group: "good", name: "credentials").files)
    #expect(throws: ManifestError.self) { try ModelSpec(canonical: set.canonicalBytes) }
  }

  @Test("all problems of all files are told at once, in the order of files and lines")
  func allAtOnce() throws {
    let files = try Fixture(group: "bad", name: "set-one-broken-file").files
    let error = #expect(throws: ManifestError.self) { try reader.read(files) }
    let places = try #require(error).problems.map(\.place)
    #expect(Set(places.map(\.file)).count == 4)
    let order = places.map { place in
      (files.firstIndex { $0.name == place.file } ?? 0, place.line ?? 0)
    }
    #expect(order.elementsEqual(order.sorted { $0 < $1 }, by: ==))
  }

  @Test("a file that is cut off anywhere is refused, but where it is still whole")
  func truncation() throws {
    let file = try Fixture(group: "good", name: "units").files[0]
    let whole = try reader.read([file])
    var accepted = 0
    for count in 0..<file.bytes.count {
      let cut = ManifestFile(name: file.name, bytes: Array(file.bytes[..<count]))
      guard let set = try? reader.read([cut]) else { continue }
      accepted += 1
      // Only at the end of a line, where nothing required is missing yet: nothing can tell.
      #expect(cut.bytes.last == UInt8(ascii: "\n"))
      #expect(set != whole)
    }
    #expect((1...5).contains(accepted))
  }

  @Test("what is declared twice by an alias counts as written twice")
  func aliases() throws {
    let set = try reader.read(Fixture(group: "good", name: "aliases").files)
    #expect(set.models.count == 2)
  }
}
