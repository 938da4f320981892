import ArgumentParser
import Diagnostics

/// `steward weights`.
struct WeightsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "weights", abstract: "Look at weights and embeddings, seal and open weights.",
    discussion: """
      Sealing is AES-256-CTR as the SDK's encrypt_weights does it: same key, same bytes. A key must \
      never seal two different files: whoever sees both ciphertexts can read both.

        steward weights check model.safetensors
        steward weights seal model.safetensors --generate-key key --out model.sealed
        steward weights open model.sealed --key-file key --out model.safetensors
      """,
    subcommands: [
      CheckWeights.self, DigestFile.self, SealWeights.self, OpenWeights.self,
      ShowEmbedding.self,
    ])

  /// What the help of these commands says of their exit status.
  static let status = """
    Exit status: 0 done, 1 failed, 4 the file changed meanwhile or is not the expected one, 5 invalid \
    input, 7 the key is unavailable, 12 the state cannot be used, 64 wrong usage, 129, 130 or 143 \
    after a signal.
    """

  /// What to tell who seals without a state.
  static let reuseUnchecked = Diagnostic(
    code: "weights.reuseUnchecked", summary: "Nobody knows whether the key was used before",
    detail: "If it has sealed another file, whoever sees both ciphertexts can read both.",
    remedies: ["Name a state, which remembers:\n    --state DIRECTORY"])

  /// What to tell who seals with a state that remembers nothing.
  static let newState = Diagnostic(
    code: "weights.newState", summary: "The state knows of no key that was used before",
    detail: "It is new, or never sealed anything, so there was nothing to compare the key with."
      + " From now on it is on record.",
    remedies: ["If the key may have sealed something, name the state that was used then."])
}
