public import Diagnostics
import SomaCrypto

/// Which spellings of an ``Identifier`` are accepted.
///
/// Source: the parsers of the real SDK and node, which differ.
public enum IdentifierSpelling: Sendable {
  /// As the real SDK reads arguments and system state: `0x` and up to 64 digits, padded on the
  /// left, or exactly 64 digits. But `0x` alone, what an empty variable leaves of an address, is
  /// refused here; the real SDK takes it for the zero address.
  case argument
  /// As protobuf fields are read: `0x` or nothing, then up to 64 digits, padded on the left.
  case protobuf
}

/// Why a text is not an id or an address.
public enum IdentifierError: Error, Equatable, Sendable {
  /// There is nothing.
  case empty(name: String)
  /// A character that is not a hex digit, counted from 1.
  case invalidDigit(name: String, position: Int)
  /// More digits than 64.
  case tooLong(name: String, digits: Int)
  /// Fewer digits than 64 without `0x`: it may have been cut off.
  case tooShort(name: String, digits: Int)
}

extension Identifier {
  /// Reads a spelling; upper and lower case digits mean the same, `0X` is refused.
  ///
  /// - Throws: ``IdentifierError``, for anything else.
  public init(
    _ text: some StringProtocol, spelling: IdentifierSpelling = .argument
  ) throws(IdentifierError) {
    self.init(try spelling.bytes(of: String(text), name: Kind.name))
  }
}

extension IdentifierSpelling {
  /// Reads a text. Not generic, because a system state has tens of thousands of ids.
  fileprivate func bytes(of text: String, name: String) throws(IdentifierError) -> Bytes32 {
    let hasPrefix = text.utf8.starts(with: "0x".utf8)
    let digits = text.utf8.dropFirst(hasPrefix ? 2 : 0)
    guard !digits.isEmpty || (hasPrefix && self == .protobuf) else { throw .empty(name: name) }
    let count = digits.count
    let maximum = Bytes32.count * 2
    guard count <= maximum else { throw .tooLong(name: name, digits: count) }
    var values = [UInt8](repeating: 0, count: maximum)
    for (index, digit) in digits.enumerated() {
      guard let value = Hex.value(of: digit) else {
        throw .invalidDigit(name: name, position: index + 1 + (hasPrefix ? 2 : 0))
      }
      values[maximum - count + index] = value
    }
    guard hasPrefix || self == .protobuf || count == maximum else {
      throw .tooShort(name: name, digits: count)
    }
    return Bytes32 { target in
      for index in target.indices {
        target[index] = values[index * 2] << 4 | values[index * 2 + 1]
      }
    }
  }
}

extension IdentifierError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .empty(let name):
      diagnostic("empty", "\(name): the text is empty.")
    case .invalidDigit(let name, let position):
      diagnostic("invalidDigit", "\(name): character \(position) is not a hex digit.")
    case .tooLong(let name, let digits):
      diagnostic("tooLong", "\(name): \(digits) hex digits; at most 64 are possible.")
    case .tooShort(let name, let digits):
      diagnostic("tooShort", "\(name): \(digits) hex digits without 0x; exactly 64 are needed.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "identifier.\(name)", summary: "A text is not an id or an address", detail: detail,
      remedies: ["Copy the whole id: 64 hex digits, with 0x for ids of objects and models."])
  }
}
