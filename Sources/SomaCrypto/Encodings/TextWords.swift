/// The words of a text, split at Unicode white space, as ranges of bytes: nothing is copied.
///
/// Bytes that are not UTF-8 belong to words. SOMA's own tools split mnemonics in the same way.
package struct TextWords: Sequence, IteratorProtocol {
  private let text: UnsafeRawBufferPointer
  private var scalars: UTF8Scalars

  /// Splits `text`, which must outlive this value.
  package init(_ text: UnsafeRawBufferPointer) {
    self.text = text
    scalars = UTF8Scalars(text)
  }

  /// The next word, never empty.
  package mutating func next() -> Range<Int>? {
    var start: Int?
    while let (scalar, range) = scalars.next() {
      let isSpace = scalar?.properties.isWhitespace ?? false
      switch (start, isSpace) {
      case (nil, false): start = range.lowerBound
      case (let start?, true): return start..<range.lowerBound
      case (nil, true), (_?, false): break
      }
    }
    return start.map { $0..<text.count }
  }

  /// The part of `text` from its first word to its last.
  package static func trimmed(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    var bounds: Range<Int>?
    for word in TextWords(text) { bounds = (bounds ?? word).lowerBound..<word.upperBound }
    return UnsafeRawBufferPointer(rebasing: text[bounds ?? 0..<0])
  }

  /// Whether `text` is UTF-8 without control characters, white space apart.
  package static func isText(_ text: UnsafeRawBufferPointer) -> Bool {
    for (scalar, _) in UTF8Scalars(text) {
      guard let properties = scalar?.properties,
        properties.isWhitespace || properties.generalCategory != .control
      else { return false }
    }
    return true
  }
}

/// The Unicode scalars of some bytes with their places; `nil` where the bytes are not UTF-8.
private struct UTF8Scalars: Sequence, IteratorProtocol {
  private var bytes: UnsafeRawBufferPointer.Iterator
  private var parser = Unicode.UTF8.ForwardParser()
  private var position = 0

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes.makeIterator() }

  mutating func next() -> (scalar: Unicode.Scalar?, range: Range<Int>)? {
    let scalar: Unicode.Scalar?
    let start = position
    switch parser.parseScalar(from: &bytes) {
    case .emptyInput: return nil
    case .valid(let encoded):
      scalar = Unicode.UTF8.decode(encoded)
      position += encoded.count
    case .error(let length):
      scalar = nil
      position += length
    }
    return (scalar, start..<position)
  }
}
