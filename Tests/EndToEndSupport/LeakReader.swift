import Glibc
import SomaCrypto

/// Something that a run left behind, or let out.
package struct Artefact: Sendable {
  package let name: String
  package let bytes: [UInt8]

  package init(_ name: String, _ bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  package init(_ name: String, _ text: String) { self.init(name, Array(text.utf8)) }
}

/// A secret that was found where it must not be.
package struct Leak: Hashable, Sendable, CustomStringConvertible {
  package let secret: String
  package let artefact: String

  package init(secret: String, artefact: String) {
    self.secret = secret
    self.artefact = artefact
  }

  package var description: String { "\(secret) in \(artefact)" }
}

/// Looks for secrets, in every spelling and in halves.
package struct LeakReader: Sendable {
  /// By name: the secret, and what would give it away.
  private var pieces: [(secret: String, piece: [UInt8])] = []

  package init() {}

  /// Looks for these bytes in all spellings.
  package mutating func watch(_ bytes: [UInt8], as secret: String) {
    for spelling in Spelling.allCases {
      pieces += spelling.pieces(of: bytes).map { (secret, $0) }
    }
  }

  /// Looks for three words that follow each other.
  package mutating func watch(words: [String], as secret: String) {
    for start in 0...words.count - 3 {
      let run = words[start..<start + 3]
      for separator in [" ", "\n", ","] {
        pieces.append((secret, Array(run.joined(separator: separator).utf8)))
      }
    }
  }

  /// Each secret with each artefact that gives it away.
  package func leaks(in artefacts: [Artefact]) -> Set<Leak> {
    var found: Set<Leak> = []
    for artefact in artefacts {
      artefact.bytes.withUnsafeBytes { haystack in
        for (secret, piece) in pieces where Self.contains(haystack, piece) {
          found.insert(Leak(secret: secret, artefact: artefact.name))
        }
      }
    }
    return found
  }

  private static func contains(_ haystack: UnsafeRawBufferPointer, _ piece: [UInt8]) -> Bool {
    piece.withUnsafeBytes { piece in
      guard let start = haystack.baseAddress, let needle = piece.baseAddress else { return false }
      var offset = 0
      while offset + piece.count <= haystack.count {
        let places = haystack.count - piece.count - offset + 1
        guard let first = memchr(start + offset, Int32(piece[0]), places) else { return false }
        if memcmp(first, needle, piece.count) == 0 { return true }
        offset = UnsafeRawPointer(first) - start + 1
      }
      return false
    }
  }
}
