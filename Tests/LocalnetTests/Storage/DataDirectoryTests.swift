import Foundation
import Ledger
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

@testable import Localnet

@Suite("The directory of a local chain") struct DataDirectoryTests {
  private func config(salt: UInt8 = 1) -> GenesisConfig {
    var config = GenesisConfig(
      startTimestampMs: 1_700_000_000_000, salt: [salt],
      accounts: [
        GenesisConfig.Account(
          address: SomaAddress(.zero), balances: [Amount(shannons: 5), Amount(shannons: 7)])
      ])
    config.parameters = SystemParameters(protocolVersion: 5)
    config.parameters?.targetEmbeddingDim = 16
    return config
  }

  @Test("goes on with the chain that is in it")
  func continues() async throws {
    try await withTemporaryDirectory { url in
      let parent = url.path
      let path = "\(parent)/chain"
      var live: Ledger
      do {
        let first = try DataDirectory.open(path) { config() }
        live = first.ledger
        for input in [LedgerInput.checkpoint(timestampMs: 1_700_000_001_000)]
          + [.boundary(EpochChange(timestampMs: 1_700_000_002_000))]
        {
          try live.apply(input)
          try first.log.append(RecordedInput(input, appliedTo: live))
        }
      }
      let again = try DataDirectory.open(path) { throw Unexpected() }
      #expect(again.ledger == live)
      #expect(again.genesis == config())
      #expect(again.ledger.systemState.epoch == 1)
    }
  }

  @Test("belongs to one program at a time")
  func locked() async throws {
    try await withTemporaryDirectory { url in
      let parent = url.path
      let path = "\(parent)/chain"
      let held = try DataDirectory.open(path) { config() }
      #expect(throws: ChainStorageError.inUse(path: path, pid: getpid())) {
        try DataDirectory.open(path) { config() }
      }
      withExtendedLifetime(held) {}
    }
  }

  @Test("takes no second genesis, and no directory with other things in it")
  func occupied() async throws {
    try await withTemporaryDirectory { url in
      let parent = url.path
      let path = "\(parent)/chain"
      do { _ = try DataDirectory.open(path) { config() } }
      #expect(throws: ChainStorageError.alreadyAChain(path: path)) {
        try DataDirectory.open(path, isExplicit: true) { config(salt: 2) }
      }
      try Data("thesis".utf8).write(to: URL(filePath: "\(parent)/notes"))
      #expect(throws: ChainStorageError.notAChain(path: parent)) {
        try DataDirectory.open(parent) { config() }
      }
    }
  }

  @Test("begins again when it ended while it began")
  func halfBegun() async throws {
    try await withTemporaryDirectory { url in
      let parent = url.path
      let path = "\(parent)/chain"
      try FileManager.default.createDirectory(
        at: URL(filePath: path), withIntermediateDirectories: false)
      try Data().write(to: URL(filePath: "\(path)/lock"))
      try Data("half".utf8).write(to: URL(filePath: "\(path)/genesis.new"))
      try Data("soma-lo".utf8).write(to: URL(filePath: "\(path)/inputs"))
      let begun = try DataDirectory.open(path) { config() }
      try begun.log.append(
        RecordedInput(.checkpoint(timestampMs: 1_700_000_001_000), appliedTo: begun.ledger))
    }
  }

  @Test("notices a genesis that was changed")
  func changedGenesis() async throws {
    try await withTemporaryDirectory { url in
      let parent = url.path
      let path = "\(parent)/chain"
      do { _ = try DataDirectory.open(path) { config() } }
      let file = URL(filePath: "\(path)/genesis")
      let whole = try Data(contentsOf: file)
      for position in stride(from: 15, to: whole.count, by: 3) {
        var changed = whole
        changed[position] ^= 1
        try changed.write(to: file)
        #expect(throws: (any Error).self) { try DataDirectory.open(path) { config() } }
      }
    }
  }

  @Test("keeps the options of its ledger")
  func otherOptions() async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      do { _ = try DataDirectory.open(path) { config() } }
      let options = LedgerOptions(slashedStake: .asShipped)
      #expect(throws: ChainStorageError.otherOptions(path: path)) {
        try DataDirectory.open(path, options: options) { config() }
      }
      _ = try DataDirectory.open(path) { config() }
    }
  }

  @Test("keeps how time passes", arguments: EpochEnd.allCases, [false, true])
  func timeRules(end: EpochEnd, isOwnTime: Bool) async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      let rules = TimeRules(isOwnTime: isOwnTime, epochEnd: end)
      do {
        let begun = try DataDirectory.open(path, timeRules: rules) { config() }
        #expect(begun.timeRules == rules)
      }
      let other = TimeRules(isOwnTime: !isOwnTime)
      let again = try DataDirectory.open(path, timeRules: other) { config() }
      #expect(again.timeRules == rules)
    }
  }

  @Test("notices that something else comes of an input")
  func otherOutcome() async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      do {
        let begun = try DataDirectory.open(path) { config() }
        // It was not applied: its checkpoint is another one.
        try begun.log.append(
          RecordedInput(
            .boundary(EpochChange(timestampMs: 1_700_000_002_000)), appliedTo: begun.ledger))
      }
      #expect(
        throws: ChainStorageError.otherChain(
          path: "\(path)/inputs", reason: "something else comes of input 1")
      ) {
        try DataDirectory.open(path) { config() }
      }
    }
  }

  @Test("misses a file that was taken away, and changes nothing", arguments: ["genesis", "inputs"])
  func missing(name: String) async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      do {
        let begun = try DataDirectory.open(path) { config() }
        var ledger = begun.ledger
        let input = LedgerInput.checkpoint(timestampMs: 1_700_000_001_000)
        try ledger.apply(input)
        try begun.log.append(RecordedInput(input, appliedTo: ledger))
      }
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
      let before = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(throws: ChainStorageError.missing(path: "\(path)/\(name)")) {
        try DataDirectory.open(path) { config() }
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: path).sorted() == before)
    }
  }

  @Test("is not made for a genesis that cannot be had")
  func noGenesis() async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      #expect(throws: Unexpected.self) { try DataDirectory.open(path) { throw Unexpected() } }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test("is emptied, with its objects, when nobody uses it")
  func deleted() async throws {
    try await withTemporaryDirectory { url in
      let path = "\(url.path)/chain"
      let files = FileManager.default
      do {
        let held = try DataDirectory.open(path) { config() }
        #expect(throws: ChainStorageError.inUse(path: path, pid: getpid())) {
          try DataDirectory.deleteChain(in: path)
        }
        withExtendedLifetime(held) {}
      }
      try files.createDirectory(
        atPath: "\(path)/objects/w", withIntermediateDirectories: true)
      try DataDirectory.deleteChain(in: path)
      #expect(try files.contentsOfDirectory(atPath: path) == ["lock"])
      try Data("thesis".utf8).write(to: URL(filePath: "\(path)/genesis"))
      try Data("thesis".utf8).write(to: URL(filePath: "\(path)/inputs"))
      for other in [path, "\(path)/none"] {
        #expect(throws: ChainStorageError.noChain(path: other)) {
          try DataDirectory.deleteChain(in: other)
        }
      }
      #expect(try files.contentsOfDirectory(atPath: path).count == 3)
      #expect(!files.fileExists(atPath: "\(path)/none"))
    }
  }

  private struct Unexpected: Error {}
}
