public import Diagnostics
import SomaCrypto
import SomaTypes
import YAMLTree

extension ManifestProblem: Explainable {
  /// The explanation, with place and line.
  public var diagnostic: Diagnostic {
    var diagnostic = reason.diagnostic(field: field)
    diagnostic.place = place
    diagnostic.source = source
    return diagnostic
  }
}

extension ManifestProblem.Reason {
  fileprivate func diagnostic(field: String) -> Diagnostic {
    let field = field.isEmpty ? "document" : field
    return fileDiagnostic ?? documentDiagnostic ?? keyDiagnostic(field) ?? quantityDiagnostic(field)
      ?? textDiagnostic(field) ?? setDiagnostic(field)
      ?? explain("invalid", "A manifest is wrong", "`\(field)` is wrong.", [])
  }

  private func explain(
    _ name: String, _ summary: String, _ detail: String, _ remedies: [String]
  ) -> Diagnostic {
    Diagnostic(code: "manifest.\(name)", summary: summary, detail: detail, remedies: remedies)
  }

  private var fileDiagnostic: Diagnostic? {
    switch self {
    case .yaml(let error): error.diagnostic
    case .conflictMarker:
      explain(
        "conflictMarker", "A merge is not finished", "This line is a conflict marker of Git.",
        ["Keep what is meant of the two sides and delete the three lines of markers."])
    case .tab:
      explain(
        "tab", "A line is indented with a tab", "YAML does not say how wide a tab is.",
        ["Replace the tab by spaces, as many as the neighbouring lines have."])
    case .truncated:
      explain(
        "truncated", "The file may have been cut off", "Its last line has no line break.",
        ["If the file is complete, end its last line with a line break; otherwise get it again."])
    case .emptyFile:
      explain(
        "emptyFile", "The file declares nothing", "It has no document in it.",
        ["Delete the file, or check that it is the right one and was saved."])
    case .notCanonical:
      explain(
        "notCanonical", "A kept spec is damaged",
        "What was kept of an accepted spec is not what Steward writes.",
        ["Apply the manifests again."])
    default: nil
    }
  }

  private var documentDiagnostic: Diagnostic? {
    switch self {
    case .apiVersion:
      explain(
        "apiVersion", "The manifest is for another program or version",
        "Only `\(Envelope.apiVersion)` is read here.",
        ["Write `apiVersion: \(Envelope.apiVersion)`, or update Steward."])
    case .duplicateName(let kind, let name, let first):
      explain(
        "duplicateName", "Two documents have the same name",
        "A \(kind.rawValue) called `\(name)` is already declared at \(first).",
        [
          "Rename or delete one of the two."
            + (kind == .model ? " A renamed Model needs `movedFrom`." : "")
        ])
    case .severalDefaults(let first):
      explain(
        "severalDefaults", "A set has one document with defaults",
        "Defaults are already declared at \(first).",
        ["Move everything into one Defaults document."])
    case .noModels:
      explain(
        "noModels", "No model is declared",
        "A set without a Model is more likely an accident than a wish.",
        ["Check the paths. To retire a model, keep it and write `lifecycle: retired`."])
    default: nil
    }
  }

  private func keyDiagnostic(_ field: String) -> Diagnostic? {
    switch self {
    case .unknownKey(let key, let record, let nearest, let elsewhere):
      explain(
        "unknownKey", "A key does not exist",
        "`\(SecretMask.masked(Excerpt(key).description))` is not a key of \(record).",
        [
          nearest.map { "Did you mean `\($0)`?" }
            ?? elsewhere.map { "It belongs at `\($0)`." }
            ?? "Delete it, or see which keys there are:\n    steward schema --output markdown"
        ])
    case .missing(_, let record):
      explain(
        "missing", "A required key is missing", "`\(field)` is missing: \(record) needs it.",
        ["Add it. What it means:\n    steward schema --output markdown"])
    case .noValue:
      explain(
        "noValue", "A key has no value", "Nothing is written after `\(field)`.",
        ["Write a value, or delete the key."])
    case .wrongType(let expected):
      explain(
        "wrongType", "A value is of the wrong type", "`\(field)`: expected: \(expected).",
        ["Write it as the reference shows:\n    steward schema --output markdown"])
    case .unquoted(let expected):
      explain(
        "unquoted", "A text reads as a number or a truth value",
        "`\(field)`: expected: \(expected). Without quotes YAML means something else.",
        ["Put the value in quotes."])
    case .tag:
      explain(
        "tag", "A tag is not accepted", "`\(field)`: nothing here has a tag.",
        ["Delete the word that begins with `!`, or put the value in quotes."])
    case .exclusive(let keys):
      explain(
        "exclusive", "Two keys exclude each other",
        "Only one of \(Self.listed(keys)) can be given.", ["Delete all but one."])
    case .oneNeeded(let keys, let record):
      explain(
        "oneNeeded", "One of several keys is missing",
        "\(record.prefix(1).uppercased() + record.dropFirst()) needs one of \(Self.listed(keys)).",
        ["Add one of them."])
    case .perModel:
      explain(
        "perModel", "A field cannot be a default", "`\(field)` means one model, not all.",
        ["Move it to the Model that it belongs to."])
    default: nil
    }
  }

  private static func listed(_ keys: [String]) -> String {
    keys.map { "`\($0)`" }.joined(separator: ", ")
  }

  private func quantityDiagnostic(_ field: String) -> Diagnostic? {
    switch self {
    case .notAChoice(let text, let choices, let nearest):
      explain(
        "notAChoice", "A word is not one of those that are possible",
        "`\(field)`: \(Self.shown(text)) is none of \(Self.listed(choices)).",
        [nearest.map { "Did you mean `\($0)`?" } ?? "Write one of these words."])
    case .outOfRange(let range):
      explain(
        "outOfRange", "A value is out of range", "`\(field)` must be \(range).",
        ["Write a value in that range."])
    case .duplicateItem(let first):
      explain(
        "duplicateItem", "A list has the same item twice", "`\(field)`: it is already at \(first).",
        ["Delete one of the two."])
    case .neither(let word, let other, let example):
      explain(
        "neither", "A word is not the one that is possible",
        "`\(field)`: expected: `\(word)` or \(other).",
        ["Write `\(word)`, or such as `\(example)`."])
    case .amount(.unknownUnit):
      explain(
        "amount", "A text is not an exact amount",
        "`\(field)`: the unit is SOMA or shannons, and cannot be left out.",
        ["Write it such as `25 SOMA`."])
    case .amount(let error): restated("amount", error.diagnostic, field)
    case .rate(.unknownUnit):
      explain(
        "rate", "A text is not an exact rate",
        "`\(field)`: the unit is % or bps, and cannot be left out.",
        ["Write it such as `10%` or `250 bps`."])
    case .rate(let error): restated("rate", error.diagnostic, field)
    case .notASpan:
      explain(
        "span", "A text is not a time in epochs",
        "`\(field)`: the chain counts in epochs, however long they are.",
        ["Write it such as `3 epochs`, or as a part of one, such as `5%`."])
    default: nil
    }
  }

  /// What another area says, under our own code and with the field.
  private func restated(_ name: String, _ other: Diagnostic, _ field: String) -> Diagnostic {
    explain(name, other.summary, "`\(field)`: \(other.detail)", other.remedies)
  }

  private static func shown(_ text: String) -> String {
    SecretMask.hides(text) ? "the value" : "`\(Excerpt(text, limit: 40))`"
  }

  private func textDiagnostic(_ field: String) -> Diagnostic? {
    switch self {
    case .notAName:
      explain(
        "name", "A text is not a name",
        "`\(field)`: a name has from 1 to \(ResourceName.maximumCount) lower-case letters, digits and"
          + " `-`, and no `-` at its ends.",
        ["Write it such as `code-7b`."])
    case .identifier(let error): restated("identifier", error.diagnostic, field)
    case .shortened(let digits, let isAddress):
      explain(
        "shortened", "An id is not whole",
        "`\(field)` has \(digits) hex digits; all 64 are needed.",
        [
          "Copy it again, whole, such as from:\n    "
            + (isAddress ? "steward wallet list" : "steward chain models")
        ])
    case .digest(let error): restated("digest", error.diagnostic, field)
    case .url(let error): restated("url", error.diagnostic, field)
    case .unusableURL(let fault):
      explain(
        "unusableURL", "A URL cannot be used here", "`\(field)`: \(fault.fact)", [fault.remedy])
    case .notOneLine:
      explain(
        "notOneLine", "A text is empty or has control characters",
        "`\(field)`: expected is one line of text.",
        ["Write it on one line, without escapes such as `\\n`."])
    case .notExpanded:
      explain(
        "notExpanded", "Nothing in a manifest is replaced",
        "`\(field)`: `~`, `${…}`, `$(…)` and `{{…}}` stay as they are here.",
        ["Write the path out. A relative one is relative to the manifest."])
    case .pattern:
      explain(
        "pattern", "A text is not a pattern for files",
        "`\(field)`: it needs one `*`, in its last part, and no other wildcard.",
        ["Write it such as `out/checkpoint-*.safetensors`; the `*` stands for the step."])
    case .malformed(let expected, let example):
      explain(
        "malformed", "A text does not have the form it needs",
        "`\(field)`: expected: \(expected).",
        ["Write it such as `\(example)`."])
    case .secret(let kind):
      explain(
        "secret", "A secret is written in a manifest",
        "It looks like \(kind.name). It is not shown.",
        [
          "Take it out and name the place where it is: a file, a credential, a command.",
          kind.consequence,
        ])
    default: nil
    }
  }

  private func setDiagnostic(_ field: String) -> Diagnostic? {
    switch self {
    case .unresolved(let kind, let name, let nearest):
      explain(
        "unresolved", "A name stands for nothing",
        "`\(field)`: no \(kind.rawValue) is called `\(name)`.",
        [nearest.map { "Did you mean `\($0)`?" } ?? "Declare it, or check which files are read."])
    case .ambiguous(let kind, let names):
      explain(
        "ambiguous", "It is not clear which document is meant",
        "There are several of kind \(kind.rawValue), none of them called `default`: "
          + names.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
          + (names.count > 5 ? " and others." : "."),
        ["Name one:\n    \(kind.rawValue.lowercased()): \(names.first?.text ?? "NAME")"])
    case .noNetwork:
      explain(
        "noNetwork", "No network is named", "Nothing says on which chain the model lives.",
        ["Write `network: testnet` or `network: localnet`, or declare a Network."])
    case .duplicateModelID(let first):
      explain(
        "duplicateModelId", "Two models have the same id", "`\(field)`: it is already at \(first).",
        ["Delete one of the two; a renamed model needs `movedFrom` and no second document."])
    case .contradiction(let contradiction):
      explain(
        "contradiction", "Fields contradict each other", "`\(field)`: \(contradiction.fact)",
        [contradiction.remedy])
    default: nil
    }
  }
}

extension PastedSecret {
  /// What it is called in a sentence.
  fileprivate var name: String {
    switch self {
    case .bech32Key: "a secret key in Bech32"
    case .hexKey: "a secret key in hex"
    case .base64Key: "a secret key in Base64"
    case .base58Key: "an AES key in Base58"
    case .phrase: "a recovery phrase"
    case .pem: "a private key in PEM"
    case .awsKey: "an access key of Amazon"
    case .token: "an access token"
    case .urlPassword: "a URL with a password"
    case .signedURL: "a URL with a signature"
    case .named: "a secret, by the name of its key"
    }
  }

  fileprivate var consequence: String {
    switch self {
    case .bech32Key, .hexKey, .base64Key, .phrase:
      "If the file was committed or shared, others may have seen it: move the funds to a new key."
    case .base58Key:
      "If the file was committed or shared before the reveal, commit other weights under a new key."
    case .pem, .awsKey, .token, .urlPassword, .signedURL, .named:
      "If the file was committed or shared, others may have seen it: revoke it and make a new one."
    }
  }
}
