import Foundation
import TestSupport
import Testing

@Suite("steward wallet")
struct WalletTests {
  struct KeyPair: Decodable {
    let secretHex: String
    let publicKeyHex: String
    let address: String
    let bech32: String
    let keystoreBase64: String
    let publicKeyBase64Flagged: String
  }
  struct Mnemonics: Decodable {
    struct Row: Decodable {
      let mnemonic: String
      let address: String
    }
    let valid: [Row]
  }
  struct Address: Decodable {
    let address: String
    let publicKeyHex: String?
  }

  let keyPairs: [KeyPair]
  init() throws { keyPairs = try vectors("keypairs", in: .module) }

  private func write(_ bytes: some Sequence<UInt8>, to file: URL, mode: Int = 0o600) throws {
    try Data(bytes).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file.path)
  }

  private func bytes(hex: String) -> [UInt8] {
    let digits = Array(hex)
    return stride(from: 0, to: digits.count, by: 2).compactMap {
      UInt8(String(digits[$0...$0 + 1]), radix: 16)
    }
  }

  @Test("every spelling of every key gives its address, from a file and from standard input")
  func spellings() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      for pair in keyPairs {
        let texts = [
          pair.secretHex, "0x" + pair.secretHex, pair.secretHex.uppercased(), pair.bech32,
          pair.bech32.uppercased(), pair.keystoreBase64 + "\n",
        ]
        for spelling in texts.map({ Array($0.utf8) }) + [bytes(hex: pair.secretHex)] {
          try write(spelling, to: directory.appending(path: "key"))
          for source in ["--secret-file key", "--secret-file - < key"] {
            let step = try await shell.run("steward wallet address --output json \(source)")
            let address = try JSONDecoder().decode(Address.self, from: Data(step.output.utf8))
            #expect(address.address == pair.address)
            #expect(address.publicKeyHex == pair.publicKeyHex)
            #expect(step.errorOutput == "")
            #expect(!step.output.contains(pair.secretHex))
          }
        }
      }
      for row in try vectors("mnemonics", as: Mnemonics.self, in: .module).valid {
        try write(row.mnemonic.utf8, to: directory.appending(path: "key"))
        let step = try await shell.run("steward wallet address --output json --secret-file key")
        let address = try JSONDecoder().decode(Address.self, from: Data(step.output.utf8))
        #expect(address.address == row.address)
      }
    }
  }

  @Test("a wallet is listed and shown, and none of its files changes")
  func wallet() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let folder = directory.appending(path: ".soma/soma_config")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let entries = keyPairs.map(\.keystoreBase64)
      try write(JSONEncoder().encode(entries), to: folder.appending(path: "soma.keystore"))
      let alias = ["alias": "brave-topaz", "public_key_base64": keyPairs[1].publicKeyBase64Flagged]
      try write(JSONEncoder().encode([alias]), to: folder.appending(path: "soma.aliases"))
      let config = """
        ---
        keystore:
          File: \(folder.path)/soma.keystore
        external_keys: ~
        envs:
          - alias: local
            rpc: "http://127.0.0.1:9000"
            basic_auth: ~
        active_env: local
        active_address: \(keyPairs[0].address)
        """
      try write(config.utf8, to: folder.appending(path: "client.yaml"))
      let before = try await shell.run(
        "cd .soma/soma_config && stat -c '%n %Y %Z %a' * && sha256sum *")

      let list = try await shell.run("steward wallet list")
      #expect(list.status == 0)
      let rows = list.output.split(separator: "\n").dropFirst(2)
      #expect(rows.count == keyPairs.count)
      #expect(rows.first?.contains("yes") == true)
      for (row, pair) in zip(rows, keyPairs) { #expect(row.contains(pair.address)) }

      let active = try await shell.run("steward wallet show --output json")
      #expect(active.output.contains(keyPairs[0].address))
      #expect(active.output.contains("\"rpc\": \"http://127.0.0.1:9000\""))
      for name in ["brave-topaz", keyPairs[1].address, "0x" + keyPairs[1].address] {
        let step = try await shell.run("steward wallet show \(name) --output json")
        let address = try JSONDecoder().decode(Address.self, from: Data(step.output.utf8))
        #expect(address.address == keyPairs[1].address)
      }
      let unknown = try await shell.run("steward wallet show nobody")
      #expect(unknown.status == 5)
      #expect(unknown.errorOutput.contains("[wallet.unknownAccount]"))

      let after = try await shell.run(
        "cd .soma/soma_config && stat -c '%n %Y %Z %a' * && sha256sum *")
      #expect(after.output == before.output)
    }
  }

  @Test(
    "a keystore that is open to others or damaged has its own error",
    arguments: [
      (0o644, "[]", "keystore.looseMode"), (0o600, "", "keystore.empty"),
      (0o600, "[\"AAAA\"]", "keystore.wrongLength"),
      (0o600, "[\"not base64\"]", "keystore.notBase64"), (0o600, "[] []", "keystore.trailingText"),
    ])
  func damagedKeystore(mode: Int, text: String, code: String) async throws {
    try await withTemporaryDirectory { directory in
      let keystore = directory.appending(path: "soma.keystore")
      try write(text.utf8, to: keystore, mode: mode)
      let config = "keystore: {File: '\(keystore.path)'}\nenvs: []\n"
      try write(config.utf8, to: directory.appending(path: "client.yaml"))
      let step = try await Shell(directory: directory).run("steward wallet list --config-dir .")
      #expect(step.status == 7)
      #expect(step.output == "")
      #expect(step.errorOutput.contains("[\(code)]"), "\(step.errorOutput)")
      #expect(step.errorOutput.contains("hint: "))
    }
  }

  @Test("a secret never shows, neither in results nor in errors")
  func canary() async throws {
    // 63 digits: one was lost on the way, as happens.
    let secret = String(keyPairs[0].secretHex.replacing("1", with: "7").dropLast())
    try await withTemporaryDirectory { directory in
      try write(secret.utf8, to: directory.appending(path: "key"))
      for source in [
        "--secret-file key", "--secret-command 'cat key'", "--secret-file - < key",
      ] {
        let step = try await Shell(directory: directory).run("steward wallet address \(source)")
        #expect(step.status == 5)
        #expect(!(step.output + step.errorOutput).contains(secret.prefix(8)))
        #expect(step.errorOutput.contains("[key.malformed]"))
      }
    }
  }
}
