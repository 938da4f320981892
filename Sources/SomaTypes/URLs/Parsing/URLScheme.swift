/// A scheme, in lower case. <https://url.spec.whatwg.org/#special-scheme>
struct URLScheme: Equatable, Sendable {
  let name: String

  /// Takes a name that is already in lower case.
  init(_ name: String) { self.name = name }

  /// How the text after the colon is read.
  enum Kind {
    /// Has a host, a default port, and `\` as another `/`.
    case web
    /// `file:`, which has an optional host and perhaps a Windows drive.
    case file
    /// Everything else, `s3:` and `mailto:` included.
    case other
  }

  var kind: Kind {
    switch name {
    case "http", "https", "ws", "wss", "ftp": .web
    case "file": .file
    default: .other
    }
  }

  var isSpecial: Bool { kind != .other }

  /// The port that is left out of a canonical text.
  var defaultPort: UInt16? {
    switch name {
    case "http", "ws": 80
    case "https", "wss": 443
    case "ftp": 21
    default: nil
    }
  }

  /// Whether `byte` ends a path segment.
  func isSlash(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || (byte == UInt8(ascii: "\\") && isSpecial)
  }
}
