public import Diagnostics

/// One value of a YAML document, with the place where it is written.
public struct YAMLNode: Equatable, Sendable {
  /// The three kinds of YAML values.
  public enum Content: Equatable, Sendable {
    /// A text.
    case scalar(YAMLScalar)
    /// A list.
    case sequence([YAMLNode])
    /// Keys with values.
    case mapping(YAMLMapping)
  }

  /// The value. An alias is already replaced by what it stands for.
  public var content: Content

  /// The tag as the file gives it, resolved: `tag:yaml.org,2002:str` for `!!str`, `!x` for `!x`.
  /// `nil` when there is none, which is usual.
  public var tag: String?

  /// Where the value begins: at its tag or anchor when it has one, and at the alias when it is one.
  /// What an aliased value contains keeps the place where it is written.
  public var place: Place

  /// Creates a node.
  public init(_ content: Content, tag: String? = nil, place: Place) {
    self.content = content
    self.tag = tag
    self.place = place
  }
}

extension YAMLNode {
  /// Whether this says "nothing": an empty plain scalar, `~`, `null`, `Null` or `NULL`, all without
  /// quotes and without a tag, or anything tagged `!!null` (YAML 1.2.2, 10.3.2).
  public var isNull: Bool {
    guard case .scalar(let scalar) = content else { return false }
    guard let tag else {
      return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.text)
    }
    return tag == "tag:yaml.org,2002:null"
  }

  /// The text of a scalar, however it is written; `nil` for null, a sequence or a mapping.
  public var text: String? {
    guard case .scalar(let scalar) = content, !isNull else { return nil }
    return scalar.text
  }

  /// The items of a sequence; `nil` for anything else.
  public var sequence: [YAMLNode]? {
    guard case .sequence(let items) = content else { return nil }
    return items
  }

  /// The mapping; `nil` for anything else.
  public var mapping: YAMLMapping? {
    guard case .mapping(let mapping) = content else { return nil }
    return mapping
  }
}
