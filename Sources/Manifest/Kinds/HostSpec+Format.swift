import SomaTypes

/// `directory: {…}` and `command: {…}` as the manifest has them.
private struct PublishedDraft: Sendable {
  var path = ""
  var command: [String] = []
  var publicBaseURL: CanonicalURL?

  static let directory = Record<PublishedDraft>(
    "a directory", initial: PublishedDraft(),
    [
      Field("path", \.path, .path, isRequired: true, "The directory. It must exist."),
      Field(
        "publicBaseURL", optional: \.publicBaseURL, .base, isRequired: true,
        "Under which URL the world sees its files."),
    ]
  ).format.compactMap(
    { (draft: PublishedDraft) -> HostKind? in
      draft.publicBaseURL.map { .directory(path: draft.path, publicBaseURL: $0) }
    },
    back: { (kind: HostKind) -> PublishedDraft in
      guard case .directory(let path, let url) = kind else { return PublishedDraft() }
      return PublishedDraft(path: path, publicBaseURL: url)
    })

  static let command = Record<PublishedDraft>(
    "an uploading command", initial: PublishedDraft(),
    [
      Field(
        "command", \.command, .command, isRequired: true,
        "The program and its arguments, as a list. `STEWARD_OBJECT_NAME` has the name of the object."
      ),
      Field(
        "publicBaseURL", optional: \.publicBaseURL, .base, isRequired: true,
        "Under which URL the world sees what it uploaded."),
    ]
  ).format.compactMap(
    { (draft: PublishedDraft) -> HostKind? in
      draft.publicBaseURL.map { .command(draft.command, publicBaseURL: $0) }
    },
    back: { (kind: HostKind) -> PublishedDraft in
      guard case .command(let words, let url) = kind else { return PublishedDraft() }
      return PublishedDraft(command: words, publicBaseURL: url)
    })
}

extension Variant where Whole == HostKind, Part == HostKind {
  fileprivate static var directory: Variant {
    Variant({ $0 }, { if case .directory = $0 { $0 } else { nil } })
  }

  fileprivate static var command: Variant {
    Variant({ $0 }, { if case .command = $0 { $0 } else { nil } })
  }
}

extension Variant where Whole == HostKind, Part == S3HostSpec {
  fileprivate static var s3: Variant {
    Variant(HostKind.s3) { if case .s3(let spec) = $0 { spec } else { nil } }
  }
}

extension Variant where Whole == HostKind, Part == HTTPPutHostSpec {
  fileprivate static var httpPut: Variant {
    Variant(HostKind.httpPut) { if case .httpPut(let spec) = $0 { spec } else { nil } }
  }
}

extension HostKind {
  /// What `spec` of a Host may say: one key, which is the kind.
  static let record = Record<HostKind>(
    "a host", initial: .s3(S3HostSpec()), exactlyOneOf: ["s3", "httpPut", "directory", "command"],
    [
      Field(
        "s3", case: .s3, of: \.self, S3HostSpec.record.format,
        "Object storage that speaks S3. What is left out comes from the environment: `S3_*`, then `AWS_*`."
      ),
      Field(
        "httpPut", case: .httpPut, of: \.self, HTTPPutHostSpec.format,
        "A server that takes `PUT`, such as WebDAV."),
      Field(
        "directory", case: .directory, of: \.self, PublishedDraft.directory,
        "A directory that a web server publishes."),
      Field(
        "command", case: .command, of: \.self, PublishedDraft.command,
        "A program that uploads what it reads from its standard input."),
    ])
}

extension HTTPPutHostSpec {
  private struct Draft: Sendable {
    var baseURL: CanonicalURL?
    var urlCommand: [String]?
    var headersCommand: [String]?
    var publicBaseURL: CanonicalURL?

    var target: HTTPPutTarget? {
      if let baseURL { return .baseURL(baseURL) }
      return urlCommand.map { .command($0) }
    }
  }

  /// A server that takes `PUT`.
  static let format = Record<Draft>(
    "a server that takes PUT", initial: Draft(), exactlyOneOf: ["baseURL", "urlCommand"],
    [
      Field("baseURL", optional: \.baseURL, .base, "Objects are put below this URL."),
      Field(
        "urlCommand", optional: \.urlCommand, .command,
        """
        A program that prints the URL to put an object to, such as a presigned one. `STEWARD_OBJECT_NAME` has the \
        name of the object.
        """),
      Field(
        "headersCommand", optional: \.headersCommand, .command,
        "A program that prints headers to send along, one a line, such as `Authorization`."),
      Field(
        "publicBaseURL", optional: \.publicBaseURL, .base, isRequired: true,
        "Under which URL the world sees the objects."),
    ]
  ).format.compactMap(
    { (draft: Draft) -> HTTPPutHostSpec? in
      guard let target = draft.target, let url = draft.publicBaseURL else { return nil }
      return HTTPPutHostSpec(
        target: target, headersCommand: draft.headersCommand, publicBaseURL: url)
    },
    back: { (spec: HTTPPutHostSpec) -> Draft in
      var draft = Draft(headersCommand: spec.headersCommand, publicBaseURL: spec.publicBaseURL)
      switch spec.target {
      case .baseURL(let url): draft.baseURL = url
      case .command(let words): draft.urlCommand = words
      }
      return draft
    })
}

extension S3HostSpec {
  static let record = Record<S3HostSpec>(
    "an S3 host", initial: S3HostSpec(),
    [
      Field(
        "profile", \.profile, .choice,
        "Whose dialect it speaks. `generic` relies on nothing but what every S3 has."),
      Field(
        "bucket", optional: \.bucket,
        .token("the name of a bucket", 3...63, others: "._-", example: "acme-soma-weights"),
        "The bucket. When absent, `S3_BUCKET`."),
      Field(
        "region", optional: \.region,
        .token("a region", 1...63, others: "-", example: "eu-central-1"),
        "The region. When absent, `AWS_REGION`, or what the profile needs."),
      Field(
        "endpoint", optional: \.endpoint, .service,
        "The address of the service. When absent, `S3_ENDPOINT_URL`, or that of the profile."),
      Field(
        "prefix", optional: \.prefix,
        .token("a prefix", 1...200, others: "/._-", example: "prod/code"),
        "What the names of all objects begin with."),
      Field(
        "publicBaseURL", optional: \.publicBaseURL, .base,
        """
        Under which URL the world sees the bucket; prefix and name follow. When absent, `S3_PUBLIC_URL`, or \
        what the profile makes of bucket and region.
        """),
      Field(
        "credentials", \.credentials, S3Credentials.format,
        "Where the access keys come from; never the keys themselves."),
    ])
}

extension Variant where Whole == S3Credentials, Part == Presence {
  fileprivate static var environment: Variant {
    Variant({ _ in .environment }, { $0 == .environment ? Presence() : nil })
  }
}

extension Variant where Whole == S3Credentials, Part == String {
  fileprivate static var profile: Variant {
    Variant(S3Credentials.profile) { if case .profile(let name) = $0 { name } else { nil } }
  }
}

extension Variant where Whole == S3Credentials, Part == [String] {
  fileprivate static var command: Variant {
    Variant(S3Credentials.command) { if case .command(let words) = $0 { words } else { nil } }
  }
}

extension Variant where Whole == S3Credentials, Part == S3Credentials {
  fileprivate static var named: Variant {
    Variant({ $0 }, { $0 == .automatic ? nil : $0 })
  }
}

extension S3Credentials {
  /// `auto`, or one place.
  static let format = Record<S3Credentials>(
    "a place of access keys", initial: .automatic,
    exactlyOneOf: ["environment", "profile", "command"],
    [
      Field(
        "environment", case: .environment, of: \.self, Presence.format,
        "`{}`: environment variables and nothing else."),
      Field(
        "profile", case: .profile, of: \.self,
        .token("the name of a profile", 1...64, others: "._-", example: "soma-uploader"),
        "A profile of `~/.aws/config` and `~/.aws/credentials`."),
      Field(
        "command", case: .command, of: \.self, .command,
        "A program that prints keys as `credential_process` does; asked again before they expire."),
    ]
  ).format.or("auto", S3Credentials.automatic, .named)
}
