import SwiftProtobuf

/// Which fields of a reply are asked for, as a node understands it.
///
/// A path keeps all that is below it, and makes longer ones superfluous. `*` alone is everything.
/// Source: `rpc/src/utils/field/field_mask_tree.rs`; WIRE.md 6.3.
struct FieldMaskTree: Equatable {
  /// Whether everything below is asked for.
  private var isEverything: Bool
  private var children: [String: FieldMaskTree] = [:]

  /// Asks for everything.
  static let everything = FieldMaskTree(isEverything: true)

  private init(isEverything: Bool) { self.isEverything = isEverything }

  /// Reads paths; those that are none are ignored, and no path asks for nothing.
  init(_ paths: some Sequence<String>) {
    self.init(isEverything: false)
    for path in paths { add(path) }
  }

  private mutating func add(_ path: String) {
    guard path != "*" else { return self = .everything }
    let components = path.split(separator: ".", omittingEmptySubsequences: false)
    guard components.allSatisfy(\.isFieldName) else { return }
    add(components[...])
  }

  private mutating func add(_ components: ArraySlice<Substring>) {
    guard !isEverything else { return }
    guard let first = components.first else { return self = .everything }
    children[String(first), default: FieldMaskTree(isEverything: false)]
      .add(components.dropFirst())
  }

  /// Whether a field is asked for, or anything below it.
  func contains(_ name: String) -> Bool { isEverything || children[name] != nil }

  /// What is asked for of a field; `nil` for nothing.
  func subtree(_ name: String) -> FieldMaskTree? { isEverything ? self : children[name] }

  /// What is asked for of the field at the end of a path that is spelled out, or of everything: a
  /// path that ends above it does not count. Nodes have this oddity in two places.
  func spelledOut(_ path: [String]) -> FieldMaskTree? {
    guard !isEverything else { return self }
    var node = self
    for name in path {
      guard let child = node.children[name] else { return nil }
      node = child
    }
    return node
  }
}

extension Substring {
  /// Whether protobuf could have a field of this name.
  fileprivate var isFieldName: Bool {
    guard let first = utf8.first, self != "_", first.isLetter else { return false }
    return utf8.dropFirst().allSatisfy { $0.isLetter || (0x30...0x39).contains($0) }
  }
}

extension UInt8 {
  fileprivate var isLetter: Bool {
    self == 0x5f || (0x41...0x5a).contains(self) || (0x61...0x7a).contains(self)
  }
}
