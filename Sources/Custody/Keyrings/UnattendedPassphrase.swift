public import BCS

/// Where a run without a person, such as one from cron, finds the passphrase of a keyring. It is a
/// place, never the passphrase.
///
/// BCS: variant, then the text as a string; nothing after variant 0.
public enum UnattendedPassphrase: Hashable, Sendable {
  /// Nowhere: a person types it.
  case none
  /// What a line for /bin/sh prints.
  case command(String)
  /// A credential that the service manager passes on.
  case credential(String)
  /// A file for its owner only.
  case file(String)

  /// The most bytes that a place takes to write.
  public static let byteLimit = 4096

  /// The source of the passphrase; `nil` when there is none.
  public var source: SecretSource? {
    switch self {
    case .none: nil
    case .command(let line): .command(.shell(line))
    case .credential(let name): .credential(name)
    case .file(let path): .file(path)
    }
  }

  private var parts: (index: Int, text: String?) {
    switch self {
    case .none: (0, nil)
    case .command(let text): (1, text)
    case .credential(let text): (2, text)
    case .file(let text): (3, text)
    }
  }
}

extension UnattendedPassphrase: BCSCodable {
  /// Reads a place.
  public init(from reader: inout BCSReader) throws(BCSError) {
    let index = try reader.readVariant(of: "UnattendedPassphrase", count: 4)
    guard index > 0 else {
      self = .none
      return
    }
    let start = reader.offset
    let text = try reader.readString()
    guard (1...Self.byteLimit).contains(text.utf8.count), !text.utf8.contains(0) else {
      throw BCSError(
        .invalidValue(type: "UnattendedPassphrase", reason: "no such place can be"), at: start)
    }
    self =
      switch index {
      case 1: .command(text)
      case 2: .credential(text)
      default: .file(text)
      }
  }

  /// Writes the place.
  public func encode(to writer: inout BCSWriter) {
    writer.writeVariant(parts.index)
    if let text = parts.text { writer.write(text) }
  }
}

extension UnattendedPassphrase: CustomStringConvertible {
  /// What it is called in a sentence. A command is not shown: arguments may be confidential.
  public var description: String {
    switch self {
    case .none: "typed by a person"
    case .command: "printed by a command"
    case .credential(let name): "the credential \(SecretText.shown(name))"
    case .file(let path): "the file \(SecretText.shown(path))"
    }
  }
}
