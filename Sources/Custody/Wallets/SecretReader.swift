import Glibc
public import SomaCrypto

/// Reads secrets from their sources into guarded memory.
///
/// Blocks the calling thread; a cancelled task stops waiting within a tenth of a second.
public struct SecretReader: Sendable {
  /// The most bytes that a secret may have: 64 KiB.
  public static let byteLimit = 65_536

  /// How long a command may run, and a FIFO may keep us waiting.
  public var timeout: Duration

  /// Variables that a command does not inherit: those that hold secrets themselves.
  public var withheldVariables: Set<String>

  /// The descriptor of standard input.
  public var standardInput: Int32

  /// Who besides its owner may be able to open a file.
  public var fileAccess: SecretFile.Access

  /// Creates a reader.
  public init(
    timeout: Duration = .seconds(30), fileAccess: SecretFile.Access = .owner,
    withheldVariables: Set<String> = [], standardInput: Int32 = 0
  ) {
    self.timeout = timeout
    self.fileAccess = fileAccess
    self.withheldVariables = withheldVariables
    self.standardInput = standardInput
  }

  /// Reads a secret as it is, trailing newline included.
  ///
  /// - Returns: 1...``byteLimit`` bytes.
  /// - Throws: ``SecretFileError``, ``SecretCommandError`` or ``SecretSourceError``;
  ///   `CancellationError`; `CryptoError.noGuardedMemory`.
  public func read(_ source: SecretSource) throws -> SecretBytes {
    let secret =
      switch source {
      case .file(let path): try readFile(SecretFile(path: path, access: fileAccess), named: path)
      case .credential(let name): try readFile(credential(name), named: name)
      case .standardInput: try readStandardInput()
      case .command(let command):
        try command.run(limit: Self.byteLimit, timeout: timeout, withholding: withheldVariables)
      case .environment(let name): try readVariable(name)
      }
    guard secret.count > 0 else { throw SecretSourceError.empty(source) }
    return secret
  }

  private func readFile(_ file: SecretFile, named name: String) throws -> SecretBytes {
    do {
      return try file.read(limit: Self.byteLimit, timeout: timeout)
    } catch SecretFileError.missing where SecretText.looksLikeSecret(name) {
      throw SecretSourceError.secretAsName
    }
  }

  private func credential(_ name: String) throws(SecretSourceError) -> SecretFile {
    guard let directory = getenv("CREDENTIALS_DIRECTORY") else { throw .noCredentials }
    guard !name.isEmpty, !name.contains("/"), name != ".", name != ".." else {
      throw .badCredentialName
    }
    return SecretFile(path: String(cString: directory) + "/" + name, access: .ownerAndGroup)
  }

  private func readStandardInput() throws -> SecretBytes {
    // What is typed there would be shown.
    guard isatty(standardInput) == 0 else { throw SecretSourceError.terminal }
    // No deadline: a person may be at the other end of the pipe.
    let reader = GuardedReader(
      descriptor: standardInput, limit: Self.byteLimit, deadline: nil)
    do { return try reader.readToEnd() } catch let failure as GuardedReader.Failure {
      throw switch failure {
      case .tooLong: SecretSourceError.tooLong(.standardInput, limit: Self.byteLimit)
      case .system(let code): SecretSourceError.unreadable(errno: code)
      case .timedOut: failure  // cannot be: there is no deadline
      }
    }
  }

  private func readVariable(_ name: String) throws -> SecretBytes {
    guard !name.isEmpty, !name.utf8.contains(where: { $0 == 0 || $0 == UInt8(ascii: "=") }) else {
      throw SecretSourceError.badVariableName
    }
    guard let value = getenv(name) else {
      throw SecretText.looksLikeSecret(name)
        ? SecretSourceError.secretAsName : SecretSourceError.noVariable(name)
    }
    let count = strlen(value)
    guard count <= Self.byteLimit else {
      throw SecretSourceError.tooLong(.environment(name), limit: Self.byteLimit)
    }
    return try SecretBytes(copying: UnsafeRawBufferPointer(start: value, count: count))
  }
}
