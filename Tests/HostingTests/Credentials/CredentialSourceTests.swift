import Foundation
import Testing

@testable import Hosting

@Suite("Where credentials come from")
struct CredentialSourceTests {
  private typealias Scene = CredentialScene

  private static let quickstart = [
    "S3_ACCESS_KEY_ID": "AKIDS3", "S3_SECRET_ACCESS_KEY": "secret/s3",
  ]

  @Test("variables: what is meant for the bucket goes before what is meant for Amazon")
  func variables() async throws {
    let both = Scene.chain(Scene.amazon.with(Self.quickstart))
    #expect(try await Scene.parts(both.current()) == ["AKIDS3", "secret/s3", nil])
    let report = try await both.report()
    #expect(
      report.rows.first?.finding == .won(keyEnding: "IDS3", isTemporary: false, expiration: nil))
    #expect(report.rows.dropFirst().allSatisfy { $0.finding == .notAsked })
    #expect(
      try await Scene.parts(Scene.chain(Scene.amazon).current())
        == ["AKIDENV", "secret/env", "token-env"])
  }

  @Test("half of a pair is broken, and nothing else is taken instead")
  func incomplete() async throws {
    let chain = Scene.chain(Scene.amazon.with(["S3_ACCESS_KEY_ID": "AKIDS3"]))
    let error = CredentialError.incomplete(.quickstart, missing: "S3_SECRET_ACCESS_KEY")
    await #expect(throws: error) { try await chain.current() }
    let report = try await chain.report()
    #expect(report.winner == nil)
    #expect(report.rows.map(\.finding).prefix(2) == [.broken(error), .notAsked])
  }

  @Test("nothing anywhere: all sources say why")
  func nothing() async throws {
    let report = try await Scene.chain([:]).report()
    #expect(report.rows.map(\.source) == CredentialSource.allCases.filter { $0 != .command })
    #expect(
      report.rows.map(\.finding.words) == [
        "not set", "not set", "not set, and not in the profile",
        "no profile default in /nonexistent/.aws/credentials", "not in the profile",
        "no profile default in /nonexistent/.aws/config", "not set", "no metadata service answers",
      ])
    await #expect(throws: CredentialError.none(report)) { try await Scene.chain([:]).current() }
  }

  @Test("the credentials file, as the AWS CLI reads it")
  func credentialsFile() async throws {
    let text = """
      # mine
      [default]
      aws_access_key_id = AKIDDEFAULT
      aws_secret_access_key=secret=default
      [other]
      AWS_Access_Key_Id: AKIDOTHER
      aws_secret_access_key :  secret:other  \t
      aws_session_token = token
      """
    try await Scene.withHome(credentials: text) { (variables, _) async throws in
      #expect(
        try await Scene.parts(Scene.chain(variables).current())
          == ["AKIDDEFAULT", "secret=default", nil])
      let other = ["AKIDOTHER", "secret:other", "token"]
      #expect(
        try await Scene.parts(Scene.chain(variables.with(["AWS_PROFILE": "other"])).current())
          == other)
      // A declared profile goes before variables.
      #expect(
        try await Scene.parts(
          Scene.chain(variables.with(Scene.amazon), profile: "other").current()) == other)
      await #expect(throws: CredentialError.noProfile("third")) {
        try await Scene.chain(variables, profile: "third").current()
      }
    }
  }

  @Test("the configuration file: keys, nested settings, quotes around names")
  func configurationFile() async throws {
    let text = """
      [default]
      s3 =
        max_concurrent_requests = 20
        aws_access_key_id = nested
      [profile "two words"]
      aws_access_key_id = AKIDCONFIG
      aws_secret_access_key = secret
      [unprefixed]
      aws_access_key_id = AKIDWRONG
      aws_secret_access_key = secret
      """
    try await Scene.withHome(configuration: text) { (variables, _) async throws in
      let chain = Scene.chain(variables, profile: "two words")
      #expect(try await Scene.parts(chain.current()) == ["AKIDCONFIG", "secret", nil])
      #expect(try await chain.report().winner == .sharedConfiguration)
      await #expect(throws: CredentialError.noProfile("unprefixed")) {
        try await Scene.chain(variables, profile: "unprefixed").current()
      }
      #expect(try await Scene.chain(variables).report().winner == nil)
    }
  }

  @Test(
    "profiles that need more are refused by name",
    arguments: ["source_profile", "credential_source", "sso_session", "sso_start_url"])
  func unsupported(setting: String) async throws {
    let text = "[profile a]\n\(setting) = x\nrole_arn = y\n"
    try await Scene.withHome(configuration: text) { (variables, _) async throws in
      await #expect(throws: CredentialError.unsupported(profile: "a", setting: setting)) {
        try await Scene.chain(variables, profile: "a").current()
      }
    }
  }

  @Test("a damaged file is named with its line")
  func damaged() async throws {
    try await Scene.withHome(credentials: "[default]\nsecret without equals\n") {
      (variables, home) async throws in
      await #expect(
        throws: CredentialError.badFile(
          path: "\(home)/.aws/credentials", INIFault(.noSetting, line: 2))
      ) { try await Scene.chain(variables).current() }
    }
  }

  @Test("credential_process, without a shell")
  func process() async throws {
    let text = "[default]\ncredential_process = \"HOME/print it\" '$A *'\n"
    try await Scene.withHome(configuration: text) { (variables, home) async throws in
      let script = "\(home)/print it"
      try "#!/bin/sh\n[ \"$1\" = '$A *' ] && cat <<'X'\n\(Scene.json)\nX\n".write(
        toFile: script, atomically: true, encoding: .utf8)
      try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: script)
      let chain = Scene.chain(variables)
      #expect(
        try await Scene.parts(chain.current()) == ["AKIDJSON", "secret+json", "token-json"])
      #expect(try await chain.report().winner == .process)
    }
  }

  @Test(
    "commands that fail are reported without what they printed",
    arguments: [
      (["/bin/sh", "-c", "echo SECRET; exit 3"], "it ended with status 3"),
      (["/nonexistent/program"], "the program was not found"), ([], "it is empty"),
      (["/bin/sh", "-c", "while :; do echo SECRET-SECRET-SECRET; done"], "it printed too much"),
    ])
  func failingCommand(words: [String], reason: String) async throws {
    await #expect(throws: CredentialError.commandFailed(.command, reason)) {
      try await Scene.chain(Scene.amazon.with(["PATH": "/usr/bin:/bin"]), command: words).current()
    }
  }

  @Test(
    "what a command prints must be credentials",
    arguments: [
      ("", CredentialError.badAnswer(.command, "the JSON cannot be read")),
      ("{\"Version\": 2}", .badAnswer(.command, "Version is not 1")),
      (
        "{\"Version\": 1, \"AccessKeyId\": \"A\"}",
        .badAnswer(.command, "AccessKeyId or SecretAccessKey is missing")
      ),
      (
        "{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\",\"Expiration\":\"soon\"}",
        .badAnswer(.command, "Expiration is not a time in UTC")
      ),
      (
        "{\"Version\":1,\"AccessKeyId\":\"A\",\"SecretAccessKey\":\"s\","
          + "\"Expiration\":\"2020-01-01T00:00:00Z\"}",
        .expired(.command)
      ),
    ])
  func badDocument(text: String, error: CredentialError) async throws {
    await #expect(throws: error) {
      try await Scene.chain(["PATH": "/usr/bin:/bin"], command: ["/bin/echo", text]).current()
    }
  }
}
