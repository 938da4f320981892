public import Manifest

/// The first manifest of an owner: one model, and what it needs of network, wallet and host.
public struct FirstManifest: Equatable, Sendable {
  /// Which chain.
  public enum Network: Equatable, Sendable {
    /// One whose addresses are known.
    case preset(NetworkPreset)
    /// Through these full nodes.
    case nodes([String])
  }

  /// Who signs.
  public enum Wallet: Equatable, Sendable {
    /// An account of the wallet of SOMA's own command line; `nil` is the active one, and the usual directory.
    case keystore(account: String?, directory: String?)
    /// A file with a secret key.
    case secretFile(String)
  }

  /// Where the ciphertext goes.
  public enum Host: Equatable, Sendable {
    /// A bucket that the environment describes.
    case environment
    /// A directory that a web server publishes.
    case directory(String, publicURL: String)
    /// A server that takes `PUT`.
    case put(String, publicURL: String)
  }

  /// The owner's name for the model.
  public var name: String
  /// Which chain.
  public var network: Network
  /// Who signs.
  public var wallet: Wallet
  /// Where the ciphertext goes.
  public var host: Host
  /// The path of the weights.
  public var weights: String
  /// The path of the embedding.
  public var embedding: String
  /// What the owner keeps of the rewards, with its unit.
  public var commission: String
  /// The path of a keyring that is not at the usual place.
  public var keyring: String?

  /// Joins what was asked for. Nothing is checked yet.
  public init(
    name: String, network: Network, wallet: Wallet, host: Host, weights: String, embedding: String,
    commission: String, keyring: String? = nil
  ) {
    self.name = name
    self.network = network
    self.wallet = wallet
    self.host = host
    self.weights = weights
    self.embedding = embedding
    self.commission = commission
    self.keyring = keyring
  }

  /// The YAML, proven to be what `steward validate` accepts.
  ///
  /// - Parameter path: The absolute path that it is to have.
  /// - Returns: The documents, with a line about where they come from.
  /// - Throws: `ManifestError` with everything that is wrong with what was asked for.
  public func checkedText(for path: String) throws(ManifestError) -> String {
    let text = text
    _ = try ManifestReader(workingDirectory: "/").read([
      ManifestFile(name: path, bytes: Array(text.utf8))
    ])
    return text
  }

  private var text: String {
    let head = """
      # Written by `steward init`. Change it as you like: docs/manifests.md has the language, and
      # `steward validate` says what is wrong with it.

      """
    return head + documents.joined(separator: "---\n")
  }

  private var documents: [String] {
    var documents: [String] = []
    if case .nodes(let urls) = network {
      let list = urls.map(Self.quoted).joined(separator: ", ")
      documents.append(Self.document("Network", "default", ["rpc: [\(list)]"]))
    }
    switch wallet {
    case .keystore(nil, nil): break  // needs no document
    case .keystore(let account, let directory):
      let fields = [
        account.map { "account: \(Self.quoted($0))" },
        directory.map { "directory: \(Self.quoted($0))" },
      ].compactMap(\.self).joined(separator: ", ")
      documents.append(Self.document("Wallet", "default", ["key: {keystore: {\(fields)}}"]))
    case .secretFile(let file):
      documents.append(
        Self.document("Wallet", "default", ["key: {secret: {file: \(Self.quoted(file))}}"]))
    }
    switch host {
    case .environment: break
    case .directory(let path, let url):
      documents.append(
        Self.document(
          "Host", "default",
          ["directory: {path: \(Self.quoted(path)), publicBaseURL: \(Self.quoted(url))}"]))
    case .put(let target, let url):
      documents.append(
        Self.document(
          "Host", "default",
          ["httpPut: {baseURL: \(Self.quoted(target)), publicBaseURL: \(Self.quoted(url))}"]))
    }
    return documents + [model]
  }

  private var model: String {
    var fields: [String] = []
    if case .preset(let preset) = network { fields.append("network: \(preset.rawValue)") }
    if host == .environment {
      fields.append("# No host: the bucket that S3_BUCKET and S3_PUBLIC_URL describe.")
    }
    fields += [
      "weights: {file: \(Self.quoted(weights))}", "embedding: {file: \(Self.quoted(embedding))}",
      "commission: \(Self.quoted(commission))",
    ]
    if let keyring { fields.append("keys: {keyring: \(Self.quoted(keyring))}") }
    return Self.document("Model", Self.quoted(name), fields)
  }

  private static func document(_ kind: String, _ name: String, _ fields: [String]) -> String {
    """
    apiVersion: steward/v1
    kind: \(kind)
    metadata: {name: \(name)}
    spec:

    """ + fields.map { "  \($0)\n" }.joined()
  }

  /// A text in double quotes, where YAML and JSON agree.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
