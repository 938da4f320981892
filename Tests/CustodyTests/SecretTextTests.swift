import Custody
import Diagnostics
import SomaCrypto
import Testing

@Suite("Secrets in the place of names")
struct SecretTextTests {
  /// Every spelling of a key, in the forms in which it is pasted.
  static let secrets = keys + phrases

  static let keys = KeyPairRow.all.prefix(3).flatMap { row -> [String] in
    let (bech32, hex, base64) = (row.bech32, row.secretHex, row.keystoreBase64)
    return [
      bech32, bech32.uppercased(), "./" + bech32, "\"" + bech32 + "\"", String(bech32.dropLast(30)),
      hex, hex.uppercased(), "0x" + hex, "0X" + hex, " " + hex + " ", String(hex.dropLast()),
      base64, base64.contains("/") ? base64 : String(base64.dropLast()),
      String(repeating: "/", count: 43) + "=",  // a seed without its flag
    ]
  }

  static let phrases = SpelledRow.phrases.filter(\.accepted).flatMap { row -> [String] in
    [row.text, row.text.uppercased(), row.text.split(separator: " ").joined(separator: ", ")]
  }

  @Test("every spelling of a key looks like a secret", arguments: secrets)
  func secret(text: String) {
    #expect(SecretText.looksLikeSecret(text))
  }

  @Test(
    "paths, aliases and names of variables do not",
    arguments: [
      "", "/", "testnet", "STEWARD_KEY", "soma.keystore", "somaprivkey1.txt", "/run/somaprivkey1",
      "/home/alice/wallets/production/soma/keystore",  // 44 characters of Base64
      "/nowhere/a/path/that/is/longer/than/any/key/in/any/of/its/spellings.key",
      "../0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207/soma.keystore",
      "a-long-alias-with-many-parts-that-no-key-has-and-a-number-1",
      "/home/able/about/above/absent/absorb/abstract/absurd/abuse/access",  // 10 words
      "My Documents/Wallets Of The House/Old And New Ones/soma.keystore",
    ])
  func name(text: String) {
    #expect(!SecretText.looksLikeSecret(text))
  }

  @Test("a secret in client.yaml is refused as a path, and hidden as an alias", arguments: secrets)
  func clientConfig(secret: String) throws {
    let quoted = "'\(secret.split(whereSeparator: \.isWhitespace).joined(separator: " "))'"
    for (text, code) in [
      ("envs: []\nkeystore: {File: \(quoted)}\n", "clientConfig.secretAsPath"),
      (
        "envs: []\nkeystore: InMem\nexternal_keys: {File: \(quoted)}\n", "clientConfig.secretAsPath"
      ),
      (
        "envs: [{alias: a, rpc: x}]\nkeystore: InMem\nactive_env: \(quoted)\n",
        "clientConfig.unknownActiveEnvironment"
      ),
      (
        "envs: [{alias: \(quoted), rpc: x}]\nkeystore: InMem\nactive_env: a\n",
        "clientConfig.unknownActiveEnvironment"
      ),
      (
        "envs: [{alias: \(quoted), rpc: x}, {alias: \(quoted), rpc: y}]\nkeystore: InMem\n",
        "clientConfig.duplicateAlias"
      ),
    ] {
      let error = try #require(throws: ClientConfigError.self) {
        try ClientConfig(yaml: Array(text.utf8), file: "client.yaml")
      }
      #expect(error.diagnostics.map(\.code) == [code])
      #expect(!shows(error, secret: quoted.filter { $0 != "'" }))
    }
  }

  @Test("no error about a file shows a secret that was given as its path", arguments: secrets)
  func file(secret: String) throws {
    let reasons: [SecretFileError] = [
      .missing(secret), .unreadable(secret, errno: 13), .notAFile(secret),
      .looseMode(secret, mode: 0o644), .tooLong(secret, limit: 1),
      .timedOut(secret, after: .seconds(1)),
    ]
    for reason in reasons {
      for diagnostic in [
        reason.diagnostic, KeystoreError.file(reason).diagnostic,
        AliasFileError.file(reason).diagnostic,
      ] {
        #expect(!"\(diagnostic)".contains(secret))
        #expect(diagnostic.place?.file.contains(secret) == false)
      }
    }
  }

  /// Also when a part of it was kept.
  private func shows(_ error: ClientConfigError, secret: String) -> Bool {
    "\(error) \(error.diagnostic) \(error.diagnostics)".contains(secret.prefix(20))
  }
}
