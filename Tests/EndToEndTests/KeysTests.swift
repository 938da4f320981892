import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("steward keys")
struct KeysTests {
  private static let master = Array(UInt8(101)...132)
  private static let passphrase = "canary in a coal mine"

  /// The forms in which a secret could show: raw, hex, Base58, Base64, and pieces of these.
  private func forms() throws -> [Data] {
    let words = try Mnemonic(entropy: SecretBytes(copying: Self.master)).phrase()
      .withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
      .split(separator: " ")
    let hex = Hex.encode(Self.master)
    let base64 = Data(Self.master).base64EncodedString()
    let pieces: [Substring] = [
      hex.prefix(24), hex.suffix(24), base64.prefix(16), base64.dropFirst(8).prefix(16),
      Base58.encode(Self.master).prefix(16), Self.passphrase[...],
    ]
    let runs = (0..<22).map { words[$0..<$0 + 3].joined(separator: " ") }
    var forms = (pieces.map(String.init) + runs).map { Data($0.utf8) }
    forms += [Data(Self.master.prefix(12)), Data(Self.master.suffix(12))]
    return forms
  }

  @Test("no secret reaches standard output, standard error or a sealed file")
  func canary() async throws {
    let forms = try forms()
    let words = try Mnemonic(entropy: SecretBytes(copying: Self.master)).phrase()
      .withUnsafeBytes { Data($0) }
    try await withTemporaryDirectory { directory in
      var shell = Shell(directory: directory)
      shell.variables["XDG_CONFIG_HOME"] = directory.appending(path: "config").path
      for (name, content) in [("words", words), ("pass", Data(Self.passphrase.utf8))] {
        let file = directory.appending(path: name)
        try content.write(to: file)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file.path)
      }
      let id = try await shell.run(
        "steward keys import --master-id 00000000 --words-file words --keyring-plain 2>&1"
      ).output.matches(of: /of master ([0-9a-f]{8})/).first?.output.1
      let masterID = String(try #require(id))
      var shown = Data()
      for (command, status) in [
        ("import --master-id \(masterID) --words-file words --passphrase-file pass", 0),
        ("import --master-id \(masterID) --words-file words", 5),
        ("import --master-id 12345678 --words-file words", 5),
        ("list --output json", 0), ("words --verify --words-file words", 0),
        ("words --words-file page", 0), ("words --words-fd 3 3>plain-words", 0),
        ("words", 64), ("rotate", 64), ("create", 64),
        ("backup --paper page2", 0), ("backup --html page3 --output yaml", 0),
        ("rotate --words-file new-words", 0), ("words --verify --words-file words", 5),
        ("words --words-file x --unlock-command 'echo wrong wrong wrong'", 7),
        ("rewrap --passphrase-command 'cat pass'", 0),
        ("list", 0),
      ] as [(String, Int32)] {
        let step = try await shell.run("steward keys \(command)")
        #expect(step.status == status, "\(command): \(step.errorOutput)")
        shown += Data((step.output + step.errorOutput).utf8)
      }
      let keyring = try Data(contentsOf: directory.appending(path: "config/steward/keyring"))
      for form in forms {
        #expect(!shown.contains(form))
        #expect(!keyring.contains(form))
      }
      // The same reader finds what is there.
      let page = try Data(contentsOf: directory.appending(path: "page"))
      #expect(forms.contains { page.contains($0) })
      let plain = try await shell.run("steward keys rewrap --keyring-plain")
      #expect(plain.status == 0)
      let open = try Data(contentsOf: directory.appending(path: "config/steward/keyring"))
      #expect(forms.contains { open.contains($0) })
    }
  }
}
