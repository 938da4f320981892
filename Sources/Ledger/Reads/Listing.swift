/// A piece of a listing, with the position of each entry, so that a page can be cut anywhere.
public struct Listing<Position: Equatable & Sendable, Element: Equatable & Sendable>: Equatable,
  Sendable
{
  /// One entry.
  public struct Entry: Equatable, Sendable {
    /// Where it stands, for a page that is to begin with it.
    public let position: Position
    /// What stands there.
    public let element: Element
  }

  /// The entries, in the order of the listing.
  public var entries: [Entry]
  /// Where to go on; `nil` at the end. It is found before filters are applied, so nothing more may
  /// follow.
  public var next: Position?
}
