import SomaTypes

/// What the text of an error says in a form such as `fill_epoch=4, current_epoch=5`.
///
/// What is not there or not readable is 0, as for the real SDK.
struct FailureNumbers {
  private var values: [Substring: Substring] = [:]

  /// Takes a text apart; of two values with one name the first counts.
  init(_ text: String) {
    for part in text.split(separator: ",") {
      let entry = part.drop { $0 == " " }
      guard let sign = entry.firstIndex(of: "=") else { continue }
      let name = entry[..<sign]
      if values[name] == nil { values[name] = entry[entry.index(after: sign)...] }
    }
  }

  /// A whole number.
  func number(_ name: Substring) -> UInt64 { values[name].flatMap { UInt64($0) } ?? 0 }

  /// A float.
  func scalar(_ name: Substring) -> SomaTensor {
    SomaTensor(scalar: values[name].flatMap { Float($0) } ?? 0)
  }

  /// An id.
  func identifier<Kind>(_ name: Substring) -> Identifier<Kind> {
    // An id that cannot be read is no reason to doubt that the transaction failed.
    values[name].flatMap { try? Identifier($0, spelling: .protobuf) } ?? .zero
  }
}
