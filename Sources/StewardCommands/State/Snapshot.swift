import Diagnostics
import FoundationEssentials
import Lifecycle
import SomaCrypto
import SomaTypes
import StateStore
import Steward

/// What a state knows, as far as plans need it, without any secret: `steward/snapshot/v1`.
///
/// For a machine that reviews changes and has neither state nor keys, such as CI on a pull request.
struct Snapshot: Equatable {
  /// Name and version of the format.
  static let schema = "steward/snapshot/v1"

  /// The largest file that is read, in bytes.
  static let maximumByteCount = 64 << 20

  /// When it was made, in milliseconds since 1970 in UTC, in whole seconds.
  let madeAtMs: UInt64
  /// The chain that the state is of, once something was applied.
  let chain: CheckpointDigest?
  /// Which state it is of.
  let lineage: String
  /// The records of the planner.
  let records: [StoredRecord]

  /// Takes what a state has.
  ///
  /// - Throws: `StateError`.
  init(of journal: Journal, atMs time: UInt64) async throws {
    madeAtMs = time / 1000 * 1000
    chain = journal.shared.chain
    lineage = journal.recorded.lineage
    records = try await journal.state.records()
  }

  /// BLAKE2b-256 of everything else in the file.
  var digest: Bytes32 {
    var hasher = Blake2b256()
    hasher.update(JSONView.line(.record(content)))
    return hasher.finalize()
  }

  /// The whole file, with a newline at its end.
  var text: String {
    JSONView.render(.record(content + [.init("digest", digest)])) + "\n"
  }

  private var content: [OutputValue.Field] {
    [
      .init("schema", Self.schema), .init("madeAt", .text(LocalTime.iso8601(madeAtMs))),
      .init("chain", .text(chain)), .init("lineage", .text(lineage)),
      .init(
        "records",
        .list(
          records.map {
            .record([
              .init("keyName", .text($0.keyName)), .init("name", .text($0.name)),
              .init(
                "changedAt", .text(LocalTime.iso8601(UInt64(clamping: $0.changedAt.milliseconds)))),
              .init("body", .text(Base64.encode($0.body))),
            ])
          })),
    ]
  }

  /// Writes the records into an empty state.
  ///
  /// - Throws: `StateError`.
  func write(into state: StateDatabase) async throws {
    try await state.journal { [records] transaction in
      for record in records { try transaction.setRecord(record) }
    }
  }
}

extension Snapshot {
  private struct Document: Decodable {
    var schema: String
    var madeAt: String
    var chain: String?
    var lineage: String
    var records: [Row]
    var digest: String
  }

  private struct Row: Decodable {
    var keyName: String
    var name: String
    var changedAt: String
    var body: String
  }

  /// Reads a file.
  ///
  /// - Throws: A `Diagnostic` for what is no snapshot, or not as it was written.
  init(decoding bytes: [UInt8]) throws {
    guard bytes.count <= Self.maximumByteCount,
      let document = try? JSONDecoder().decode(Document.self, from: Data(bytes)),
      document.schema == Self.schema, let madeAt = LocalTime.milliseconds(iso8601: document.madeAt)
    else { throw Self.damaged("It is not a snapshot of this version.") }
    madeAtMs = madeAt
    lineage = document.lineage
    chain = try document.chain.map { try CheckpointDigest(base58: $0) }
    records = try document.records.map { row in
      guard let body = try? Base64.decode(row.body),
        let changedAt = LocalTime.milliseconds(iso8601: row.changedAt)
      else { throw Self.damaged("The record of \(Excerpt(row.name)) cannot be read.") }
      return StoredRecord(
        keyName: row.keyName, name: row.name, body: body,
        changedAt: StateStore.Moment(milliseconds: Int64(clamping: changedAt)))
    }
    guard document.digest == digest.description, Array(text.utf8) == bytes else {
      throw Self.damaged("Its digest is not that of its content.")
    }
  }

  private static func damaged(_ detail: String) -> CommandFailure {
    CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "snapshot.damaged", summary: "A snapshot was damaged or changed by hand",
        detail: detail,
        remedies: ["Publish it again where the state is:\n    steward state publish FILE"]))
  }
}
