import Foundation
import TestSupport
import Testing

@Suite("steward tx inspect, on every transaction of the vectors")
struct InspectTests {
  struct Captured: Decodable {
    struct Row: Decodable {
      let kind: String
      let txBcsHex: String
      let txDigestBase58: String
      let signedTransactionBcsHex: String
    }
    let signerAddress: String
    let transactions: [Row]
  }
  struct Fuzzed: Decodable {
    struct Row: Decodable {
      let kind: String
      let txBcsHex: String
      let txDigestBase58: String
    }
    let vectors: [Row]
  }
  struct Report: Decodable {
    struct Signature: Decodable {
      let valid: Bool
      let signer: String
      let signerIsSender: Bool
    }
    let schema: String
    let kind: String
    let sender: String
    let digest: String
    let bytesHex: String?
    let withheld: String?
    let signature: Signature?
  }

  /// Inspects hex through standard input.
  private func inspect(
    _ hex: String, _ options: String = "", in directory: URL
  ) async throws -> (step: Transcript.Step, report: Report) {
    let file = directory.appending(path: "transaction")
    try Data(hex.utf8).write(to: file)
    let step = try await Shell(directory: directory).run(
      "steward tx inspect - --output json \(options) < transaction")
    return (step, try JSONDecoder().decode(Report.self, from: Data(step.output.utf8)))
  }

  @Test("captured ones, unsigned and signed")
  func captured() async throws {
    let file = try vectors("transactions", as: Captured.self, in: .module)
    try await withTemporaryDirectory { directory in
      for row in file.transactions {
        let unsigned = try await inspect(row.txBcsHex, "--show-key", in: directory).report
        #expect(unsigned.schema == "steward/tx-inspect/v1")
        #expect(unsigned.kind == row.kind)
        #expect(unsigned.sender == file.signerAddress)
        #expect(unsigned.digest == row.txDigestBase58)
        #expect(unsigned.bytesHex == row.txBcsHex)
        #expect(unsigned.signature == nil)
        let signed = try await inspect(row.signedTransactionBcsHex, "--show-key", in: directory)
          .report
        #expect(signed.bytesHex == row.signedTransactionBcsHex)
        #expect(signed.signature?.valid == true)
        #expect(signed.signature?.signer == file.signerAddress)
        #expect(signed.signature?.signerIsSender == true)
      }
    }
  }

  @Test("random ones of every kind; a reveal's key shows nowhere unless asked for")
  func fuzzed() async throws {
    let file = try vectors("fuzz_transactions", as: Fuzzed.self, in: .module)
    try await withTemporaryDirectory { directory in
      for row in file.vectors {
        let (step, report) = try await inspect(row.txBcsHex, in: directory)
        #expect(report.kind == row.kind)
        #expect(report.digest == row.txDigestBase58)
        guard row.kind == "RevealModel" else {
          #expect(report.bytesHex == row.txBcsHex)
          continue
        }
        // Version, kind, model id and length come before the 32 bytes of the key.
        let key = row.txBcsHex.dropFirst(2 * (1 + 1 + 32 + 1)).prefix(64)
        #expect(row.txBcsHex.dropFirst(2 * 34).hasPrefix("20"))
        #expect(report.bytesHex == nil)
        #expect(report.withheld != nil)
        #expect(!step.output.contains(key))
        for format in ["table", "yaml", "markdown"] {
          let other = try await Shell(directory: directory)
            .run("steward tx inspect --file transaction --output \(format)")
          #expect(other.status == 0)
          #expect(!other.output.contains(key))
        }
        let shown = try await inspect(row.txBcsHex, "--show-key", in: directory)
        #expect(shown.report.bytesHex == row.txBcsHex)
      }
    }
  }

  @Test("a changed signature is said to be invalid")
  func changedSignature() async throws {
    let row = try #require(
      try vectors("transactions", as: Captured.self, in: .module).transactions.first)
    var bytes = Array(row.signedTransactionBcsHex.utf8)
    let index = bytes.count - 2 * 60  // inside the 64 bytes of the signature
    bytes[index] = bytes[index] == UInt8(ascii: "0") ? UInt8(ascii: "1") : UInt8(ascii: "0")
    try await withTemporaryDirectory { directory in
      let report = try await inspect(String(decoding: bytes, as: UTF8.self), in: directory).report
      #expect(report.signature?.valid == false)
    }
  }
}
