public import SomaCrypto

/// A master on paper: six lines of four words, each with two letters that show a slip of the pen.
///
/// A line reads `1  word word word word  XY`. The letters are the first 10 bits of
/// BLAKE2b-256(`steward.paper.v1`, the number of the line as one byte, the words with single spaces),
/// five bits a letter, in the alphabet of ``letters``.
public enum PaperBackup {
  /// 32 signs: no I, O, 0 and 1.
  static let letters = Array("ABCDEFGHJKLMNPQRSTUVWXYZ23456789".utf8)
  static let lineCount = 6
  static let wordsPerLine = 4
  private static let limit = 8192

  /// The page as text.
  ///
  /// - Parameter master: The master.
  /// - Returns: ASCII, lines of at most 72 characters.
  /// - Throws: `CryptoError`.
  public static func text(of master: borrowing Master) throws -> SecretBytes {
    let words = try master.words()
    let id = master.id
    return try SecretWriter.write(limit: limit) { try write(id, words, to: &$0) }
  }

  /// The page as HTML, to be printed and then deleted.
  ///
  /// - Throws: `CryptoError`.
  public static func html(of master: borrowing Master) throws -> SecretBytes {
    let words = try master.words()
    let id = master.id
    return try SecretWriter.write(limit: limit) { writer in
      writer.append(
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Steward master \(id)</title>
        <style>@page { margin: 2cm } pre { font: 13pt/1.6 monospace }</style></head>
        <body><pre>

        """)
      try write(id, words, to: &writer)
      writer.append("</pre></body></html>\n")
    }
  }

  private static func write(
    _ id: MasterID, _ words: borrowing SecretBytes, to writer: inout SecretWriter
  ) throws {
    writer.append(
      """
      Steward master \(id)

      THIS IS NOT A WALLET. These words hold no money, and no wallet may use
      them. They give back the keys of the models that were released under
      this master. A reveal needs a key and the packet or the file of the
      embedding: keep a copy of one of those too. Keep this page secret.


      """)
    words.withUnsafeBytes { words in
      let ranges = Array(TextWords(words))
      for line in 1...lineCount {
        let first = (line - 1) * wordsPerLine
        let range = ranges[first].lowerBound..<ranges[first + wordsPerLine - 1].upperBound
        let content = UnsafeRawBufferPointer(rebasing: words[range])
        writer.append("  \(line)  ")
        writer.append(content)
        writer.append(Array(repeating: UInt8(ascii: " "), count: max(2, 40 - content.count)))
        writer.append(check(line, content))
        writer.append("\n")
      }
    }
    writer.append(
      """

      The two letters at the end of each line show whether it was copied
      rightly. To bring the master back:

          steward keys import --master-id \(id)

      """)
  }

  /// The two letters of a line.
  static func check(_ line: Int, _ content: UnsafeRawBufferPointer) -> [UInt8] {
    var hasher = Blake2b256()
    hasher.update("steward.paper.v1")
    hasher.update([UInt8(truncatingIfNeeded: line)])
    hasher.update(content)
    let digest = hasher.finalize().bytes
    let bits = Int(digest[0]) << 8 | Int(digest[1])
    return [letters[bits >> 11 & 31], letters[bits >> 6 & 31]]
  }
}
