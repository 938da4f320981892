public import BCS
import Diagnostics
import Manifest
import SomaCrypto
import SomaTypes

/// BCS: the number of the format, 2 bytes; the spec as the byte string of its
/// ``Manifest/ModelSpec/canonicalBytes``; then the fields in order.
///
/// A field that is added later makes a new format, which is read beside the older ones.
extension ModelRecord: BCSCodable {
  /// The format that is written.
  public static let format: UInt16 = 1

  /// Reads a record of any format so far.
  ///
  /// - Throws: ``BCS/BCSError/Reason/unknownFormat(type:format:known:)`` for one that a later program wrote;
  ///   ``BCS/BCSError/Reason/invalidValue(type:reason:)`` for a spec that is none.
  public init(from reader: inout BCSReader) throws(BCSError) {
    _ = try reader.readFormat(of: "ModelRecord", known: Self.format)
    spec = try reader.readSpec()
    generation = try reader.readInteger()
    acceptedContent = try reader.readOption()
    modelID = try reader.readOption()
    formerIDs = try reader.readSet()
    establishedCommission = try reader.readOption()
    forcedReveals = try reader.readSet()
    releases = try reader.readMap(
      key: { (reader) throws(BCSError) in try reader.readBytes32() },
      value: { (reader) throws(BCSError) in try Release(from: &reader) })
    attempts = try reader.readSequence()
    intents = try reader.readSequence()
    failures = try reader.readMap()
    lastSuccess = try reader.readMap()
    approvals = try reader.readSequence()
    foreignCommitments = try reader.readSet()
    isPaused = try reader.readBool()
    isLossAcknowledged = try reader.readBool()
    probe = try reader.read()
    spending = try reader.readOption()
  }

  /// Writes the record in the format of this program.
  public func encode(to writer: inout BCSWriter) {
    writer.write(Self.format)
    writer.writeByteString(spec.canonicalBytes)
    writer.write(generation)
    writer.writeOption(acceptedContent)
    writer.writeOption(modelID)
    writer.writeSet(formerIDs)
    writer.writeOption(establishedCommission)
    writer.writeSet(forcedReveals)
    writer.writeMap(releases, key: { $0.write($1) }, value: { $0.write($1) })
    writer.writeSequence(attempts)
    writer.writeSequence(intents)
    writer.writeMap(failures)
    writer.writeMap(lastSuccess)
    writer.writeSequence(approvals)
    writer.writeSet(foreignCommitments)
    writer.write(isPaused)
    writer.write(isLossAcknowledged)
    writer.write(probe)
    writer.writeOption(spending)
  }
}

extension ModelRecord.Spending: BCSCodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    epoch = try reader.read()
    amount = try reader.read()
  }

  /// Writes the fields in order.
  public func encode(to writer: inout BCSWriter) {
    writer.write(epoch)
    writer.write(amount)
  }
}

extension BCSReader {
  /// Reads the byte string of a spec.
  fileprivate mutating func readSpec() throws(BCSError) -> ModelSpec {
    let start = offset
    let bytes = try readByteString()
    do throws(ManifestError) { return try ModelSpec(canonical: bytes) } catch {
      let problem = error.diagnostic
      throw BCSError(
        .invalidValue(
          type: "ModelSpec", reason: "it cannot be read, \(problem.code): \(problem.detail)"),
        at: start)
    }
  }
}
