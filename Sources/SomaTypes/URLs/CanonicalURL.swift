public struct CanonicalURL: Hashable, Sendable {
  public let text: String
}
