/// The durable steps of a release on its way to being live, in their order. A run can be cut off after
/// each.
enum LifecycleStep: String, CaseIterable, Sendable {
  /// The weights were read and their digest is on record.
  case digested
  /// The key's hash is on record with the one plaintext that it may seal.
  case recorded
  /// The host says that it has the ciphertext.
  case hosted
  /// All of the ciphertext came back through the public URL.
  case verified
  /// The packet lies in both places, was read back and opened.
  case packed
  /// The release drill of just these commitments held.
  case drilled
  /// What commits is signed and on record; nothing has left.
  case journaled
  /// The create was executed.
  case created
  /// The commit was executed.
  case committed
  /// The reveal is signed and on record, sealed; nothing has left.
  case revealSigned
  /// The reveal was executed.
  case revealed
}
