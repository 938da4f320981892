import ChildProcesses
import BCS
@testable import Custody
import Diagnostics
import Foundation
import SomaCrypto
import SomaTypes
import TestSupport
import Testing

/// The protocol of `docs/external-signer.md`, with shell scripts as signers.
@Suite("External signer", .timeLimit(.minutes(2)))
struct ExternalSignerTests {
  let vectors: SignerVectors
  let transaction: SignerVectors.Transaction
  let transactionData: [UInt8]
  let answer: [UInt8]
  let owner: ExternalSigner.Owner

  init() throws {
    vectors = try SignerVectors.load()
    transaction = try vectors.transaction("commit_model")
    transactionData = try transaction.transactionData()
    answer = try transaction.answer()
    owner = try vectors.owner()
  }

  /// A signer that is a shell script of one line, with arguments.
  func shell(
    _ script: String, _ arguments: String..., owner: ExternalSigner.Owner? = nil,
    timeout: Duration = .seconds(60), hiding hidden: Set<String> = []
  ) -> ExternalSigner {
    ExternalSigner(
      command: ["/bin/sh", "-c", script, "signer"] + arguments, owner: owner ?? self.owner,
      timeout: timeout, hiddenVariables: hidden)
  }

  /// A signer that reads everything, writes `output`, and succeeds.
  func answering(_ output: String, owner: ExternalSigner.Owner? = nil) -> ExternalSigner {
    shell("cat > /dev/null; printf %s \"$1\"", output, owner: owner)
  }

  func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

  func sign(with signer: ExternalSigner) async throws -> ExternalSignature {
    try await signer.signature(of: [0, 0, 1] + transactionData)
  }

  // MARK: - What is accepted

  @Test("a transaction comes back whole, with the signature that the SDK made")
  func signedTransaction() async throws {
    let data = try TransactionData(bcsBytes: transactionData)
    let signed = try await answering(base64(answer)).sign(data)
    #expect(signed.data == data)
    #expect(signed.signature.bytes == answer)
    #expect(signed.isSignatureValid)
  }

  @Test("the golden signature of each of the SDK's transactions is accepted, unchanged")
  func goldenSignatures() async throws {
    for transaction in vectors.transactions {
      let answer = try transaction.answer()
      let signature = try await answering(base64(answer))
        .signature(of: [0, 0, 1] + transaction.transactionData())
      #expect(signature.bytes == answer, "\(transaction.name)")
    }
  }

  @Test(
    "the program reads the intent message, whose BLAKE2b-256 is what the SDK signed",
    arguments: ["create_model", "commit_model", "reveal_model_2048"])
  func message(name: String) async throws {
    let transaction = try vectors.transaction(name)
    let program = """
      import base64, hashlib, sys
      text = sys.stdin.buffer.read()
      assert text.endswith(b"\\n") and text.count(b"\\n") == 1, "not one line"
      message = base64.b64decode(text[:-1], validate=True)
      assert message[:3] == bytes([0, 0, 1]), "not the intent"
      assert message[3:].hex() == sys.argv[1], "not the transaction"
      assert hashlib.blake2b(message, digest_size=32).hexdigest() == sys.argv[2], "another digest"
      print(sys.argv[3])
      """
    let signer = ExternalSigner(
      command: [
        "python3", "-c", program, transaction.tx_bcs_hex, transaction.signed_message_hex,
        base64(try transaction.answer()),
      ], owner: owner)
    let signature = try await signer.signature(
      of: [0, 0, 1] + transaction.transactionData())
    #expect(try signature.bytes == transaction.answer())
  }

  @Test(
    "the answer may be Base64 or hex, with or without a line break",
    arguments: ["", "\n", "\r\n"])
  func forms(lineBreak: String) async throws {
    let hex = Hex.encode(answer)
    for text in [base64(answer), hex, hex.uppercased()] {
      #expect(try await sign(with: answering(text + lineBreak)).bytes == answer)
    }
  }

  @Test("the owner may be given as a public key")
  func ownerAsPublicKey() async throws {
    let key = try #require(Bytes32(Hex.decode(transaction.public_key_hex)))
    let owner = ExternalSigner.Owner.publicKey(Ed25519PublicKey(bytes: key))
    #expect(try await sign(with: answering(base64(answer), owner: owner)).bytes == answer)
  }

  @Test("a large message reaches a slow reader whole, and noise on standard error does not matter")
  func largeMessage() async throws {
    let key = try Ed25519SecretKey()
    let large = [UInt8](repeating: 7, count: 300_000)
    let answer = Self.answer(by: key, for: large)
    let digest = Blake2b256.hash([0, 0, 1] + large)
    let signer = shell(
      """
      head -c 1000000 /dev/zero >&2
      test "$(base64 -d | b2sum -l 256 | cut -c 1-64)" = "$1" || exit 3
      head -c 1000000 /dev/zero >&2
      printf %s "$2"
      """, digest.description, base64(answer), owner: .publicKey(key.publicKey))
    #expect(try await signer.signature(of: [0, 0, 1] + large).bytes == answer)
  }

  @Test("a program that reads only what it needs is accepted when its signature is right")
  func partialReader() async throws {
    let key = try Ed25519SecretKey()
    let large = [UInt8](repeating: 7, count: 300_000)
    let answer = Self.answer(by: key, for: large)
    let signer = shell(
      "exec < /dev/null; printf %s \"$1\"", base64(answer), owner: .publicKey(key.publicKey))
    #expect(try await signer.signature(of: [0, 0, 1] + large).bytes == answer)
  }

  @Test("the example in the documentation signs as the SDK does")
  func documentedExample() async throws {
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../docs/external-signer.md"), encoding: .utf8)
    let parts = document.components(separatedBy: "```")
    let script = try #require(parts.first { $0.hasPrefix("sh\n") }).dropFirst(3)
    // RFC 8410 section 7: a private key of Ed25519 is its 32-byte seed after these bytes.
    let seed = try Hex.decode("302e020100300506032b657004220420" + vectors.signer_secret_hex)
    try await withTemporaryDirectory { directory in
      let keyFile = directory.appending(path: "key.pem")
      let pem = "-----BEGIN PRIVATE KEY-----\n\(base64(seed))\n-----END PRIVATE KEY-----\n"
      try Data(pem.utf8).write(to: keyFile)
      let signer = shell(String(script), keyFile.path)
      #expect(try await sign(with: signer).bytes == answer)
    }
  }

  // MARK: - What is refused

  @Test("an answer of another form is refused, each for its own reason")
  func wrongForms() async throws {
    let base64 = base64(answer)
    let hex = Hex.encode(answer)
    let refused: [(String, ExternalSignerError)] = [
      ("", .noAnswer), ("\n", .noAnswer), ("\r\n", .noAnswer),
      ("\(base64)\n\n", .severalLines), ("ok\n\(base64)\n", .severalLines),
      ("\(base64)\n\(base64)\n", .severalLines),
      (" \(base64)", .notEncoded), ("\(base64) ", .notEncoded),
      (String(base64.dropLast(2)), .notEncoded), ("signature: \(base64)", .notEncoded),
      (String(hex.dropLast()), .notEncoded), ("0x\(hex)", .wrongLength(147)),
      (String(hex.dropLast(2)), .wrongLength(96)), (hex + "00", .wrongLength(98)),
      (self.base64(Array(answer.dropFirst())), .wrongLength(96)),
      (self.base64(answer + answer), .wrongLength(194)),
      (self.base64([1] + answer.dropFirst()), .wrongFlag(1)),
      (self.base64([2] + answer.dropFirst()), .wrongFlag(2)),
    ]
    for (output, error) in refused {
      await #expect(throws: error, "\(output.debugDescription)") {
        try await sign(with: answering(output))
      }
    }
  }

  @Test("a changed bit anywhere in the signature is refused")
  func changedSignature() async throws {
    for position in [1, 32, 33, 63, 64] {
      var changed = answer
      changed[position] ^= 1
      await #expect(throws: ExternalSignerError.badSignature, "\(position)") {
        try await sign(with: answering(base64(changed)))
      }
    }
  }

  @Test("a valid signature of another transaction is refused")
  func otherTransaction() async throws {
    let other = try vectors.transaction("create_model").answer()
    await #expect(throws: ExternalSignerError.badSignature) {
      try await sign(with: answering(base64(other)))
    }
  }

  @Test("a signature of the message instead of its digest is refused")
  func undigested() async throws {
    let key = try Ed25519SecretKey()
    let signature = key.signature(for: [0, 0, 1] + transactionData)
    let answer = [0] + signature.bytes + key.publicKey.bytes.bytes
    await #expect(throws: ExternalSignerError.badSignature) {
      try await sign(with: answering(base64(answer), owner: .publicKey(key.publicKey)))
    }
  }

  @Test("a valid signature by another key is refused, and says whose it is")
  func otherKey() async throws {
    let key = try Ed25519SecretKey()
    let answer = base64(Self.answer(by: key, for: transactionData))
    let other = try ExternalSigner.Owner(addressOf: key.publicKey).address
    let wrongKey = ExternalSignerError.wrongKey(expected: owner.address, actual: other)
    await #expect(throws: wrongKey) {
      try await sign(with: answering(answer))
    }
    let ownerKey = try #require(Bytes32(Hex.decode(transaction.public_key_hex)))
    let owner = ExternalSigner.Owner.publicKey(Ed25519PublicKey(bytes: ownerKey))
    await #expect(throws: wrongKey) {
      try await sign(with: answering(answer, owner: owner))
    }
  }

  @Test("a program that closes its input early and signs nothing valid is told so")
  func closedInput() async throws {
    let large = [UInt8](repeating: 7, count: 300_000)
    for output in ["", "x", base64(answer)] {
      let signer = shell("exec < /dev/null; printf %s \"$1\"", output)
      let error = await #expect(throws: ExternalSignerError.self) {
        try await signer.signature(of: [0, 0, 1] + large)
      }
      guard case .closedInput(let unreadBytes) = error else {
        Issue.record("\(String(describing: error))")
        continue
      }
      // 400 004 characters and a line break, of which the pipe may have held 65 536.
      #expect((400_005 - 65_536...400_005).contains(unreadBytes))
    }
  }

  @Test("an answer of 4096 bytes is read, one of 4097 is too much")
  func tooMuchOutput() async throws {
    let longest = String(repeating: "Z", count: 4096)
    await #expect(throws: ExternalSignerError.wrongLength(3072)) {
      try await sign(with: answering(longest))
    }
    await #expect(
      throws: ExternalSignerError.command(.tooMuchOutput(limit: 4096), program: "/bin/sh")
    ) {
      try await sign(with: answering(longest + "Z"))
    }
    await #expect(
      throws: ExternalSignerError.command(.tooMuchOutput(limit: 4096), program: "/bin/sh")
    ) {
      try await sign(with: shell("yes"))
    }
  }

  @Test("a program that fails is refused, whatever it wrote, with its last words")
  func failure() async throws {
    let signer = shell(
      "printf %s \"$1\"; cat > /dev/null; echo first >&2; echo 'no token' >&2; exit 3",
      base64(answer))
    await #expect(
      throws: ExternalSignerError.command(
        .failed(status: 3, lastLine: "no token"), program: "/bin/sh")
    ) {
      try await sign(with: signer)
    }
  }

  @Test("a program that hangs is killed after the timeout")
  func timeout() async throws {
    let timeout = Duration.milliseconds(200)
    await #expect(
      throws: ExternalSignerError.command(.timedOut(after: timeout), program: "/bin/sh")
    ) {
      try await sign(with: shell("cat > /dev/null; exec tail -f /dev/null", timeout: timeout))
    }
  }

  @Test("a program that hangs without reading is told from one that only hangs")
  func neverRead() async throws {
    let signer = shell("exec tail -f /dev/null", timeout: .milliseconds(200))
    let error = await #expect(throws: ExternalSignerError.self) {
      try await signer.signature(of: [0, 0, 1] + [UInt8](repeating: 7, count: 300_000))
    }
    guard case .command(.neverRead(.milliseconds(200), let unreadBytes), _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect((400_005 - 65_536..<400_005).contains(unreadBytes))
  }

  @Test("the program gets the environment without the variables that hold secrets")
  func environment() async throws {
    let environment = ProcessInfo.processInfo.environment
    let names = environment.keys.filter { $0 != "PATH" && $0 != "PWD" && $0 != "_" }.sorted()
    let name = try #require(names.first { !(environment[$0] ?? "").isEmpty })
    let script = "cat > /dev/null; if printenv \"$1\" > /dev/null; then exit 5; else exit 6; fi"
    for (hidden, status) in [(Set<String>(), Int32(5)), ([name], 6), ([name + "x"], 5)] {
      await #expect(
        throws: ExternalSignerError.command(
          .failed(status: status, lastLine: nil), program: "/bin/sh")
      ) {
        try await sign(with: shell(script, name, hiding: hidden))
      }
    }
  }

  @Test("every refusal explains itself under a code of its own, with a remedy")
  func explanations() {
    let address = owner.address
    let errors: [ExternalSignerError] = [
      .closedInput(unreadBytes: 1), .noAnswer, .severalLines, .notEncoded, .wrongLength(1),
      .wrongFlag(2), .wrongKey(expected: address, actual: address), .badSignature,
      .command(.noProgram, program: ""), .command(.argumentContainsNUL(index: 1), program: "a"),
      .command(.notFound(program: "a"), program: "a"),
      .command(.notExecutable(program: "a"), program: "a"),
      .command(.interpreterNotFound(program: "a"), program: "a"),
      .command(.system(call: "poll", errno: 12), program: "a"),
      .command(.timedOut(after: .seconds(1)), program: "a"),
      .command(.neverRead(after: .seconds(1), unreadBytes: 1), program: "a"),
      .command(.tooMuchOutput(limit: 1), program: "a"),
      .command(.failed(status: 1, lastLine: nil), program: "a"),
      .command(.killed(signal: 9, lastLine: "x"), program: "a"),
    ]
    #expect(Set(errors.map(\.diagnostic.code)).count == errors.count)
    for error in errors { #expect(error.diagnostic.remedies.count == 2) }
  }

  static func answer(
    by key: borrowing Ed25519SecretKey, for transactionData: [UInt8]
  ) -> [UInt8] {
    let digest = Blake2b256.hash([0, 0, 1] + transactionData)
    return [0] + key.signature(for: digest.bytes).bytes + key.publicKey.bytes.bytes
  }
}
