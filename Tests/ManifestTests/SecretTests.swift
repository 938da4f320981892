import Diagnostics
import Foundation
import Manifest
import Testing

@Suite("Secrets in manifests")
struct SecretTests {
  private static let reader = ManifestReader(workingDirectory: "/")

  private func explanation(of manifest: String) -> String {
    do throws(ManifestError) {
      _ = try Self.reader.read([ManifestFile(name: "m.yaml", bytes: Array(manifest.utf8))])
      return ""
    } catch {
      return error.diagnostics.map { diagnostic in
        let source = diagnostic.source?.lines(number: diagnostic.place?.line) ?? []
        return ([diagnostic.summary, diagnostic.detail] + diagnostic.remedies + source)
          .joined(separator: "\n")
      }.joined(separator: "\n")
    }
  }

  private static let secrets = [
    "somaprivkey1qz9uwqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqzk7q8t",
    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
    "AJ+G0IGITH1lmi/qoMVa0BWjv08bKwuCLNFdbBWw8Ao=",
    "AB8yzV0HP6cYTnfdSBVg0bTvA8N/7iI6XZ2sQRxZKOK/",
    "Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    "sk-proj-a8Zq3LmN0pQrStUvWxYz1234567890abcdef",
    "1 bright 2 magnet 3 inherit 4 blur 5 abandon 6 ability 7 able 8 about 9 above 10 absent 11 abuse 12 zoo",
    "964EDrEzfvQT7HjVsjfXYcM1ubi3qhqB41zV7LLbCxxd",
    "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE1",
    "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
    "abandon ability able about above absent absorb abstract absurd abuse access accident",
    "https://user:hunter2hunter2@host.example.com/path",
  ]

  /// Where a person may paste it: a field, an unknown key, a list, a key, a comment, broken YAML around it.
  private static let holes = [
    "spec:\n  weights: {file: HOLE}\n",
    "spec:\n  weights: {check: HOLE}\n",
    "spec:\n  lifecycle: HOLE\n",
    "spec:\n  network: HOLE\n",
    "spec:\n  movedFrom: 'HOLE'\n",
    "spec:\n  wallet: {key: HOLE}\n",
    "spec:\n  keys: {passphrase: {command: [print, HOLE]}}\n",
    "spec:\n  keys: {passphrase: {env: HOLE}}\n",
    "spec:\n  keys: {master: {command: [print, --with=HOLE]}}\n",
    "spec:\n  alerts: {command: [alert, HOLE], webhook: {file: HOLE}}\n",
    "spec:\n  wallet: {key: {keystore: {account: HOLE}}}\n",
    "spec:\n  nonsense: HOLE\n",
    "spec:\n  nonsense: [HOLE, HOLE]\n",
    "spec:\n  HOLE: nonsense\n",
    "spec:\n  password: HOLE\n  password: HOLE\n",
    "spec:\n  token: |\n    HOLE\n",
    "spec:\n  lifecycle: active # HOLE\n  lifecycle: paused\n",
    "spec: HOLE\n",
    "spec:\n  stake: {initial: HOLE\n",
    "spec:\n  secret: HOLE\n bad: [\n",
    "HOLE\n",
    "kind: HOLE\n",
    "<<<<<<< HOLE\n=======\n>>>>>>> HOLE\n",
  ]

  @Test("are never shown, wherever they are pasted", arguments: holes)
  func hidden(hole: String) {
    for secret in Self.secrets {
      let head = hole.contains("kind:") ? "" : "apiVersion: steward/v1\nkind: Model\n"
      let shown = explanation(of: head + hole.replacing("HOLE", with: secret))
      #expect(!shown.isEmpty, "accepted: \(hole)")
      // No eight characters of it in a row, but for words that every explanation may have.
      let characters = Array(secret)
      for start in 0...(characters.count - 12) {
        let piece = String(characters[start..<start + 12])
        #expect(!shown.contains(piece), "\(piece) of \(secret) in \(hole):\n\(shown)")
      }
    }
  }

  @Test(
    "an id, a digest or a name that only looks like one is accepted",
    arguments: [
      "modelId: \"0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09\"",
      "movedFrom: abandon-ability-able-about-above-absent-absorb-abstract-absurd",
    ])
  func accepted(field: String) throws {
    let manifest = """
      apiVersion: steward/v1
      kind: Model
      metadata: {name: m}
      spec:
        network: testnet
        weights: {file: releases/code/2026-11-22/Weights/checkpoint-000040.safetensors}
        embedding: {file: somaprivkey1.txt}
        commission: 10%
        \(field)

      """
    #expect(explanation(of: manifest).isEmpty)
  }

  private static func model(_ comment: String) -> String {
    """
    apiVersion: steward/v1
    kind: Model
    metadata: {name: m}
    spec:
      network: testnet
      weights: {file: w.safetensors}
      embedding: {file: e.json}
      commission: 10%
    \(comment)

    """
  }

  @Test(
    "are refused and not shown in comments",
    arguments: [
      """
      #  1  bright magnet inherit blur            HB
      #  2  abandon ability able about            XY
      #
      #  3  above absent absorb abstract          Q7
      """,
      (1...12).map { "# \($0). zoo" }.joined(separator: "\n"),
      "# 1 bright 2 magnet 3 inherit 4 blur 5 zoo 6 zoo 7 zoo 8 zoo 9 zoo 10 zoo 11 zoo 12 zoo",
      "# AB8yzV0HP6cYTnfdSBVg0bTvA8N/7iI6XZ2sQRxZKOK/",
      "# keystore: [\"AB8yzV0HP6cYTnfdSBVg0bTvA8N/7iI6XZ2sQRxZKOK/\"]",
      "# wallet key: 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
      "# of model m the seed=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
      "# 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09 is the secret",
      "# AES key 964EDrEzfvQT7HjVsjfXYcM1ubi3qhqB41zV7LLbCxxd",
      "# private key AJ+G0IGITH1lmi/qoMVa0BWjv08bKwuCLNFdbBWw8Ao=",
      "# aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE1",
      "# password: \"Zx81qqLmPw77aaKd\"",
      "# Authorization: Bearer eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3",
      "# sk-proj-a8Zq3LmN0pQrStUvWxYz1234567890abcdef",
    ])
  func comments(comment: String) {
    let shown = explanation(of: Self.model(comment))
    #expect(shown.contains("A secret is written in a manifest"), "\(shown)")
    for word in comment.split(separator: " ") where word.count >= 16 || word == "bright" {
      #expect(!shown.contains(word))
    }
  }

  @Test(
    "words about secrets are no secrets",
    arguments: [
      "# model id 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09, key in the safe",
      "# the key of model 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
      "# public key 0x9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
      "# sha256 of the secret's file: sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
      "# chain 964EDrEzfvQT7HjVsjfXYcM1ubi3qhqB41zV7LLbCxxd",
      "# password: /run/credentials/Steward2026/passphrase",
      "# token: steward-s3-token-2026-production",
      "# prints `Authorization: Bearer …`, so that no token is written here",
      "# about able actual\n# 2 people can access the area\n# any 12 words that are used in order",
      "# 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a09",
    ])
  func words(comment: String) { #expect(explanation(of: Self.model(comment)).isEmpty) }
}
