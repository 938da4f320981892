import Foundation
import HTTPSyntax
import SomaCrypto
import TestSupport

@testable import Hosting

/// What tests of credentials share.
enum CredentialScene {
  /// 2027-01-15 08:00:00 UTC.
  static let time: Int64 = 1_800_000_000

  static let json = """
    {"Version": 1, "AccessKeyId": "AKIDJSON", "SecretAccessKey": "secret+json",
     "SessionToken": "token-json", "Expiration": "2027-01-15T09:00:00Z"}
    """

  static let amazon = [
    "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "secret/env",
    "AWS_SESSION_TOKEN": "token-env",
  ]

  /// A chain over variables, with no file and no network but what is given.
  static func chain(
    _ variables: [String: String], profile: String? = nil, command: [String]? = nil,
    web: CredentialWeb = CredentialWeb()
  ) -> CredentialChain {
    CredentialChain(
      settings: CredentialSettings(
        environment: ["HOME": "/nonexistent"].merging(variables) { $1 }, profile: profile,
        command: command),
      transport: web, localTransport: web, retry: S3Retry(policy: .once),
      systemTime: { HTTPDate(unixSeconds: time) })
  }

  /// Key, secret and token, as a signature is made with them.
  static func parts(_ credentials: AccessCredentials) throws -> [String?] {
    let secret = try credentials.signingSeed().withUnsafeBytes {
      String(decoding: $0.dropFirst(4), as: UTF8.self)
    }
    return [credentials.accessKeyID, secret, credentials.sessionTokenText]
  }

  /// Lends a home with shared AWS files; `HOME` in their texts becomes its path.
  static func withHome(
    credentials: String? = nil, configuration: String? = nil, token: String? = nil,
    _ body: (_ variables: [String: String], _ home: String) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      let aws = directory.appending(path: ".aws")
      try FileManager.default.createDirectory(at: aws, withIntermediateDirectories: true)
      let files = [
        (aws.appending(path: "credentials"), credentials),
        (aws.appending(path: "config"), configuration),
        (directory.appending(path: "token"), token),
      ]
      for (url, text) in files {
        try text?.replacingOccurrences(of: "HOME", with: directory.path)
          .write(to: url, atomically: true, encoding: .utf8)
      }
      try await body(["HOME": directory.path, "PATH": "/usr/bin:/bin"], directory.path)
    }
  }
}

extension [String: String] {
  /// These and others, which win.
  func with(_ others: [String: String]) -> Self { merging(others) { $1 } }
}
