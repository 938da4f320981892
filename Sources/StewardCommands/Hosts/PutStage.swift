import Diagnostics
import Hosting
import Synchronization

/// How far `host put` has come, for whoever interrupts it.
final class PutStage: Sendable {
  private enum Point {
    case preparing
    case uploading(UploadProgress?)
    case stored(PutFacts)
  }

  /// What is known of an object once it is there.
  struct PutFacts {
    let url: String
    let checksum: String
    let size: UInt64
  }

  private let point = Mutex(Point.preparing)

  /// The upload has begun, and has come so far.
  func uploads(_ progress: UploadProgress? = nil) {
    point.withLock { $0 = .uploading(progress) }
  }

  /// The object is there; it is not proven yet.
  func stored(_ facts: PutFacts) { point.withLock { $0 = .stored(facts) } }

  /// What is there, what is not, and what to type.
  ///
  /// - Parameters:
  ///   - name: Of the object.
  ///   - host: Where it was to go.
  ///   - keepsProgress: Whether a state knows which parts are there.
  /// - Returns: What the run ends with.
  func interruption(
    of name: ObjectName, on host: any PublicHost, keepsProgress: Bool
  ) -> Diagnostic {
    let detail: String
    let remedy: String
    switch point.withLock({ $0 }) {
    case .preparing:
      (detail, remedy) = ("Nothing was sent.", "Run the same command again.")
    case .uploading(let progress):
      detail = [sent(progress), fate(of: name, on: host)].joined(separator: " ")
      remedy = Self.resumption(on: host, keepsProgress: keepsProgress)
    case .stored(let facts):
      detail = "\(name) is there. That everyone can fetch it was not proven."
      remedy =
        "Prove it:\n    steward host probe \(facts.url) --checksum \(facts.checksum) --size \(facts.size)"
    }
    return Diagnostic(
      code: "host.interrupted", summary: "The upload was interrupted", detail: detail,
      remedies: [remedy])
  }

  private func sent(_ progress: UploadProgress?) -> String {
    guard let progress else { return "No byte was sent." }
    guard progress.totalParts > 1 else {
      return "\(progress.sentBytes) of \(progress.totalBytes) bytes were sent."
    }
    return "\(progress.doneParts) of \(progress.totalParts) parts are there."
  }

  private func fate(of name: ObjectName, on host: any PublicHost) -> String {
    switch host {
    case is DirectoryHost: "\(name) appears only when all of it is on disk."
    case is S3Host: "\(name) appears only when all of it is there; the last answer may be lost."
    default: "Whether \(name) is there, whole or in part, only the server knows."
    }
  }

  private static func resumption(on host: any PublicHost, keepsProgress: Bool) -> String {
    switch host {
    case is DirectoryHost:
      "Run the same command again: it goes on where the bytes end."
    case is S3Host where keepsProgress:
      "Run the same command again, with the same --state: it sends only the parts that are missing."
    case is S3Host:
      "Run the same command again: it begins anew. With --state DIRECTORY it could go on."
    default:
      "Run the same command again: it looks what is there, and begins anew if nothing is. What is there"
        + " in part is replaced with --replace."
    }
  }
}
