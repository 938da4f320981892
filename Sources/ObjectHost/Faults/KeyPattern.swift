/// Which keys a fault is for: a key in which every `*` stands for any characters, slashes too.
public struct KeyPattern: Hashable, Sendable {
  /// The pattern.
  public let text: String

  /// Every key.
  public static let all = KeyPattern("*")

  /// Takes a pattern.
  public init(_ text: String) { self.text = text }

  /// Only this key. A `*` in it still stands for anything.
  public init(_ key: ObjectKey) { text = key.text }

  /// Whether a key fits. Takes time in proportion to the product of both lengths at most.
  public func matches(_ key: String) -> Bool {
    let pattern = Array(text.utf8)
    let key = Array(key.utf8)
    var patternIndex = 0
    var keyIndex = 0
    // Where to go on when what follows the last star does not fit: one byte later.
    var retry: (pattern: Int, key: Int)?
    while keyIndex < key.count {
      if patternIndex < pattern.count, pattern[patternIndex] == UInt8(ascii: "*") {
        retry = (patternIndex + 1, keyIndex)
        patternIndex += 1
      } else if patternIndex < pattern.count, pattern[patternIndex] == key[keyIndex] {
        patternIndex += 1
        keyIndex += 1
      } else if let last = retry {
        retry = (last.pattern, last.key + 1)
        patternIndex = last.pattern
        keyIndex = last.key + 1
      } else {
        return false
      }
    }
    return pattern[patternIndex...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
