import Custody
import Diagnostics
import Foundation
import SomaCrypto
import TestSupport
import Testing
import YAMLTree

/// `client.yaml` as the SOMA command line writes it, and as people break it.
@Suite("client.yaml")
struct ClientConfigTests {
  /// What serde_yaml 0.8 writes: the file of WIRE.md 4.3.
  static let written = """
    ---
    keystore:
      File: /home/me/.soma/soma_config/soma.keystore
    external_keys: ~
    envs:
      - alias: testnet
        rpc: "https://fullnode.testnet.soma.org:443"
        basic_auth: ~
      - alias: local
        rpc: "http://127.0.0.1:9000"
        basic_auth: ~
    active_env: testnet
    active_address: 0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207

    """

  static let testnet = ClientConfig.Environment(
    alias: "testnet", rpc: "https://fullnode.testnet.soma.org:443")
  static let local = ClientConfig.Environment(alias: "local", rpc: "http://127.0.0.1:9000")
  static let address = "0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207"

  static func read(_ text: String) throws -> ClientConfig {
    try ClientConfig(yaml: Array(text.utf8), file: "client.yaml")
  }

  static func place(_ line: Int, _ column: Int) -> Place {
    Place(file: "client.yaml", line: line, column: column)
  }

  @Test("the file that the command line writes is read whole")
  func written() throws {
    let config = try Self.read(Self.written)
    #expect(config.activeAddress.map { "\($0)" } == Self.address)
    #expect(
      config
        == ClientConfig(
          keystore: .file("/home/me/.soma/soma_config/soma.keystore"),
          environments: [Self.testnet, Self.local], activeEnvironment: Self.testnet,
          activeAddress: config.activeAddress))
  }

  @Test("what the command line may leave out or add is read as it reads it")
  func variants() throws {
    let config = try Self.read(
      """
      version: 9
      keystore: {InMem: {aliases: {}, keys: {a: b}}}
      external_keys:
        File: other.keystore
      envs:
        - {alias: 1, rpc: true, basic_auth: "me:hunter2", chain_id: 964EDr, later: [x]}
      active_env: '1'
      active_address: "0x0881C07520943BBF13989B92892093c1b50672156fa5f873c22892701cb2e207"
      """)
    #expect(
      config
        == ClientConfig(
          keystore: .inMemory, externalKeys: .file("other.keystore"),
          environments: [
            .init(alias: "1", rpc: "true", chainID: "964EDr", hasBasicAuth: true)
          ],
          activeEnvironment: .init(
            alias: "1", rpc: "true", chainID: "964EDr", hasBasicAuth: true),
          activeAddress: config.activeAddress))
    #expect(config.activeAddress.map { "\($0)" } == Self.address)
    #expect(!"\(config)".contains("hunter2"))
  }

  @Test("without an active environment the first one counts, and without any there is none")
  func firstEnvironment() throws {
    let tail = "keystore: InMem\nenvs:\n- {alias: b, rpc: x}\n- {alias: a, rpc: y}\n"
    let first = ClientConfig.Environment(alias: "b", rpc: "x")
    #expect(try Self.read(tail).activeEnvironment == first)
    #expect(try Self.read(tail + "active_env: ~\n").activeEnvironment == first)
    #expect(try Self.read(tail + "active_env: a\n").activeEnvironment?.rpc == "y")
    #expect(try Self.read("keystore: InMem\nenvs: []\n").activeEnvironment == nil)
    #expect(try Self.read(tail).activeAddress == nil)
    #expect(try Self.read(tail + "active_address: ~\n").activeAddress == nil)
  }

  static let address64 = String(repeating: "a", count: 64)

  /// The text after a valid beginning, and what is wrong then. The beginning has three lines.
  static let broken: [(String, [ClientConfigProblem])] = [
    ("active_env: c", [.unknownActiveAlias("c", known: ["a", "b"], at: place(4, 13))]),
    ("active_env: [a]", [.wrongType("active_env", expected: .text, at: place(4, 13))]),
    ("active_env: ''", [.emptyText("active_env", at: place(4, 13))]),
    ("active_address: 0x5", [.wrongAddress(at: place(4, 17))]),
    ("active_address: 0x\(address64.dropLast(2))", [.wrongAddress(at: place(4, 17))]),
    ("active_address: 0x0x\(address64.dropLast(2))", [.wrongAddress(at: place(4, 17))]),
    ("active_address: 0X\(address64)", [.wrongAddress(at: place(4, 17))]),
    ("active_address: \(address64)a", [.wrongAddress(at: place(4, 17))]),
    ("active_address: g\(address64.dropFirst())", [.wrongAddress(at: place(4, 17))]),
    ("active_address: {}", [.wrongType("active_address", expected: .text, at: place(4, 17))]),
    ("external_keys: 5", [.wrongType("external_keys", expected: .keystore, at: place(4, 16))]),
    (
      "envs: []",
      [.yaml(.duplicateKey("envs", first: place(2, 1), again: place(4, 1)))]
    ),
    ("--- x", [.severalDocuments(second: place(4, 1))]),
    (
      "a: [",
      [
        .yaml(
          .syntax(
            problem: "did not find expected node content",
            context: .init(text: "while parsing a flow node", place: place(5, 1)), at: place(5, 1)))
      ]
    ),
  ]

  @Test("a wrong value is told with its place", arguments: broken)
  func wrongValue(tail: String, problems: [ClientConfigProblem]) {
    let head = "keystore: {File: /k}\nenvs: [{alias: a, rpc: x},\n  {alias: b, rpc: x}]\n"
    #expect(throws: ClientConfigError.invalid(problems)) { try Self.read(head + tail) }
  }

  /// A whole file, and what is wrong with it.
  static let brokenFiles: [(String, [ClientConfigProblem])] = [
    ("", [.noDocument(at: Place(file: "client.yaml"))]),
    ("# nothing\n", [.noDocument(at: Place(file: "client.yaml"))]),
    ("--- ~", [.wrongType("client.yaml", expected: .mapping, at: place(1, 5))]),
    ("[]", [.wrongType("client.yaml", expected: .mapping, at: place(1, 1))]),
    ("{}", [.missing("keystore", at: place(1, 1)), .missing("envs", at: place(1, 1))]),
    (
      "keystore:\nenvs: ~\n",
      [.missing("keystore", at: place(1, 10)), .missing("envs", at: place(2, 7))]
    ),
    (
      "envs: []\nkeystore: /path\n",
      [.wrongType("keystore", expected: .keystore, at: place(2, 11))]
    ),
    (
      "envs: []\nkeystore: {}\n",
      [.wrongType("keystore", expected: .keystore, at: place(2, 11))]
    ),
    (
      "envs: []\nkeystore: {File: /a, InMem: {}}\n",
      [.wrongType("keystore", expected: .keystore, at: place(2, 11))]
    ),
    (
      "envs: []\nkeystore: {Ledger: /a}\n",
      [.wrongType("keystore", expected: .keystore, at: place(2, 12))]
    ),
    (
      "envs: []\nkeystore: {File: [/a]}\n",
      [.wrongType("keystore.File", expected: .text, at: place(2, 18))]
    ),
    ("envs: []\nkeystore: {File: ''}\n", [.emptyText("keystore.File", at: place(2, 18))]),
    (
      "envs: []\nkeystore: {File: \"/a\\0b\"}\n",
      [.controlCharacter("keystore.File", at: place(2, 18))]
    ),
    (
      "keystore: InMem\nenvs: {}\n", [.wrongType("envs", expected: .list, at: place(2, 7))]
    ),
    (
      "keystore: InMem\nenvs: [x, {alias: a}]\n",
      [
        .wrongType("envs[0]", expected: .mapping, at: place(2, 8)),
        .missing("envs[1].rpc", at: place(2, 11)),
      ]
    ),
    // In the order of the file, whatever the order in which they are looked for; and an active
    // environment is not called unknown while the environments are not known.
    (
      """
      active_address: x
      active_env: c
      envs:
      - {alias: ~, rpc: [], basic_auth: [], chain_id: {}}
      - {alias: a, rpc: "x\\ny"}
      - {alias: b, rpc: x}
      - {alias: b, rpc: y}
      keystore: {File: {}}
      """,
      [
        .wrongAddress(at: place(1, 17)),
        .missing("envs[0].alias", at: place(4, 11)),
        .wrongType("envs[0].rpc", expected: .text, at: place(4, 19)),
        .wrongType("envs[0].basic_auth", expected: .text, at: place(4, 35)),
        .wrongType("envs[0].chain_id", expected: .text, at: place(4, 49)),
        .controlCharacter("envs[1].rpc", at: place(5, 19)),
        .duplicateAlias("b", first: place(6, 11), again: place(7, 11)),
        .wrongType("keystore.File", expected: .text, at: place(8, 18)),
      ]
    ),
  ]

  @Test("everything that is wrong with a file is told at once, with places", arguments: brokenFiles)
  func brokenFile(text: String, problems: [ClientConfigProblem]) {
    #expect(throws: ClientConfigError.invalid(problems)) { try Self.read(text) }
  }

  @Test("each problem explains itself once, with its place and a remedy")
  func explanations() throws {
    let text = "active_address: hunter2\nenvs: [{rpc: [], basic_auth: [hunter2]}]\nkeystore: {}\n"
    let error = try #require(throws: ClientConfigError.self) { try Self.read(text) }
    #expect(
      error.diagnostics.map(\.code) == [
        "clientConfig.wrongAddress", "clientConfig.missing", "clientConfig.wrongType",
        "clientConfig.wrongType", "clientConfig.wrongType",
      ])
    for diagnostic in error.diagnostics {
      #expect(diagnostic.place?.line != nil)
      #expect(!diagnostic.remedies.isEmpty)
    }
    #expect(!"\(error) \(error.diagnostic) \(error.diagnostics)".contains("hunter2"))
  }

  @Test("a file is read by its path")
  func file() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "client.yaml").path
      try Data(Self.written.utf8).write(to: URL(filePath: path))
      #expect(try ClientConfig(contentsOfFile: path) == Self.read(Self.written))
    }
  }

  @Test("what is not a readable file is refused as what it is")
  func notReadable() async throws {
    try await withTemporaryDirectory { directory in
      let absent = directory.appending(path: "absent").path
      #expect(throws: ClientConfigError.notFound(file: absent)) {
        try ClientConfig(contentsOfFile: absent)
      }
      #expect(throws: ClientConfigError.notAFile(file: directory.path)) {
        try ClientConfig(contentsOfFile: directory.path)
      }
      let fifo = directory.appending(path: "fifo").path
      #expect(mkfifo(fifo, 0o600) == 0)
      #expect(throws: ClientConfigError.notAFile(file: fifo)) {
        try ClientConfig(contentsOfFile: fifo)
      }
      let loop = directory.appending(path: "loop").path
      try FileManager.default.createSymbolicLink(atPath: loop, withDestinationPath: loop)
      #expect(throws: ClientConfigError.unreadable(file: loop, errno: ELOOP)) {
        try ClientConfig(contentsOfFile: loop)
      }
      let large = directory.appending(path: "large").path
      try Data(repeating: 0x23, count: (1 << 20) + 10).write(to: URL(filePath: large))
      #expect(
        throws: ClientConfigError.invalid([
          .yaml(.overLimit(.inputBytes, maximum: 1 << 20, at: Place(file: large)))
        ])
      ) {
        try ClientConfig(contentsOfFile: large)
      }
    }
  }
}
