import FoundationEssentials

/// A key that an object in a JSON text has twice, of which decoders read either one (RFC 8259 §4).
struct RepeatedKey: Equatable {
  /// The key, as it reads.
  let key: String
  /// Which element of the list that the text is has it, counted from 0; 0 also in a text that is no list.
  let element: Int

  /// Finds the first one; `nil` when there is none.
  ///
  /// - Parameter json: What a decoder has accepted, in UTF-8.
  init?(in json: [UInt8]) {
    /// The keys of the objects that are open, from outside to inside; `nil` stands for a list.
    var open: [Set<String>?] = []
    var (position, element) = (0, 0)
    while position < json.count {
      switch json[position] {
      case UInt8(ascii: "{"): open.append([])
      case UInt8(ascii: "["): open.append(nil)
      case UInt8(ascii: "}"), UInt8(ascii: "]"): _ = open.popLast()
      case UInt8(ascii: ",") where open.count == 1 && open[0] == nil: element += 1
      case UInt8(ascii: "\""):
        let end = Self.end(ofTextAt: position, in: json)
        let next = json[end...].first { !" \t\r\n".utf8.contains($0) }
        // A text that is no key has no colon behind it.
        if next == UInt8(ascii: ":"),
          let key = try? JSONDecoder().decode(String.self, from: Data(json[position..<end])),
          var keys = open.last ?? nil
        {
          guard keys.insert(key).inserted else {
            (self.key, self.element) = (key, element)
            return
          }
          open[open.count - 1] = keys
        }
        position = end - 1
      default: break
      }
      position += 1
    }
    return nil
  }

  /// Where a text in quotation marks is over.
  private static func end(ofTextAt start: Int, in json: [UInt8]) -> Int {
    var position = start + 1
    while position < json.count, json[position] != UInt8(ascii: "\"") {
      position += json[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    return min(position + 1, json.count)
  }
}
