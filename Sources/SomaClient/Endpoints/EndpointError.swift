public import Diagnostics

/// Why a text does not say where a node is.
///
/// The whole text is never part of the error: it may hold a password.
public enum EndpointError: Error, Equatable, Sendable {
  /// There is no `://`, as in `localhost:9000`.
  case missingScheme
  /// A scheme other than `http` and `https`.
  case unknownScheme(String)
  /// Nothing between `://` and the port.
  case missingHost
  /// The host is no name and no IP address.
  case invalidHost(String)
  /// An IPv6 address without the brackets that keep its colons apart from the port's.
  case unbracketedIPv6
  /// The text after the last colon is no number in `1...65535`.
  case invalidPort(String)
  /// `USER:PASSWORD@` before the host.
  case userInfo
  /// Something after the port.
  case path
  /// A query or a fragment.
  case query
}

extension EndpointError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .missingScheme:
      explain(
        "missingScheme", "It does not begin with `http://` or `https://`.",
        "Write the scheme before the host, such as http://127.0.0.1:9000.")
    case .unknownScheme(let scheme):
      explain(
        "unknownScheme", "It begins with `\(PrintableText(scheme))://`.",
        "Write https:// for a node behind TLS, http:// for any other.")
    case .missingHost:
      explain(
        "missingHost", "There is no host after the scheme.",
        "Write a name or an address after the scheme, such as https://rpc.example.org.")
    case .invalidHost(let host):
      explain(
        "invalidHost", "`\(PrintableText(host))` is neither a host name nor an IP address.",
        "Write a name of letters, digits, dots and hyphens (xn--… for others), or an IP address;"
          + " an IPv6 address goes in brackets.")
    case .unbracketedIPv6:
      explain(
        "unbracketedIPv6", "There is more than one colon after the scheme.",
        "Put an IPv6 address in brackets, such as http://[::1]:9000.")
    case .invalidPort(let port):
      explain(
        "invalidPort", "`\(PrintableText(port))` is not a port.",
        "Write a number from 1 to 65535 after the colon, or leave out both.")
    case .userInfo:
      explain(
        "userInfo", "There is a user name or a password before the host.",
        "Remove everything up to the @. If it is a password, change it: it was in a URL.")
    case .path:
      explain(
        "path", "There is a path after the host; gRPC has none.",
        "Remove everything after the port.")
    case .query:
      explain(
        "query", "There is a `?` or a `#` after the host.",
        "Remove everything after the port.")
    }
  }

  private func explain(_ name: String, _ detail: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      code: "endpoint.\(name)", summary: "A text is not the URL of a node", detail: detail,
      remedies: [remedy])
  }
}
