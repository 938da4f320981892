import Diagnostics
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
    if ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text) { return true }
    let unsigned =
      text.utf8.first.map { $0 == 0x2B || $0 == 0x2D } == true
      ? text.dropFirst() : text[...]
    if [".inf", ".Inf", ".INF", ".nan", ".NaN", ".NAN"].contains(unsigned) { return true }
    if text.hasPrefix("0x") { return text.count > 2 && text.dropFirst(2).allSatisfy(\.isHexDigit) }
    if text.hasPrefix("0o") { return text.count > 2 && text.dropFirst(2).allSatisfy(\.isNumber) }
    return unsigned.wholeMatch(of: Self.decimal) != nil
  }

  private static var decimal: Regex<Substring> {
    /(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?/
  }
}

extension String {
  /// The part up to and including the last `separator`; empty when there is none.
  fileprivate func prefix(through separator: Character) -> Substring {
    lastIndex(of: separator).map { self[...$0] } ?? self[..<startIndex]
  }
}
