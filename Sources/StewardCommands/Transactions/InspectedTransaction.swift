import BCS
import Diagnostics
import SomaCrypto
import SomaTypes

/// A transaction that was read, signed or not.
struct InspectedTransaction {
  let data: TransactionData
  let signature: UserSignature?
  let bytes: [UInt8]

  /// Reads the first candidate that is a transaction; if none is, explains the first one.
  init(_ readings: TransactionInput.Readings) throws {
    var first: BCSError?
    for candidate in readings.candidates {
      do throws(BCSError) {
        try self.init(candidate)
        return
      } catch { first = first ?? error }
    }
    guard let first else {
      throw CommandFailure(
        status: .invalidInput, underlying: TransactionInput.empty(at: readings.place))
    }
    var diagnostic = first.diagnostic
    diagnostic.place = readings.place
    diagnostic.remedies = [
      "Give the BCS of a TransactionData (it begins with 00) or a signed transaction (01000001)."
    ]
    throw diagnostic
  }

  /// Reads a TransactionData, which begins with its version 0, or a signed transaction, which
  /// begins with a count of 1.
  private init(_ bytes: [UInt8]) throws(BCSError) {
    if bytes.first == 1 {
      let signed = try SignedTransaction(bcsBytes: bytes)
      data = signed.data
      signature = signed.signature
      self.bytes = signed.bcsBytes
    } else {
      data = try TransactionData(bcsBytes: bytes)
      signature = nil
      self.bytes = data.bcsBytes
    }
  }

  /// Everything that there is to know without a network.
  func outputFields(showKey: Bool) -> [OutputValue.Field] {
    let withheld = data.kind.holdsKey && !showKey
    return [
      .init("kind", data.kind.name),
      .init("digest", data.digest),
      .init("sender", data.sender),
      .init("fields", .record(data.kind.outputFields(showKey: showKey))),
      .init("gasPayment", .list(data.gasPayment.map(\.output))),
      .init("signingDigest", data.signingDigest),
      .init("signature", signatureOutput),
      .init("bytesHex", withheld ? .null : .text(Hex.encode(bytes))),
      .init("byteCount", .number(UInt64(bytes.count))),
      .init(
        "withheld",
        withheld ? .text("the key and the bytes that hold it; --show-key prints them") : .null),
    ]
  }

  private var signatureOutput: OutputValue {
    guard let signature else { return .null }
    var fields: [OutputValue.Field] = [
      .init("valid", .bool(signature.isValid(for: data.signingDigest))),
      .init("signer", signature.signer),
      .init("signerIsSender", .bool(signature.signer == data.sender)),
    ]
    switch signature {
    case .ed25519(_, let publicKey):
      fields += [.init("scheme", "ed25519"), .init("publicKeyHex", publicKey.bytes)]
    case .multisig(let multisig):
      fields += [
        .init("scheme", "multisig"),
        .init("threshold", .number(UInt64(multisig.publicKey.threshold))),
        .init("members", .number(UInt64(multisig.publicKey.members.count))),
      ]
    }
    return .record(fields)
  }
}
