import ArgumentParser
import Diagnostics
import Foundation
import Manifest
import Steward

/// What the first manifest says: by options, or asked on a terminal.
struct FirstManifestOptions: ParsableArguments {
  @Option(help: "The model's name.")
  var name: String?

  @Option(help: "A network by name: testnet or localnet.")
  var network: NetworkPreset?

  @Option(
    name: .customLong("rpc"),
    help: ArgumentHelp("URL of a full node instead; again for further ones.", valueName: "url"))
  var rpcs: [String] = []

  @Option(help: "Alias or address of the account. Default: the active one.")
  var account: String?

  @Option(
    help: ArgumentHelp("A file with the wallet's secret key instead, mode 600.", valueName: "file"),
    completion: .file())
  var secretFile: String?

  @Option(help: "The file of the weights.", completion: .file())
  var weights: String?

  @Option(help: "The file of the embedding.", completion: .file())
  var embedding: String?

  @Option(help: "What you keep of the rewards, such as 10%.")
  var commission: String?

  @Option(
    name: .customLong("directory"),
    help: ArgumentHelp("Host: a directory that a web server publishes.", valueName: "path"),
    completion: .directory)
  var hostDirectory: String?

  @Option(help: ArgumentHelp("Host: objects are put below this URL.", valueName: "url"))
  var putUrl: String?

  @Option(
    help: ArgumentHelp(
      "Under which URL the world sees what the host has. Without a host: a bucket, by S3_* and AWS_*.",
      valueName: "url"))
  var publicUrl: String?

  func validate() throws {
    guard rpcs.isEmpty || network == nil else {
      throw ValidationError("Give --rpc or --network, not both.")
    }
    guard account == nil || secretFile == nil else {
      throw ValidationError("Give --account or --secret-file, not both.")
    }
    guard hostDirectory == nil || putUrl == nil else {
      throw ValidationError("Give --directory or --put-url, not both.")
    }
    guard publicUrl != nil || hostDirectory == nil && putUrl == nil else {
      throw ValidationError("Give --public-url too: the world fetches weights from there.")
    }
    guard publicUrl == nil || hostDirectory != nil || putUrl != nil else {
      throw ValidationError("Give --directory or --put-url too; a bucket says S3_PUBLIC_URL.")
    }
  }

  /// The manifest, its paths relative to a directory where they lie in it.
  ///
  /// - Throws: `CommandFailure` with status 64 when something is not said and nobody can be asked.
  func manifest(
    in folder: String, wallet: WalletOptions, keyring: String?
  ) throws -> FirstManifest {
    func local(_ path: String) -> String {
      let whole = NewFile.absolute(path)
      return whole.hasPrefix(folder + "/") ? String(whole.dropFirst(folder.count + 1)) : whole
    }
    let prompt = TerminalPrompt()
    if prompt == nil { try requireEverything() }
    func ask(_ given: String?, _ question: String, _ usual: String? = nil) throws -> String {
      if let given { return given }
      guard let prompt else { return usual ?? "" }
      while true {
        let answer = try prompt.line(question + (usual.map { " [\($0)]" } ?? ""))
        if let text = answer.isEmpty ? usual : answer { return text }
      }
    }
    let chain = try chosenNetwork {
      try ask(nil, "Network: testnet, localnet, or a full node's URL")
    }
    let name = try ask(name, "Name of the model", "my-first-model")
    let weights = try local(ask(weights, "File of the weights (safetensors)"))
    let embedding = try local(ask(embedding, "File of the embedding"))
    let commission = try ask(commission, "Commission: what you keep of the rewards, such as 10%")
    let host = try chosenHost(local, prompt)
    let key: FirstManifest.Wallet =
      secretFile.map { .secretFile(local($0)) }
      ?? .keystore(account: account, directory: wallet.configDir.map(NewFile.absolute))
    return FirstManifest(
      name: name, network: chain, wallet: key, host: host, weights: weights, embedding: embedding,
      commission: commission, keyring: keyring.map(local))
  }

  private func chosenNetwork(_ ask: () throws -> String) throws -> FirstManifest.Network {
    if !rpcs.isEmpty { return .nodes(rpcs) }
    let text = try network?.rawValue ?? ask()
    return NetworkPreset(rawValue: text).map { .preset($0) } ?? .nodes([text])
  }

  private func chosenHost(
    _ local: (String) -> String, _ prompt: TerminalPrompt?
  ) throws -> FirstManifest.Host {
    if let hostDirectory, let publicUrl {
      return .directory(local(hostDirectory), publicURL: publicUrl)
    }
    if let putUrl, let publicUrl { return .put(putUrl, publicURL: publicUrl) }
    guard let prompt else { return .environment }
    let answer = try prompt.line(
      "Host: a directory that a web server publishes, a URL that takes PUT, or nothing for a bucket"
        + " (S3_*, AWS_*)")
    guard !answer.isEmpty else { return .environment }
    let url = try prompt.line("URL under which the world sees it")
    return answer.hasPrefix("http://") || answer.hasPrefix("https://")
      ? .put(answer, publicURL: url) : .directory(local(answer), publicURL: url)
  }

  private func requireEverything() throws {
    let missing = [
      network == nil && rpcs.isEmpty ? "--network or --rpc" : nil,
      weights == nil ? "--weights" : nil, embedding == nil ? "--embedding" : nil,
      commission == nil ? "--commission" : nil,
    ].compactMap(\.self)
    guard missing.isEmpty else {
      throw CommandFailure(
        status: .usage,
        underlying: Diagnostic(
          code: "init.unsaid", summary: "Something is not said, and nobody can be asked",
          detail: "There is no terminal to ask on.",
          remedies: ["Give \(missing.joined(separator: ", "))."]))
    }
  }
}
