public import BCS
public struct CanonicalURL: Hashable, Sendable {
  public let text: String
  public init(_ text: String) throws(BCSError) { self.text = text }
  init(text: String) { self.text = text }
}
