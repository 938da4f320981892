import Custody
import Diagnostics
import Foundation
import SomaCrypto
import TestSupport
import Testing

@Suite("Secrets from elsewhere")
struct SecretReaderTests {
  @Test("standard input is read to its end")
  func standardInput() throws {
    #expect(try read(input: Array("a key\n".utf8)) == "a key\n")
  }

  @Test("nothing, or too much, on standard input is refused")
  func badInput() {
    #expect(throws: SecretSourceError.empty(.standardInput)) { try read(input: []) }
    #expect(throws: SecretSourceError.tooLong(.standardInput, limit: 65_536)) {
      try read(input: Array(repeating: 1, count: 65_537))
    }
  }

  @Test("a terminal is not read, because it would show the secret")
  func terminal() throws {
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(terminal >= 0)
    defer { close(terminal) }
    #expect(throws: SecretSourceError.terminal) {
      _ = try SecretReader(standardInput: terminal).read(.standardInput)
    }
  }

  @Test("a closed standard input is refused")
  func closed() {
    #expect(throws: SecretSourceError.unreadable(errno: EBADF)) {
      _ = try SecretReader(standardInput: 1_000_000).read(.standardInput)
    }
  }

  @Test("an environment variable is read as it is")
  func variable() async {
    await #expect(processExitsWith: .success) {
      setenv("STEWARD_TEST_SECRET", " key\n", 1)
      setenv("STEWARD_TEST_EMPTY", "", 1)
      setenv("STEWARD_TEST_LONG", String(repeating: "x", count: 65_537), 1)
      let reader = SecretReader()
      let value = try reader.read(.environment("STEWARD_TEST_SECRET")).text
      #expect(value == " key\n")
      #expect(throws: SecretSourceError.empty(.environment("STEWARD_TEST_EMPTY"))) {
        _ = try reader.read(.environment("STEWARD_TEST_EMPTY"))
      }
      #expect(
        throws: SecretSourceError.tooLong(.environment("STEWARD_TEST_LONG"), limit: 65_536)
      ) { _ = try reader.read(.environment("STEWARD_TEST_LONG")) }
    }
  }

  @Test("a variable that is not set, or cannot be, is refused")
  func noVariable() {
    let reader = SecretReader()
    #expect(throws: SecretSourceError.noVariable("STEWARD_TEST_NOTHING")) {
      _ = try reader.read(.environment("STEWARD_TEST_NOTHING"))
    }
    for name in ["", "PATH=x", "PATH\0"] {
      #expect(throws: SecretSourceError.badVariableName) {
        _ = try reader.read(.environment(name))
      }
    }
  }

  @Test("a secret given as a path or a name is noticed, and not shown")
  func secretAsName() throws {
    let row = try #require(KeyPairRow.all.first)
    let phrase = try #require(SpelledRow.phrases.first).text
    for secret in [row.bech32, row.secretHex, "0x" + row.secretHex, row.keystoreBase64, phrase] {
      for source in [SecretSource.file(secret), .environment(secret)] {
        #expect(throws: SecretSourceError.secretAsName) { _ = try SecretReader().read(source) }
      }
    }
    let path = "/nowhere/a/path/that/is/longer/than/any/key/in/any/of/its/spellings.key"
    #expect(throws: SecretFileError.missing(path)) { _ = try SecretReader().read(.file(path)) }
  }

  @Test("the environment, and nothing else, comes with a warning")
  func warning() {
    let warning = SecretSource.environment("STEWARD_KEY").warning
    #expect(warning?.code == "secret.inEnvironment")
    #expect(warning?.detail.contains("STEWARD_KEY") == true)
    let others: [SecretSource] = [
      .file("X"), .credential("X"), .standardInput, .command(.shell("X")),
    ]
    #expect(others.allSatisfy { $0.warning == nil })
  }

  @Test("the warning does not show what is no name, or is a secret")
  func quietWarning() throws {
    let row = try #require(KeyPairRow.all.first)
    let names = [
      row.bech32, row.secretHex, "A" + row.keystoreBase64.filter(\.isLetter), "KEY=hunter2",
      "hunter2 hunter2", "hunter2\n", "$hunter2",
    ]
    for name in names {
      let warning = try #require(SecretSource.environment(name).warning)
      #expect(warning.code == "secret.inEnvironment")
      #expect(!"\(warning)".contains(name) && !"\(warning)".contains("hunter2"))
    }
  }

  @Test("a credential may be open to the group, as the service manager makes it, but no further")
  func credential() async {
    await #expect(processExitsWith: .success) {
      try await withTemporaryDirectory { directory in
        setenv("CREDENTIALS_DIRECTORY", String(directory.path().dropLast()), 1)  // no slash
        _ = try write([1, 2], mode: 0o440, to: "wallet", in: directory)
        let value = try SecretReader().read(.credential("wallet")).bytes
        #expect(value == [1, 2])
        for mode in [0o460, 0o444] {
          let path = try write([1, 2], mode: mode, to: "loose", in: directory)
          #expect(throws: SecretFileError.looseMode(path, mode: UInt32(mode))) {
            _ = try SecretReader().read(.credential("loose"))
          }
        }
        for name in ["", "..", "../wallet", "/etc/passwd"] {
          #expect(throws: SecretSourceError.badCredentialName) {
            _ = try SecretReader().read(.credential(name))
          }
        }
      }
    }
  }

  @Test("without a service manager there are no credentials")
  func noCredentials() async {
    await #expect(processExitsWith: .success) {
      unsetenv("CREDENTIALS_DIRECTORY")
      #expect(throws: SecretSourceError.noCredentials) {
        _ = try SecretReader().read(.credential("wallet"))
      }
    }
  }

  private func read(input: [UInt8]) throws -> String {
    ignoreBrokenPipes()  // the reader stops at its limit
    let pipe = Pipe()
    let writer = Thread {
      try? pipe.fileHandleForWriting.write(contentsOf: Data(input))
      try? pipe.fileHandleForWriting.close()  // the reader's end comes in any case
    }
    writer.start()
    let reader = SecretReader(standardInput: pipe.fileHandleForReading.fileDescriptor)
    return try reader.read(.standardInput).text
  }
}
