/// A path as a shell takes it for one word.
package func shellQuoted(_ path: String) -> String {
  let plain = path.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "/._-+@%,:=".utf8.contains(byte)
    }
  }
  guard !plain || path.isEmpty else { return path }
  return "'"
    + path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
}
