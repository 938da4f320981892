public import Diagnostics
import SomaTypes

extension PublicURLError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let error):
      diagnostic(
        "unreadable", "A public URL is no URL", error.diagnostic.detail,
        "Write the whole URL, such as `https://weights.example.com/models`.")
    case .notHTTP(let scheme):
      diagnostic(
        "notHTTP", "A public URL is not of the web",
        "Its scheme is `\(Excerpt(scheme))`; validators fetch over `http` and `https` only.",
        "Give the `https` URL under which everyone can fetch the objects.")
    case .holdsCredentials(let url):
      diagnostic(
        "holdsCredentials", "A public URL contains a user name or a password",
        "\(url) would be on chain for everyone to read.", "Remove the part before `@`.")
    case .hasFragment(let url):
      diagnostic(
        "hasFragment", "A public URL has a part after `#`",
        "\(url): no server ever sees that part.", "Remove it.")
    case .expires(let parameter):
      diagnostic(
        "expires", "A public URL is a link that ends",
        "The parameter `\(parameter)` says that it is signed. A commitment stays on chain for good;"
          + " validators that find nothing there slash 95 % of the stake.",
        "Make the objects public, and give their plain URL.")
    case .withoutName(let url, let name):
      diagnostic(
        "withoutName", "A public URL does not end in the object's name",
        "The last segment of \(url) does not begin with \(name). That name is how the key is found"
          + " again from words, wallet and chain alone.",
        "Let the host keep the name; something may follow it, after a `.` or a `-`.")
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(code: "publicURL.\(name)", summary: summary, detail: detail, remedies: [remedy])
  }
}
