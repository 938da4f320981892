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
        """
        steward keys drill --words --master-id 00000000 --words-file words --rpc http://127.0.0.1:1 \
          --account 0x0881c07520943bbf13989b92892093c1b50672156fa5f873c22892701cb2e207 2>&1
        """
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
        ("rewrap --passphrase-command \"cat $PWD/pass\"", 0),
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

  @Test(
    "a way that cron could not take again is refused, and the keyring stays as it was",
    arguments: [
      "--passphrase-command 'openssl rand -base64 24'", "--passphrase-command 'cat pass'",
      "--passphrase-file /dev/stdin", "--passphrase-file fifo",
      "--passphrase-file /dev/fd/3 3<pass",
      "--passphrase-command \"echo x >> $PWD/n; cat $PWD/n $PWD/pass\"",
    ])
  func unattended(way: String) async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let step = try await shell.run(
        """
        umask 077; echo '\(Self.passphrase)' > pass; mkfifo fifo
        steward keys create --keyring k --keyring-plain --words-file words >&2 && cp k old
        exec < pass; steward keys rewrap --keyring k \(way)
        echo $?; cmp k old && ls k.new
        steward keys create --keyring k2 --words-file words2 \(way); echo $?; ls k2
        """)
      #expect(step.output.split(separator: "\n") == ["7", "7"], "\(step.errorOutput)")
      #expect(step.errorOutput.contains("[keys.notUnattended]"))
    }
  }

  @Test(
    "words of a master that no keyring got are not left behind, and never where a keyring writes")
  func wordsOnFailure() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      #expect(
        try await shell.run("steward keys create --keyring k --keyring-plain --words-file w").status
          == 0)
      for command in [
        "steward keys create --keyring w/k --keyring-plain --words-file left",
        "steward keys create --keyring n --passphrase-command 'openssl rand -base64 24' --words-file left",
        "mkdir k.new && steward keys rotate --keyring k --words-file left",
        "rmdir k.new; chmod 000 k.lock; mkdir d; mv k.lock d/; ln -s d k.lock; steward keys rotate --keyring k --words-file left",
      ] {
        let step = try await shell.run(command)
        #expect(step.status != 0)
        #expect(try await shell.run("test -e left").status == 1, "\(command): \(step.errorOutput)")
      }
      for name in ["k", "k.new", "$PWD/k.new", "./k.lock"] {
        let step = try await shell.run(
          "rm -f k.lock; steward keys rotate --keyring k --words-file \(name)")
        #expect(step.status == 5)
        #expect(step.errorOutput.contains("[keys.wordsOverKeyring]"))
      }
    }
  }

  @Test(
    "an import refuses options that would be ignored, and names no id that a wallet's phrase has")
  func refusedImports() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let words = String(repeating: "abandon ", count: 23) + "art"
      let setUp = "umask 077; echo '\(words)' > w; echo '\(Self.passphrase)' > pass"
      #expect(try await shell.run(setUp).status == 0)
      let wrong = try await shell.run(
        "steward keys import --keyring k --keyring-plain --master-id 00000000 --words-file w")
      #expect(wrong.status == 5)
      #expect(wrong.errorOutput.contains("[words.wrongWords]"))
      #expect(!wrong.errorOutput.contains("7be683cd"))
      let missing = try await shell.run(
        "steward keys import --keyring k --keyring-plain --master-id 7be683cd --words-file w --config-dir no"
      )
      #expect(missing.status == 5 && !missing.errorOutput.contains("[keys.noWallet]"))
      #expect(
        try await shell.run("steward keys create --keyring k --keyring-plain --words-file n").status
          == 0)
      for option in ["--passphrase-file pass", "--keyring-plain", "--credential c"] {
        let step = try await shell.run(
          "cp k old; steward keys import --keyring k --master-id 7be683cd --words-file w \(option); echo $?; cmp k old"
        )
        #expect(step.output == "5")
        #expect(step.errorOutput.contains("[keys.keptProtection]"))
      }
    }
  }
}
