public import SomaTypes

/// The weights of a model on their way to being served: `found → sealed → hosted → verified`, or
/// `rejected`. One release for each plaintext; its key and its ciphertext never change.
public struct Release: Equatable, Sendable {
  /// Where it stands; saved after every change.
  public private(set) var state: State

  /// Where a release stands.
  public enum State: Hashable, Sendable {
    /// The files are known.
    case found
    /// The ciphertext's digest is known; the key is bound to this plaintext for ever.
    case sealed(ContentManifest)
    /// All bytes are at the host.
    case hosted(ContentManifest)
    /// The whole object was fetched through its public URL and hashed.
    case verified(ContentManifest)
    /// It cannot be released.
    case rejected(WeightsDefect)
  }

  /// What happened to a release.
  public enum Event: Hashable, Sendable {
    /// The weights were encrypted in a full pass.
    case sealed(ContentManifest)
    /// The last byte was stored.
    case hosted
    /// The object was fetched as validators do, and its digest is right.
    case verified
    /// The host does not have the right bytes any more.
    case vanished
    /// The weights cannot be released.
    case rejected(WeightsDefect)
  }

  /// What ``state`` asks for.
  public enum Action: Hashable, Sendable {
    /// Encrypt.
    case seal
    /// Store at the host.
    case upload
    /// Fetch all of it and compare.
    case verify
    /// Nothing.
    case none
  }

  /// Begins with files that were found, or resumes.
  public init(_ state: State = .found) { self.state = state }

  /// What ``state`` asks for.
  public var action: Action {
    switch state {
    case .found: .seal
    case .sealed: .upload
    case .hosted: .verify
    case .verified, .rejected: .none
    }
  }

  /// What is served, or will be.
  public var manifest: ContentManifest? {
    switch state {
    case .sealed(let manifest), .hosted(let manifest), .verified(let manifest): manifest
    case .found, .rejected: nil
    }
  }

  /// Records `event`; one that cannot be, or that says nothing new, changes nothing.
  public mutating func apply(_ event: Event) -> Outcome {
    switch (state, event) {
    case (.found, .sealed(let manifest)): state = .sealed(manifest)
    case (.sealed(let manifest), .hosted): state = .hosted(manifest)
    case (.hosted(let manifest), .verified): state = .verified(manifest)
    case (.hosted(let manifest), .vanished), (.verified(let manifest), .vanished):
      state = .sealed(manifest)
    case (.found, .rejected(let defect)), (.sealed, .rejected(let defect)):
      state = .rejected(defect)
    case (.found, _), (.sealed, _), (.hosted, _), (.verified, _), (.rejected, _): return .stale
    }
    return .recorded
  }
}

/// What became of an event.
public enum Outcome: Hashable, Sendable {
  /// It was recorded.
  case recorded
  /// It says nothing new, or cannot be; nothing changed.
  case stale
  /// It contradicts what was pinned for good; nothing changed, and whoever brought it must not go on.
  case contradicted
}
