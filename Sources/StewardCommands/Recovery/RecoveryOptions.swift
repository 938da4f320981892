import ArgumentParser
import Custody
import Diagnostics
import Steward
import Weights

/// Where what words cannot give is brought from: packets, embeddings, mirrors.
struct RecoveryOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("A packet; again for further ones.", valueName: "file"),
    completion: .file())
  var packet: [String] = []

  @Option(
    help: ArgumentHelp(
      "A file with an embedding, also a trainer's training_state.json; again for further ones.",
      valueName: "file"), completion: .file())
  var embedding: [String] = []

  @Option(
    help: ArgumentHelp("A directory with copies of packets; again for further ones."),
    completion: .directory)
  var mirror: [String] = []

  /// What the files hold. Whether it is of any use, words and chain decide.
  ///
  /// - Throws: `CommandFailure` with status 5 for a file that is neither.
  func material() throws -> [RecoveryMaterial] {
    try failing(with: .invalidInput) {
      try packet.map { path in
        let bytes = try InputFile(path).bytes()
        do { _ = try SealedPacket(parsing: bytes) } catch let error as PacketError {
          var diagnostic = error.diagnostic
          diagnostic.place = Place(file: path)
          throw diagnostic
        }
        return .packet(bytes, source: path)
      }
        + embedding.map { path in
          .embedding(try EmbeddingFile(path: path, dimension: nil).tensor, source: path)
        }
    }
  }

  /// The directories.
  var mirrors: [PacketMirror] { mirror.map { PacketMirror(path: $0) } }
}
