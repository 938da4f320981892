public import Diagnostics

/// Why a YAML stream, or one of its documents, cannot be used.
///
/// Never holds a value, an anchor, an alias or a tag: a password that begins with `*`, `&` or `!`
/// is read as one of these.
public enum YAMLError: Error, Equatable, Sendable {
  /// The text is not YAML.
  ///
  /// - Parameters:
  ///   - problem: What libyaml says, a fixed text of its own.
  ///   - context: What libyaml was doing, and where that began, when it says so.
  ///   - at: The character where it gave up.
  case syntax(problem: String, context: Context?, at: Place)
  /// A mapping has the same key twice.
  case duplicateKey(String, first: Place, again: Place)
  /// A mapping has the key `<<`, which some readers take as a merge.
  case mergeKey(at: Place)
  /// The key of a mapping is a sequence or a mapping.
  case keyNotScalar(at: Place)
  /// An alias without an anchor before it in the same document.
  case unknownAlias(at: Place)
  /// An alias inside the value that it stands for, so that the value would have no end.
  case recursiveAlias(at: Place, anchor: Place)
  /// An anchor name is used twice in one document.
  case duplicateAnchor(first: Place, again: Place)
  /// More of something than ``YAMLLimits`` allows. The place is that of the first value too many;
  /// for too many bytes, of the file alone.
  case overLimit(Limit, maximum: Int, at: Place)
  /// libyaml found no memory, in the function named.
  case noMemory(function: String, at: Place)

  /// What libyaml was doing when it met a problem.
  public struct Context: Hashable, Sendable {
    /// Such as `while parsing a flow sequence`; a fixed text of libyaml's own.
    public var text: String
    /// Where that began.
    public var place: Place

    /// Creates a context.
    public init(text: String, place: Place) {
      self.text = text
      self.place = place
    }
  }

  /// What there is too much of.
  public enum Limit: Hashable, Sendable {
    /// ``YAMLLimits/inputBytes``.
    case inputBytes
    /// ``YAMLLimits/depth``.
    case depth
    /// ``YAMLLimits/nodes``.
    case nodes
    /// ``YAMLLimits/textBytes``.
    case textBytes
  }
}
