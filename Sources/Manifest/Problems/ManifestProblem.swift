public import Diagnostics
public import SomaCrypto
public import SomaTypes
public import YAMLTree

/// One thing that is wrong with a set of manifests.
///
/// Holds what was typed only where that is a name or a word of the manifest language, never where it could be a
/// secret.
public struct ManifestProblem: Error, Equatable, Sendable {
  /// What is wrong.
  public var reason: Reason

  /// Where the field is in its document, such as `spec.weights.file`; empty when no field is meant.
  public var field: String

  /// Where the problem is.
  public var place: Place

  /// The line at ``place``, with what looks like a secret masked.
  public var source: SourceLine?

  /// Creates a problem.
  public init(_ reason: Reason, field: String = "", at place: Place, source: SourceLine? = nil) {
    self.reason = reason
    self.field = field
    self.place = place
    self.source = source
  }

  /// The ways in which manifests can be wrong.
  public enum Reason: Error, Equatable, Sendable {
    // The file.

    /// The file is not YAML, or not what is accepted of it.
    case yaml(YAMLError)
    /// A line that a merge left behind.
    case conflictMarker
    /// A line that is indented with a tab.
    case tab
    /// The last line has no line break: the file may have been cut off.
    case truncated
    /// The file has no document.
    case emptyFile
    /// The bytes of an accepted spec are not those that were kept.
    case notCanonical

    // The document.

    /// The document is written for another version of the manifest language, or for another program.
    case apiVersion
    /// Two documents of one kind have the same name.
    case duplicateName(Kind, ResourceName, first: Place)
    /// There is another `Defaults` already.
    case severalDefaults(first: Place)
    /// Nothing declares a model.
    case noModels

    // The value.

    /// A key that does not exist here. The nearest one that does; and where one of this name belongs.
    case unknownKey(String, in: String, nearest: String?, elsewhere: String?)
    /// A required key is absent.
    case missing(String, in: String)
    /// A key without a value.
    case noValue
    /// A value of another type than the one expected, which is named.
    case wrongType(expected: String)
    /// A text without quotes that YAML takes for a number or a truth value.
    case unquoted(expected: String)
    /// A value with a YAML tag.
    case tag
    /// None of the words that are possible.
    case notAChoice(String, choices: [String], nearest: String?)
    /// Neither this word nor what else is possible.
    case neither(String, or: String, example: String)
    /// A number, a length of a list or a time that is not possible; what is.
    case outOfRange(String)
    /// The same item twice in a list; the first.
    case duplicateItem(first: Place)
    /// Not a name.
    case notAName
    /// Not an amount of money.
    case amount(AmountError)
    /// Not a rate.
    case rate(RateError)
    /// Not a time in epochs.
    case notASpan
    /// Not an id or an address.
    case identifier(IdentifierError)
    /// An id or an address without all of its 64 digits.
    case shortened(digits: Int, isAddress: Bool)
    /// Not a digest in Base58.
    case digest(EncodingError)
    /// Not a URL.
    case url(CanonicalURLError)
    /// A URL that cannot be used for this.
    case unusableURL(URLFault)
    /// A text with control characters or line breaks, or an empty one.
    case notOneLine
    /// A path or a text with `~`, `${…}` or the like, which nothing replaces.
    case notExpanded
    /// A pattern for files without exactly one `*`, in its last component.
    case pattern
    /// A text that does not have the form of what is expected, which is named, with an example.
    case malformed(expected: String, example: String)
    /// Keys that exclude each other.
    case exclusive([String])
    /// One of these keys is needed.
    case oneNeeded([String], in: String)
    /// A secret.
    case secret(PastedSecret)

    // The set.

    /// A field that cannot be a default, because it means one model.
    case perModel
    /// No document of this kind has this name; the nearest one that has one.
    case unresolved(Kind, ResourceName, nearest: ResourceName?)
    /// Several documents of a kind, none of them called `default`, and none is named.
    case ambiguous(Kind, [ResourceName])
    /// No network is named and none is declared.
    case noNetwork
    /// Two models have the same id, or take the place of the same one.
    case duplicateModelID(first: Place)
    /// Fields that contradict each other.
    case contradiction(Contradiction)
  }
}

extension ManifestProblem {
  /// What is wrong with a URL that is one.
  public enum URLFault: Hashable, Sendable {
    /// Another scheme than `http` or `https`.
    case scheme
    /// A query or a fragment: nothing can be appended to it, and a signature in it expires.
    case query
    /// A path, where only a host is meant.
    case path
    /// An address of this machine, which nobody else can reach.
    case loopback
  }

  /// Fields that contradict each other.
  public enum Contradiction: Hashable, Sendable {
    /// `stake.target` is below `stake.initial`.
    case targetBelowInitial
    /// `stake.maxTopUpPerEpoch` without `stake.target`.
    case topUpWithoutTarget
    /// `update.policy: onChange` with files that have no step and no `ready`.
    case changeWithoutStep
    /// `sha256` of a file whose name is a pattern.
    case digestOfPattern
    /// Weights and embedding are the same file.
    case sameFile
    /// `retire` on a model that is not `lifecycle: retired`.
    case retireWithoutLifecycle
    /// `retire.modelId` or `replaces` against `modelId`.
    case otherModel
    /// `replaces` together with `modelId`: the one is created, the other exists.
    case replacesAdopted
    /// `movedFrom` names the model itself.
    case movedFromItself
    /// `movedFrom` names a model that is still declared.
    case movedFromDeclared(ResourceName)
    /// Two models with the same `movedFrom`.
    case movedTwice(ResourceName)
    /// A limit below what create stakes.
    case limitBelowStake
    /// `keys.passphrase` without `keys.keyring`.
    case passphraseWithoutKeyring
  }
}

/// The kinds of documents.
public enum Kind: String, CaseIterable, Sendable {
  /// A chain and its nodes.
  case network = "Network"
  /// An account.
  case wallet = "Wallet"
  /// Where ciphertext is served.
  case host = "Host"
  /// What holds for the whole set.
  case defaults = "Defaults"
  /// A model.
  case model = "Model"
}

/// Everything that is wrong with a set of manifests.
public struct ManifestError: Error, Equatable, Sendable {
  /// The problems, by file, line and column; at least one.
  public let problems: [ManifestProblem]

  /// How many are shown to people: nobody reads more, and the rest often follows from them.
  public static let shownCount = 200
}

extension ManifestError: Explainable {
  /// The first problem.
  public var diagnostic: Diagnostic { problems[0].diagnostic }

  /// The first ``shownCount`` problems, and how many more there are.
  public var diagnostics: [Diagnostic] {
    let more = problems.count - Self.shownCount
    let shown = problems.prefix(Self.shownCount).map(\.diagnostic)
    guard more > 0 else { return shown }
    return shown + [
      Diagnostic(
        code: "manifest.more", summary: "Not all problems are shown",
        detail: "There \(more == 1 ? "is" : "are") \(more) more.",
        remedies: ["Mend those above and validate again."])
    ]
  }
}
