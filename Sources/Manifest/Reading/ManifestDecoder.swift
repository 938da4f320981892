import Diagnostics
import SomaCrypto
import SomaTypes
import YAMLTree

/// Where values are read: collects problems, knows in which field it is, and what names stand for.
struct ManifestDecoder {
  /// What has been found so far, in the order in which it was found.
  private(set) var problems: [ManifestProblem] = []

  /// Whether defaults are read, in which nothing is required.
  var isPartial = false

  /// What names stand for.
  var scope = ResourceScope()

  /// The kind of document that is read; says where a misplaced key belongs.
  var documentShape: RecordShape?

  private let workingDirectory: String
  private var path: [String] = []

  /// Starts reading.
  ///
  /// - Parameter workingDirectory: What relative names of files are relative to; absolute.
  init(workingDirectory: String) { self.workingDirectory = workingDirectory }

  /// Reads inside a field.
  mutating func descend(_ name: String, _ body: (inout ManifestDecoder) -> Void) {
    path.append(name)
    body(&self)
    path.removeLast()
  }

  /// Notes a problem in the current field.
  mutating func report(_ reason: ManifestProblem.Reason, at place: Place) {
    problems.append(
      ManifestProblem(reason, field: path.joined(separator: "."), at: place))
  }

  /// Notes a problem in a field below the current one.
  mutating func report(_ reason: ManifestProblem.Reason, in field: String, at place: Place) {
    descend(field) { $0.report(reason, at: place) }
  }

  /// Makes a path absolute: a relative one is relative to the manifest that names it.
  func absolute(_ path: String, in manifest: Place) -> String {
    guard !path.hasPrefix("/") else { return Self.tidied(path) }
    let directory = manifest.file == "-" ? "" : manifest.file.prefix(through: "/")
    let base = directory.hasPrefix("/") ? String(directory) : "\(workingDirectory)/\(directory)"
    return Self.tidied("\(base)/\(path)")
  }

  /// Without `.` and double slashes. `..` stays: after a symbolic link it means something else than it seems.
  private static func tidied(_ path: String) -> String {
    "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }
}

extension ManifestDecoder {
  /// The mapping that a node is; after reporting that it is none, `nil`.
  mutating func mapping(_ node: YAMLNode, expected record: RecordShape) -> YAMLMapping? {
    guard hasValue(node) else { return nil }
    if let mapping = node.mapping { return mapping }
    let key =
      record.exactlyOneOf.first ?? record.fields.first { $0.isRequired }?.name
      ?? record.fields.first?.name
    report(
      .wrongType(expected: key.map { "keys with values, such as `\($0): …`" } ?? "`{}`"),
      at: node.place)
    return nil
  }

  /// The items of a list; after reporting that it is none, `nil`.
  mutating func items(_ node: YAMLNode, expected: String) -> [YAMLNode]? {
    guard hasValue(node) else { return nil }
    if let items = node.sequence { return items }
    report(.wrongType(expected: expected), at: node.place)
    return nil
  }

  /// The text of a node; after reporting that it has none, `nil`.
  mutating func text(_ node: YAMLNode, expected shape: TextShape) -> String? {
    guard let scalar = scalar(node, expected: shape.name) else { return nil }
    guard
      scalar.style != .plain || shape.isHexadecimal || shape.isQuantity
        || !scalar.isNumberOrBoolean
    else {
      report(.unquoted(expected: shape.name), at: node.place)
      return nil
    }
    return scalar.text
  }

  /// The scalar that a node is; after reporting that it is none, `nil`.
  mutating func scalar(_ node: YAMLNode, expected: String) -> YAMLScalar? {
    guard hasValue(node) else { return nil }
    if case .scalar(let scalar) = node.content { return scalar }
    report(.wrongType(expected: expected), at: node.place)
    return nil
  }

  private mutating func hasValue(_ node: YAMLNode) -> Bool {
    guard node.tag == nil else {
      report(.tag, at: node.place)
      return false
    }
    guard !node.isNull else {
      report(.noValue, at: node.place)
      return false
    }
    return true
  }

  /// Notes a key that is not one of a record's, and what may have been meant.
  mutating func reportUnknownKey(_ entry: YAMLMapping.Entry, in record: RecordShape) {
    let nearest = Spelling.nearest(to: entry.key, among: record.fields.map(\.name))
    let elsewhere = nearest == nil ? documentShape?.path(to: entry.key) : nil
    descend(entry.key) { decoder in
      decoder.report(
        .unknownKey(entry.key, in: record.name, nearest: nearest, elsewhere: elsewhere),
        at: entry.keyPlace)
    }
  }
}

extension YAMLScalar {
  /// Whether YAML's core schema takes the text for a number or a truth value (YAML 1.2.2, 10.3.2).
  var isNumberOrBoolean: Bool {
    switch text {
    case "true", "True", "TRUE", "false", "False", "FALSE": return true
    default: break
    }
    var rest = text.utf8[...]
    if rest.starts(with: "0x".utf8) || rest.starts(with: "0o".utf8) {
      return rest.count > 2 && rest.dropFirst(2).allSatisfy { Hex.value(of: $0) != nil }
    }
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    let lowered = rest.prefix(5).map { $0 | 0x20 }
    if rest.count == 4, lowered == Array(".inf".utf8) || lowered == Array(".nan".utf8) {
      return true
    }
    return Self.isDecimal(rest)
  }

  /// Digits with at most one point and an exponent.
  private static func isDecimal(_ text: Substring.UTF8View) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    let whole = text.prefix(while: isDigit)
    var rest = text.dropFirst(whole.count)
    var fraction = rest.prefix(0)
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(fraction.count + 1)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return false }
    guard let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") else { return rest.isEmpty }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }
}

extension String {
  /// The part up to and including the last `separator`; empty when there is none.
  fileprivate func prefix(through separator: Character) -> Substring {
    lastIndex(of: separator).map { self[...$0] } ?? self[..<startIndex]
  }
}
