import Foundation

/// UTS #46, non-transitional, by the ICU inside Foundation.
enum InternationalName {
  /// Longest name given to ICU, in bytes of UTF-8: more than any name in the DNS needs.
  private static let maximumByteCount = 1024

  /// The ASCII form of a name, or `nil` when ICU refuses it or returns anything but a host.
  static func ascii(_ name: String) -> String? {
    guard name.utf8.count <= maximumByteCount else { return nil }
    var components = URLComponents()
    components.host = name
    // A name that IDNA refuses comes back percent-encoded.
    guard let ascii = components.encodedHost, ascii.utf8.allSatisfy({ $0 < 0x80 }),
      !ascii.utf8.contains(UInt8(ascii: "%"))
    else { return nil }
    return ascii.lowercased()
  }
}
