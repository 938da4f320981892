/// `{}`: a key that says all by being there.
struct Presence: Sendable {
  static let format = Record<Presence>("an empty mapping, `{}`", initial: Presence(), []).format
}
