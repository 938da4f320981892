import Foundation
import TestSupport
import Testing

@Suite("What reaches a terminal")
struct TerminalTests {
  private let key = "somaprivkey1qqg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zy2msvr"

  @Test(
    "a result that cannot be written is a failure",
    arguments: [
      "steward version > /dev/full", "steward --help > /dev/full", "steward version >&-",
      "steward completions bash > /dev/full", "steward tx inspect --help > /dev/full",
    ])
  func lostResult(command: String) async throws {
    try await withTemporaryDirectory { directory in
      let step = try await Shell(directory: directory).run(command)
      #expect(step.status == 1)
      #expect(step.errorOutput.contains("[output.unwritable]"))
    }
  }

  @Test("a reader that has seen enough is no failure")
  func closedPipe() async throws {
    try await withTemporaryDirectory { directory in
      let step = try await Shell(directory: directory).run(
        "steward completions bash 2>errors | head -n 1 >/dev/null; cat errors")
      #expect(step.output == "")
    }
  }

  @Test("a secret key that was typed where something else belongs does not show")
  func misplacedSecrets() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      for command in [
        "steward wallet address --secret-file key \(key)", "steward version --output \(key)",
        "steward wallet address --secret-env \(key)", "steward tx inspect \(key)",
        "steward wallet list --config-dir \(key)", "steward \(key)",
        "steward wallet address --secret-file \(key)", "steward tx inspect --file \(key)",
        "steward wallet address --secret-env \(key.uppercased())",
      ] {
        let step = try await shell.run(command)
        #expect(step.status != 0)
        let shown = (step.output + step.errorOutput).lowercased()
        #expect(!shown.contains(key.dropFirst(12).prefix(12)), "\(command)")
      }
    }
  }

  @Test("what moves a cursor or reorders text is made visible, in every message and format")
  func escapes() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      for argument in ["a\u{1b}[31mb", "a\u{202e}b", "a\u{2066}b", "a\u{7f}b", "a\u{85}b"] {
        for command in [
          "steward tx inspect --file '\(argument)'", "steward '\(argument)'",
          "steward wallet address --secret-file '\(argument)'",
          "steward wallet list --config-dir '\(argument)'",
        ] {
          let step = try await shell.run(command)
          #expect(step.status != 0)
          let dangerous = (step.output + step.errorOutput).unicodeScalars.filter {
            ["\u{1b}", "\u{202e}", "\u{2066}", "\u{7f}", "\u{85}"].contains($0)
          }
          #expect(dangerous.isEmpty, "\(command)")
        }
      }
    }
  }

  @Test("an alias or a URL with such characters stays valid in JSON and YAML")
  func formats() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let setUp = """
        umask 077; printf '["ABERERERERERERERERERERERERERERERERERERERERER"]' > k
        printf 'keystore: {File: k}\\nenvs: [{alias: "\\\\uFFFE\\\\U000E0041", rpc: "https://u:pw@h/"}]\\n' > client.yaml
        printf 'active_address: 0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207\\n' >> client.yaml
        """
      #expect(try await shell.run(setUp).status == 0)
      let json = try await shell.run("steward wallet show --config-dir . --output json")
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
      #expect(object["environment"] as? String == "\u{FFFE}\u{E0041}")
      #expect(object["rpc"] as? String == "https://***@h/")
      let yaml = try await shell.run("steward wallet show --config-dir . --output yaml")
      #expect(yaml.output.contains(#"environment: "\ufffe\U000e0041""#))
      for format in ["table", "markdown"] {
        let step = try await shell.run("steward wallet show --config-dir . --output \(format)")
        #expect(step.output.contains(#"\u{FFFE}\u{E0041}"#))
        #expect(!step.output.contains("pw@"))
      }
    }
  }
}
