import Glibc
import SomaCrypto

/// A profile of the shared AWS files: `[name]` of the credentials file and `[profile name]` of the
/// configuration file.
///
/// Source: <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>; for quotes around names
/// `botocore/configloader.py`.
struct SharedProfile {
  /// One of the two files, or the part of it that belongs to the profile.
  final class Section: Sendable {
    let path: String
    private let bytes: SecretBytes
    private let settings: [String: Range<Int>]?

    /// Reads a file.
    ///
    /// - Throws: ``CredentialError/unreadable(path:errno:)``, ``CredentialError/badFile(path:_:)``;
    ///   `CryptoError`.
    init(path: String, names: [String]) throws {
      self.path = path
      let bytes = try GuardedFile.read(path, limit: INIDocument.byteLimit)
      guard let bytes else {
        self.bytes = try SecretBytes(count: 0) { _ in }
        settings = nil
        return
      }
      do {
        let document = try bytes.withUnsafeBytes { try INIDocument(parsing: $0) }
        settings = names.lazy.compactMap { document.sections[$0] }.first
      } catch let fault as INIFault {
        throw CredentialError.badFile(path: path, fault)
      }
      self.bytes = bytes
    }

    /// Whether the file has the profile.
    var exists: Bool { settings != nil }

    /// The value of a setting that is not empty.
    subscript(name: String) -> String? {
      guard let range = settings?[name], !range.isEmpty else { return nil }
      return bytes.withUnsafeBytes {
        String(decoding: UnsafeRawBufferPointer(rebasing: $0[range]), as: UTF8.self)
      }
    }
  }

  let name: String
  let isAskedFor: Bool
  let credentials: Section
  let configuration: Section

  /// Reads both files.
  ///
  /// - Throws: As ``Section``; ``CredentialError/noProfile(_:)`` when somebody asked for a profile
  ///   that neither has.
  init(_ settings: CredentialSettings) throws {
    (name, isAskedFor) = settings.profileName
    let home = settings.variable("HOME")
    func path(_ variable: String, _ file: String) -> String {
      let path = settings.variable(variable) ?? "~/.aws/\(file)"
      guard path.hasPrefix("~/"), let home else { return path }
      return home + path.dropFirst()
    }
    credentials = try Section(
      path: path("AWS_SHARED_CREDENTIALS_FILE", "credentials"), names: [name])
    let quoted = ["profile \(name)", "profile \"\(name)\"", "profile '\(name)'"]
    configuration = try Section(
      path: path("AWS_CONFIG_FILE", "config"), names: name == "default" ? quoted + [name] : quoted)
    guard credentials.exists || configuration.exists || !isAskedFor else {
      throw CredentialError.noProfile(name)
    }
  }

  /// A setting, from either file; the configuration file is looked at first, where all but keys belong.
  subscript(setting: String) -> String? { configuration[setting] ?? credentials[setting] }

  /// Refuses a profile that gets its credentials in a way that is not followed here.
  ///
  /// - Throws: ``CredentialError/unsupported(profile:setting:)``.
  func requireSupported() throws(CredentialError) {
    for setting in ["source_profile", "credential_source", "sso_session", "sso_start_url"]
    where self[setting] != nil {
      throw .unsupported(profile: name, setting: setting)
    }
  }
}
