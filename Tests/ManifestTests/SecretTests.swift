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
}
