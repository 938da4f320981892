/// An element of an XML document, with what storage services put into it: other elements, or text.
package struct XMLElement: Equatable, Sendable {
  /// The name without a prefix.
  package let name: String

  /// The text between the tags, references resolved; the pieces between children joined.
  package var text = ""

  /// The elements inside, in order.
  package var children: [XMLElement] = []

  /// The first child of that name.
  subscript(name: String) -> XMLElement? { children.first { $0.name == name } }

  /// The text of the first child of that name.
  func text(of name: String) -> String? { self[name]?.text }
}
