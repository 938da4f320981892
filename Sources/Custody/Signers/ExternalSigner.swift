import ChildProcesses
import Foundation
public import SomaCrypto
public import SomaTypes

/// A program outside Steward that holds the owner's key and signs with it: an HSM, a KMS, another
/// machine.
///
/// For each signature the program is started once, without a shell and without a terminal:
///
/// - Standard input: the intent message, `00 00 01 || BCS(TransactionData)`, in Base64 on one line,
///   then the end of the file.
/// - What it signs: the 32 bytes BLAKE2b-256(intent message), with Ed25519 (RFC 8032).
/// - Standard output: `00 || signature[64] || public key[32]`, 97 bytes, in Base64 or as 194 hex
///   digits, on one line, at most ``answerLimit`` bytes. Nothing else.
/// - Standard error: anything; its last line is shown when the program fails.
/// - Exit status: 0.
///
/// Nothing it says is believed: the key must be the owner's and the signature must verify.
///
/// Source: WIRE.md 3.2 and 3.3. For those who write such a program: `docs/external-signer.md`.
public struct ExternalSigner: Sendable {
  /// Whose signature is wanted.
  public enum Owner: Hashable, Sendable {
    /// The public key itself.
    case publicKey(Ed25519PublicKey)
    /// The owner's address: BLAKE2b-256(`00` || public key).
    case address(SomaAddress)

    /// The owner's address.
    var address: SomaAddress {
      switch self {
      case .publicKey(let key): SomaAddress(key)
      case .address(let address): address
      }
    }
  }

  /// The longest answer that is read, in bytes, with its line break.
  public static let answerLimit = 4096

  /// The arguments, the program first: a path when it contains `/`, otherwise a name that is looked
  /// up in `PATH`.
  public var command: [String]

  /// Whose signature is wanted.
  public var owner: Owner

  /// How long the program may take, from start to exit. Then its process group gets SIGTERM, and
  /// SIGKILL as soon as the program is gone, or two seconds later.
  public var timeout: Duration

  /// Names of environment variables that the program must not see.
  public var hiddenVariables: Set<String>

  /// Creates a signer. Nothing is run yet.
  ///
  /// - Parameters:
  ///   - command: The program and its arguments; no shell reads them.
  ///   - owner: Whose signature is wanted.
  ///   - timeout: How long the program may take.
  ///   - hiddenVariables: Environment variables with Steward's secrets. The program gets all others.
  public init(
    command: [String], owner: Owner, timeout: Duration = .seconds(60),
    hiddenVariables: Set<String> = []
  ) {
    self.command = command
    self.owner = owner
    self.timeout = timeout
    self.hiddenVariables = hiddenVariables
  }

  /// Lets the program sign a transaction.
  ///
  /// Cancelling the task kills the program like the timeout does.
  ///
  /// - Parameter data: The transaction.
  /// - Returns: The transaction with a signature that is valid for it and is this owner's.
  /// - Throws: ``ExternalSignerError``; `CancellationError`.
  public func sign(_ data: TransactionData) async throws -> SignedTransaction {
    let signature = try await signature(of: data.intentMessage)
    return SignedTransaction(data: data, signature: signature.userSignature)
  }

  /// Lets the program sign any message.
  func signature(of message: [UInt8]) async throws -> ExternalSignature {
    let command = ChildCommand(
      arguments: command,
      environment: ProcessInfo.processInfo.environment.filter {
        !hiddenVariables.contains($0.key)
      },
      input: ChildInput(Array(Data(message).base64EncodedData()) + [UInt8(ascii: "\n")]),
      timeout: timeout)
    do {
      let (exit, answer) = try await command.run(outputLimit: Self.answerLimit)
      return try check(answer, for: message, untakenInput: exit.untakenInput)
    } catch let error as ChildProcessError {
      throw ExternalSignerError.command(error, program: command.arguments.first ?? "")
    }
  }

  private func check(
    _ answer: [UInt8], for message: [UInt8], untakenInput: Int
  ) throws(ExternalSignerError) -> ExternalSignature {
    do {
      let signature = try ExternalSignature(answer: answer)
      try signature.verify(for: message, owner: owner)
      return signature
    } catch {
      // The better reason for a bad answer. A good one proves that enough was read.
      if untakenInput > 0 { throw .closedInput(unreadBytes: untakenInput) }
      throw error
    }
  }
}
