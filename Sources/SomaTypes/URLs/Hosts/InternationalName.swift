import Foundation

/// UTS #46, non-transitional, by the ICU inside Foundation.
enum InternationalName {
  /// What Foundation writes for a host: the ASCII form of a name, or percent-encoded UTF-8 when
  /// UTS #46 refuses it.
  static func ascii(_ name: String) -> String? {
    var components = URLComponents()
    components.host = name
    return components.encodedHost?.lowercased()
  }
}
