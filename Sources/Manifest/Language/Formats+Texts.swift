import Diagnostics
import SomaCrypto
import SomaTypes
import YAMLTree

extension Format where Value: CaseIterable & RawRepresentable, Value.RawValue == String {
  /// One of a few words.
  static var choice: Format { choice(among: Array(Value.allCases)) }

  /// One of some of these words.
  static func choice(among values: [Value]) -> Format {
    let words = values.map(\.rawValue)
    return Format(
      shape: .choice(words),
      read: { node, decoder in
        guard let scalar = decoder.scalar(node, expected: "one of \(words.joined(separator: ", "))")
        else { return nil }
        if let index = words.firstIndex(of: scalar.text) { return values[index] }
        let nearest = Spelling.nearest(to: scalar.text, among: words)
        decoder.report(.notAChoice(scalar.text, choices: words, nearest: nearest), at: node.place)
        return nil
      },
      write: { .text($0.rawValue) })
  }
}

extension Format where Value == ResourceName {
  /// The name of a document.
  static var name: Format {
    Format(
      TextShape(
        name: "a name", pattern: "^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$", examples: ["code-7b"]),
      parse: { text throws(ManifestProblem.Reason) in
        guard let name = ResourceName(text) else { throw .notAName }
        return name
      }, write: \.text)
  }
}

extension Format where Value == String {
  /// Any printable text on one line.
  static var line: Format {
    Format(
      TextShape(name: "a text", pattern: oneLine),
      parse: { text throws(ManifestProblem.Reason) in try requireLine(text) }, write: \.self)
  }

  /// A path; a relative one is relative to the manifest.
  static var path: Format {
    Format(
      TextShape(name: "a path", pattern: oneLine, examples: ["out/weights.safetensors"]),
      parse: { text, node, decoder in pathText(text, node, &decoder) }, write: \.self)
  }

  /// A path whose last component has one `*`.
  static var pattern: Format {
    Format(
      TextShape(
        name: "a pattern for files", pattern: "^[^*?\\[\\]{}]*\\*[^*?\\[\\]{}/]*$",
        examples: ["out/checkpoint-*.safetensors"]),
      parse: { text, node, decoder in
        let name = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard text.count(where: { $0 == "*" }) == 1, name.contains("*"),
          !text.contains(where: { "?[]{}".contains($0) })
        else {
          decoder.report(.pattern, at: node.place)
          return nil
        }
        return pathText(text, node, &decoder)
      }, write: \.self)
  }

  /// A text of a few characters, described by its examples.
  ///
  /// - Parameters:
  ///   - name: What it is called, with its article.
  ///   - count: How long it may be.
  ///   - others: The characters that it may have besides letters and digits; not at its ends.
  ///   - example: One that is right.
  /// - Returns: The format.
  static func token(
    _ name: String, _ count: ClosedRange<Int>, others: String, example: String
  ) -> Format {
    let inner = others.replacing("-", with: "") + (others.contains("-") ? "-" : "")
    return Format(
      TextShape(
        name: name,
        pattern: "^(?=.{\(count.lowerBound),\(count.upperBound)}$)[A-Za-z0-9]"
          + "([A-Za-z0-9\(inner)]*[A-Za-z0-9])?$",
        examples: [example], isHexadecimal: false),
      parse: { text throws(ManifestProblem.Reason) in
        let bytes = Array(text.utf8)
        guard count.contains(bytes.count), let first = bytes.first, let last = bytes.last,
          first.isAlphanumeric, last.isAlphanumeric,
          bytes.allSatisfy({ $0.isAlphanumeric || others.utf8.contains($0) })
        else { throw .malformed(expected: name, example: example) }
        return text
      }, write: \.self)
  }

  /// The name of an environment variable (POSIX 8.1).
  static var variable: Format {
    Format(
      TextShape(
        name: "the name of an environment variable", pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
        examples: ["STEWARD_PASSPHRASE"]),
      parse: { text throws(ManifestProblem.Reason) in
        let bytes = Array(text.utf8)
        guard let first = bytes.first, first.isAlphanumeric || first == UInt8(ascii: "_"),
          !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
          bytes.allSatisfy({ $0.isAlphanumeric || $0 == UInt8(ascii: "_") })
        else {
          throw .malformed(
            expected: "the name of an environment variable", example: "STEWARD_PASSPHRASE")
        }
        return text
      }, write: \.self)
  }

  private static var oneLine: String { #"^[^\u0000-\u001f\u007f]+$"# }

  private static func requireLine(_ text: String) throws(ManifestProblem.Reason) -> String {
    guard !text.isEmpty, text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
    else { throw .notOneLine }
    return text
  }

  private static func pathText(
    _ text: String, _ node: YAMLNode, _ decoder: inout ManifestDecoder
  ) -> String? {
    do throws(ManifestProblem.Reason) {
      let text = try requireLine(text)
      guard !text.hasPrefix("~"), !["${", "$(", "{{"].contains(where: text.contains) else {
        throw .notExpanded
      }
      return decoder.absolute(text, in: node.place)
    } catch {
      decoder.report(error, at: node.place)
      return nil
    }
  }
}

extension Format where Value == [String] {
  /// A program and its arguments; a relative path of a program is relative to the manifest.
  static var command: Format {
    Format(
      shape: .list(Format<String>.line.shape, 1...64),
      read: { node, decoder in
        let expected = "a list: a program and its arguments"
        guard let items = decoder.items(node, expected: expected) else { return nil }
        guard (1...64).contains(items.count) else {
          decoder.report(.outOfRange("from 1 to 64 items"), at: node.place)
          return nil
        }
        var words: [String] = []
        for (index, item) in items.enumerated() {
          // A name without a slash is looked up in PATH.
          let isPath = index == 0 && item.text?.contains("/") == true
          let format = isPath ? Format<String>.path : .line
          if let word = format.read(item, &decoder) { words.append(word) }
        }
        return words.count == items.count ? words : nil
      },
      write: { .list($0.map { .text($0) }) })
  }
}

extension Format where Value == Bytes32 {
  /// A SHA-256 in hex.
  static var sha256: Format {
    Format(
      TextShape(
        name: "64 hex digits", pattern: "^[0-9a-fA-F]{64}$",
        examples: ["9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"],
        isHexadecimal: true),
      parse: { text throws(ManifestProblem.Reason) in
        guard text.utf8.count == 2 * Bytes32.count, let bytes = try? Hex.decode(text),
          let digest = Bytes32(bytes)
        else {
          throw .malformed(
            expected: "64 hex digits",
            example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
        }
        return digest
      }, write: \.description)
  }
}

extension Format {
  /// An id or an address, with all its digits.
  static func identifier<Kind>(_ name: String, prefix: String) -> Format
  where Value == Identifier<Kind> {
    Format(
      TextShape(
        name: name, pattern: prefix == "0x" ? "^0x[0-9a-fA-F]{64}$" : "^(0x)?[0-9a-fA-F]{64}$",
        examples: [prefix + "51" + String(repeating: "0", count: 62)], isHexadecimal: true),
      parse: { text throws(ManifestProblem.Reason) in
        let digits = text.hasPrefix("0x") ? text.utf8.count - 2 : text.utf8.count
        let identifier: Identifier<Kind>
        do throws(IdentifierError) { identifier = try Identifier<Kind>(text) } catch {
          throw .identifier(error)
        }
        guard digits == 2 * Bytes32.count else {
          throw .shortened(digits: digits, isAddress: prefix.isEmpty)
        }
        return identifier
      }, write: \.description)
  }

  /// A digest in Base58.
  static func digest<Kind>(_ name: String) -> Format where Value == Digest<Kind> {
    Format(
      TextShape(
        name: name, pattern: "^[1-9A-HJ-NP-Za-km-z]{32,44}$",
        examples: ["964EDrEzfvQT7HjVsjfXYcM1ubi3qhqB41zV7LLbCxxd"], isHexadecimal: true),
      parse: { text throws(ManifestProblem.Reason) in
        do throws(EncodingError) { return try Digest<Kind>(base58: text) } catch {
          throw .digest(error)
        }
      }, write: \.description)
  }
}

extension Format where Value == CanonicalURL {
  /// The URL of a service: a host and perhaps a port.
  static let service = url(allowsPath: false, example: "https://fullnode.testnet.soma.org")

  /// The URL below which objects appear or are put.
  static let base = url(allowsPath: true, example: "https://weights.example.com/prod")

  private static func url(allowsPath: Bool, example: String) -> Format {
    Format(
      TextShape(name: "a URL", pattern: "^[hH][tT][tT][pP][sS]?:[^?#\\s]+$", examples: [example]),
      parse: { text throws(ManifestProblem.Reason) in
        let url: CanonicalURL
        do throws(CanonicalURLError) { url = try CanonicalURL(text) } catch { throw .url(error) }
        guard url.scheme == "https" || url.scheme == "http" else { throw .unusableURL(.scheme) }
        guard !url.hasCredentials else { throw .secret(.urlPassword) }
        guard url.query == nil, url.fragment == nil else { throw .unusableURL(.query) }
        guard allowsPath || url.path == "/" else { throw .unusableURL(.path) }
        return url
      }, write: \.text)
  }
}
