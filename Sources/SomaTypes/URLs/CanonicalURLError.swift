public import Diagnostics

/// Why a text is not a URL that can be signed.
///
/// Nothing here quotes what was typed: a mistyped password can end up in any part of a URL.
public enum CanonicalURLError: Error, Equatable, Sendable {
  /// The text, or its canonical form, is longer than any that is accepted; in bytes.
  case tooLong(maximum: Int, actual: Int)
  /// The text does not begin with a scheme and a colon.
  case missingScheme
  /// There is no host where there must be one.
  case missingHost
  /// The port is not a number in `0...65535`.
  case invalidPort
  /// The host has a character that no host can have.
  case forbiddenInHost(Unicode.Scalar)
  /// The host ends in a number, but is not an IPv4 address.
  case invalidIPv4Address
  /// The host is in brackets, but is not an IPv6 address.
  case invalidIPv6Address
  /// The host is not ASCII and has no certain ASCII form.
  case unconvertibleHost
  /// A label that begins with `xn--` does not stand for an international one, or not certainly.
  case invalidPunycode
  /// The standard and the node's library read the text differently.
  case contested(Contest)
  /// The text is a URL, but its canonical form is another text: the one given here.
  case notCanonical(CanonicalURL)

  /// The differences between the standard and the node's library that a text can run into.
  public enum Contest: Equatable, Sendable {
    /// `..` after a path segment that looks like a Windows drive, such as `c:`.
    case parentOfDrive
    /// A `file:` URL with a Windows drive after a host or after dot segments.
    case drive
    /// A `file:` URL whose path begins with more than one slash.
    case emptyFileSegment
    /// A `file:` URL with a tab or a line break in it.
    case lineBreakInFile
  }
}

extension CanonicalURLError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .tooLong(let maximum, let actual):
      explain(
        "tooLong", "It has \(actual) bytes; at most \(maximum) are accepted.",
        "Use a shorter URL.")
    case .missingScheme:
      explain(
        "missingScheme", "It does not begin with a scheme such as `https:`.",
        "Write the whole URL:\n    https://HOST/PATH")
    case .missingHost:
      explain(
        "missingHost", "There is no host after `//`.", "Write the host:\n    https://HOST/PATH")
    case .invalidPort:
      explain(
        "invalidPort", "What follows the host and its colon is not a number from 0 to 65535.",
        "Correct the port. If it is part of a password, write `/` `?` `#` in it as %2F %3F %23.")
    case .forbiddenInHost(let character):
      explain(
        "forbiddenInHost", "The host contains U+\(character.codePoint), which no host can.",
        "Check the host for a typing mistake.")
    case .invalidIPv4Address:
      explain(
        "invalidIPv4Address",
        "The host ends in a number, so it should be an IPv4 address, and it is not one.",
        "Write four numbers from 0 to 255 with dots between them.")
    case .invalidIPv6Address:
      explain(
        "invalidIPv6Address", "The host in brackets is not an IPv6 address.",
        "Write eight hex groups with colons between them, or `::` for zeros.")
    case .unconvertibleHost:
      explain(
        "unconvertibleHost", "The international host name has no certain ASCII form.",
        "Write the host in its ASCII form, which begins with `xn--`.")
    case .invalidPunycode:
      explain(
        "invalidPunycode",
        "A part of the host begins with `xn--`, but does not stand for an international name.",
        "Ask whoever runs the host for the exact name.")
    case .contested(let contest):
      explain(
        "contested", "\(contest.fact) Programs disagree about what that means.", contest.remedy)
    case .notCanonical(let url):
      explain("notCanonical", "Its canonical form is \(url)", "Write the URL in that form.")
    }
  }

  private func explain(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "url.\(name)", summary: "This is not a URL that can be signed", detail: detail,
      remedies: [remedy])
  }
}

extension CanonicalURLError.Contest {
  fileprivate var fact: String {
    switch self {
    case .parentOfDrive: "There is a `..` after a segment that looks like a Windows drive."
    case .drive: "There is a Windows drive after a host or after dot segments."
    case .emptyFileSegment: "The path of the `file:` URL begins with more than one slash."
    case .lineBreakInFile: "There is a tab or a line break in the `file:` URL."
    }
  }

  fileprivate var remedy: String {
    switch self {
    case .parentOfDrive, .drive: "Write the path without `.` and `..`, and a drive without a host."
    case .emptyFileSegment: "Write `file:///` and the path without a leading slash."
    case .lineBreakInFile: "Write the URL without tabs and line breaks."
    }
  }
}

extension Unicode.Scalar {
  /// At least four upper-case hex digits, as in U+0020.
  fileprivate var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
