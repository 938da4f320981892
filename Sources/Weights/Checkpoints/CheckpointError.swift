public import Diagnostics
import Glibc

/// Why there is no checkpoint to seal. The first texts are patterns or paths.
public enum CheckpointError: Error, Equatable, Sendable {
  /// Not a path with one `*` in its last part.
  case notAPattern(String)
  /// The directory cannot be read; its `errno`.
  case unreadableDirectory(String, errno: Int32)
  /// No file fits.
  case noMatch(String)
  /// No file with this number fits.
  case noStep(String, step: UInt64)
  /// Several files have the same number.
  case ambiguous([String])
  /// Weights and embedding are of different steps.
  case stepsDiffer(weights: UInt64, embedding: UInt64, file: String)
}

extension CheckpointError {
  /// Checks that an embedding belongs to the weights of a step.
  ///
  /// - Parameters:
  ///   - weights: The number in the name of the weights.
  ///   - name: The number in the name of the embedding, when that was found by a pattern.
  ///   - embedding: What was read; it may name a step itself.
  ///   - file: The path of the embedding.
  /// - Throws: ``stepsDiffer(weights:embedding:file:)``.
  public static func requireSameStep(
    weights: UInt64, name: UInt64?, embedding: EmbeddingFile, file: String
  ) throws(CheckpointError) {
    for step in [name, embedding.step].compactMap(\.self) where step != weights {
      throw .stepsDiffer(weights: weights, embedding: step, file: file)
    }
  }
}

extension CheckpointError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch self {
    case .notAPattern(let text):
      diagnostic(
        "notAPattern", "This is not a pattern for checkpoints",
        "\(Excerpt(text)) should have one `*`, in its last part, and no other wildcard.",
        "Write it such as `out/checkpoint-*.safetensors`; the `*` stands for the step.")
    case .unreadableDirectory(let path, let code):
      diagnostic(
        "unreadableDirectory", "A directory of checkpoints cannot be read",
        "\(String(cString: strerror(code))).", "Check the path and its permissions.", path)
    case .noMatch(let pattern):
      diagnostic(
        "noMatch", "There is no checkpoint", "No file fits \(Excerpt(pattern, limit: 400)).",
        "Check the pattern; the `*` stands for digits only.")
    case .noStep(let pattern, let step):
      diagnostic(
        "noStep", "A file of this step is missing",
        "No file fits \(Excerpt(pattern, limit: 400)) with \(step).",
        "Wait until the trainer has written it.")
    case .ambiguous(let paths):
      diagnostic(
        "ambiguous", "Several checkpoints have the same step",
        paths.map { "\(Excerpt($0, limit: 400))" }.joined(separator: ", ") + ".",
        "Remove or rename all but one.")
    case .stepsDiffer(let weights, let embedding, let file):
      diagnostic(
        "stepsDiffer", "Weights and embedding are of different steps",
        "The weights are of step \(weights), the embedding of step \(embedding).",
        "Wait until the trainer has written both, or name the files of one step.", file)
    }
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String, _ file: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "checkpoint.\(name)", summary: summary, detail: detail,
      place: file.map { Place(file: $0) }, remedies: [remedy])
  }
}
