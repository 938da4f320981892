public import Diagnostics
import SomaTypes

extension PublicURLError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .unreadable(let error): error.diagnostic
    case .notHTTP(let scheme):
      explain(
        "notHTTP", "Validators fetch by HTTP only",
        "The public URL begins with \(Excerpt(scheme)):.")
    case .holdsCredentials(let url):
      explain(
        "holdsCredentials", "A public URL contains a user name or a password",
        "\(Excerpt(url, limit: 200)) would be on chain for everyone.")
    case .hasFragment(let url):
      explain(
        "hasFragment", "A public URL has a part that is never sent",
        "\(Excerpt(url, limit: 200)) has a `#`.")
    case .expires(let parameter):
      explain(
        "expires", "A public URL is a permission that ends",
        "Its query has \(Excerpt(parameter)), and the chain keeps the URL for good.")
    case .withoutName(let url, let name):
      explain(
        "withoutName", "A public URL does not show the name of the object",
        "The last part of \(Excerpt(url, limit: 200)) does not begin with \(name); the name is how a"
          + " key is found again.")
    }
  }

  private func explain(_ name: String, _ summary: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "publicURL.\(name)", summary: summary, detail: detail,
      remedies: ["Set `publicBaseURL` of the host to a plain http or https URL that lasts."])
  }
}
