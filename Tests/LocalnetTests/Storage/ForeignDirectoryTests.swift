import Diagnostics
import Foundation
import Ledger
import SomaTypes
import TestSupport
import Testing

@testable import Localnet

@Suite("Directories and files that are not a localnet's") struct ForeignDirectoryTests {
  private static let config = GenesisConfig(
    startTimestampMs: 1_700_000_000_000, salt: [1], accounts: [])

  private func open(_ path: String) throws -> DataDirectory {
    try DataDirectory.open(path) { Self.config }
  }

  private func make(_ name: String, _ text: String, in directory: URL) throws {
    let file = directory.appending(path: name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  @Test(
    "a file that is called like one of ours makes no directory ours",
    arguments: [
      ["output"], ["run.json"], ["run.json.new"], ["genesis.new"], ["inputs"], ["objects/thesis"],
      ["lock"], ["lock", "output"], ["lock", "inputs"],
    ])
  func sameNames(names: [String]) async throws {
    try await withTemporaryDirectory { url in
      for name in names { try make(name, "precious\n", in: url) }
      let before = try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted()
      #expect(throws: ChainStorageError.notAChain(path: url.path)) { try open(url.path) }
      #expect(try FileManager.default.subpathsOfDirectory(atPath: url.path).sorted() == before)
      for name in names {
        let text = try String(contentsOf: url.appending(path: name), encoding: .utf8)
        #expect(text == "precious\n")
      }
    }
  }

  @Test("a genesis of something else gets no lock beside it")
  func otherGenesis() async throws {
    try await withTemporaryDirectory { url in
      try make("genesis", "And the earth was without form\n", in: url)
      try make("inputs", "x", in: url)
      let file = url.appending(path: "genesis").path
      #expect(throws: ChainStorageError.unknownFormat(path: file)) { try open(url.path) }
      let names = try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
      #expect(names == ["genesis", "inputs"])
    }
  }

  @Test(
    "what a link leads to is not written to", arguments: ["genesis.new", "inputs"], [true, false])
  func links(name: String, isSymbolic: Bool) async throws {
    try await withTemporaryDirectory { url in
      let directory = url.appending(path: "chain")
      try make("lock", "", in: directory)
      try make("precious", "", in: url)
      let link = directory.appending(path: name).path
      let target = url.appending(path: "precious").path
      if isSymbolic {
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
      } else if name == "genesis.new" {
        try FileManager.default.linkItem(atPath: target, toPath: link)
      } else {
        return  // an empty file is as good as a new one
      }
      let opened = Result { try open(directory.path) }
      if name == "inputs" {
        #expect(throws: ChainStorageError.system(call: "open", path: link, errno: ELOOP)) {
          try opened.get()
        }
      } else {
        _ = try opened.get()
      }
      #expect(try Data(contentsOf: URL(filePath: target)).isEmpty)
    }
  }

  @Test("a pipe in a file's place does not stop the program", arguments: ["genesis", "lock"])
  func pipe(name: String) async throws {
    try await withTemporaryDirectory { url in
      #expect(mkfifo(url.appending(path: name).path, 0o600) == 0)
      #expect(throws: ChainStorageError.self) { try open(url.path) }
      #expect(throws: ChainStorageError.self) { try DataDirectory.deleteChain(in: url.path) }
      #expect(DirectoryHolder(of: url.path) == nil)
    }
  }

  @Test("a reset deletes a link to objects, and not the objects elsewhere")
  func linkedObjects() async throws {
    try await withTemporaryDirectory { url in
      let path = url.appending(path: "chain").path
      do { _ = try open(path) }
      try make("elsewhere/weights", "precious", in: url)
      try FileManager.default.createSymbolicLink(
        atPath: "\(path)/objects", withDestinationPath: url.appending(path: "elsewhere").path)
      try make("chain/run.json.new", "{", in: url)
      try DataDirectory.deleteChain(in: path)
      #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["lock"])
      let kept = try String(
        contentsOf: url.appending(path: "elsewhere/weights"), encoding: .utf8)
      #expect(kept == "precious")
      _ = try open(path)
    }
  }

  @Test("a hint can be pasted whatever the path")
  func quoted() {
    let path = "/a chain; rm -rf ~"
    for error in [ChainStorageError.inUse(path: path, pid: nil), .alreadyAChain(path: path)] {
      #expect(error.diagnostic.remedies.joined().contains(" --data-dir '\(path)'"))
    }
  }
}
