import Custody
import Diagnostics
import EndToEndSupport
import Foundation
import ObjectHost
import SomaClient
import SomaCrypto
import SomaTypes
import Synchronization
import Testing

/// A life whose artefacts are kept and searched.
final class CanaryRun: Sendable {
  let net: CustodyNet
  let files: OwnerFiles
  let program: Program
  /// The file in which the passphrase's script notes what it sees of its parents.
  let observed: String

  private let notes = Mutex<[Artefact]>([])
  private let secrets = Mutex<[(name: String, bytes: [UInt8])]>([])

  init(_ net: CustodyNet, _ files: OwnerFiles) throws {
    self.net = net
    self.files = files
    let work = net.directory.appending(path: "work")
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    program = Program(directory: work, home: files.directory)
    observed = net.directory.appending(path: "observed").path
    watch(OwnerSecrets.master, as: "master")
    watch(OwnerSecrets.walletSeed, as: "wallet seed")
    watch(Array(OwnerSecrets.passphrase.utf8), as: "passphrase")
  }

  /// The bytes that are looked for, by name.
  var watched: [(name: String, bytes: [UInt8])] { secrets.withLock { $0 } }

  func watch(_ bytes: [UInt8], as name: String) {
    secrets.withLock { $0.append((name, bytes)) }
  }

  /// Looks for the keys of an attempt, too; the master gives them.
  func watch(_ attempt: PackedAttempt, as number: Int) throws {
    let master = try Master(SecretBytes(copying: OwnerSecrets.master))
    let (chain, release) = (attempt.packet.chain, attempt.served.object.releaseID)
    let key = try master.aesKey(chain: chain, releaseID: release)
    let packetKey = try master.packetKey(
      chain: chain, releaseID: release, embedding: attempt.packet.embeddingCommitment)
    let journalKey = try master.journalKey(chain: chain, owner: attempt.packet.owner)
    key.withUnsafeBytes { watch(Array($0), as: "AES key \(number)") }
    packetKey.withUnsafeBytes { watch(Array($0), as: "packet key \(number)") }
    journalKey.withUnsafeBytes { watch(Array($0), as: "journal key") }
  }

  /// Keeps all that an error can be made to say.
  func note(_ error: any Error) {
    var text = "\(error)\n\(String(reflecting: error))\n"
    dump(error, to: &text)
    if let explained = error as? any Explainable { text += "\(explained.diagnostics)" }
    notes.withLock { $0.append(Artefact("error \($0.count)", text)) }
  }

  /// Keeps all that a value can be made to say.
  func note(_ name: String, _ value: Any) {
    var text = "\(value)\n\(String(reflecting: value))\n"
    dump(value, to: &text)
    notes.withLock { $0.append(Artefact(name, text)) }
  }

  /// Runs a line with the built program; what it prints is an artefact.
  func run(_ line: String, status: Int32 = 0) async throws {
    let result = try await program.run(line)
    #expect(result.status == status, "\(line): \(result.text)\(result.errorText)")
  }

  /// All that there is now: files, the host's requests, the wire, and what was noted.
  func artefacts() throws -> [Artefact] {
    var found = notes.withLock { $0 }
    found.append(Artefact("wire, sent", net.tap.sent))
    found.append(Artefact("wire, received", net.tap.received))
    let requests = net.objects.requests.map {
      "\($0.method) \($0.target) \($0.headers) \(String(describing: $0.status))"
    }
    found.append(Artefact("requests of the host", requests.joined(separator: "\n")))
    let root = net.directory
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted() {
      let file = root.appending(path: path)
      let isDirectory = try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory
      guard isDirectory == false else { continue }
      found.append(Artefact(path, Array(try Data(contentsOf: file))))
    }
    return found
  }

  /// Which secrets are where.
  func leaks() throws -> Set<Leak> {
    var reader = LeakReader()
    for secret in watched { reader.watch(secret.bytes, as: secret.name) }
    reader.watch(words: try OwnerSecrets.words(of: OwnerSecrets.master), as: "words")
    return reader.leaks(in: try artefacts())
  }
}
