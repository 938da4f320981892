import Hosting

/// Targets that read what storage services answer and what owners configured for them.
enum HostingFuzzing {
  /// What is read can be written, and is read again as the same; any of it may be a listing.
  static func xml(_ bytes: [UInt8]) {
    guard let root = try? XMLReader.read(bytes) else { return }
    var count = 0
    let written = write(root, depth: 1, &count)
    precondition(count <= XMLReader.elementLimit, "too many elements were accepted")
    precondition((try? XMLReader.read(Array(written.utf8))) == root, "XML changed")
    if let page = try? ListingPage<ListedPart, Int>(bytes) {
      precondition(page.items.allSatisfy { (1...10_000).contains($0.number) }, "no such part")
    }
    _ = try? ListingPage<ListedUpload, UploadMarker>(bytes)
    _ = try? ListingPage<ListedObject, String>(bytes)
  }

  private static func write(_ element: XMLElement, depth: Int, _ count: inout Int) -> String {
    count += 1
    precondition(depth <= XMLReader.depthLimit + 1, "too many levels were accepted")
    var text = "<\(element.name)>"
    for scalar in element.text.unicodeScalars { text += "&#\(scalar.value);" }
    for child in element.children { text += write(child, depth: depth + 1, &count) }
    return text + "</\(element.name)>"
  }

  /// Values lie within the file, and have no white space around them.
  static func sharedFile(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      guard let document = try? INIDocument(parsing: buffer) else { return }
      for (section, settings) in document.sections {
        precondition(!section.isEmpty, "a section without a name")
        for (name, value) in settings {
          precondition(name == name.lowercased(), "a name in upper case")
          precondition(value.lowerBound >= 0 && value.upperBound <= bytes.count, "out of bounds")
          let ends = [buffer[value].first, buffer[value].last]
          precondition(!ends.contains { $0 == 0x20 || $0 == 0x0A }, "space around a value")
        }
      }
    }
  }

  /// Words that are quoted are the same words again.
  static func words(_ bytes: [UInt8]) {
    guard let words = ShellWords.split(String(decoding: bytes, as: UTF8.self)) else { return }
    let quoted = words.map { word in
      let parts = word.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false)
      return "'" + parts.map { String($0) }.joined(separator: "'\\''") + "'"
    }
    // Compared by scalars: strings that look alike are equal otherwise.
    let again = ShellWords.split(quoted.joined(separator: " "))
    precondition(
      again?.map { Array($0.utf8) } == words.map { Array($0.utf8) }, "words changed")
  }
}
