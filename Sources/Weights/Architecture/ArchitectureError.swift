public import Diagnostics

/// Why weights do not fit the architecture.
public struct ArchitectureError: Error, Equatable, Sendable {
  /// The path.
  public var file: String
  /// Everything that is wrong; at least one.
  public var problems: [ArchitectureProblem]

  /// Creates an error.
  ///
  /// - Precondition: There is a problem.
  public init(file: String, problems: [ArchitectureProblem]) {
    precondition(!problems.isEmpty, "an error needs a problem")
    self.file = file
    self.problems = problems
  }
}

extension ArchitectureError: Explainable {
  /// How many tensors are named before the rest is only counted.
  static let shownCount = 20

  /// The explanation of the first problem.
  public var diagnostic: Diagnostic { diagnostic(of: problems[0]) }

  /// One explanation for each of the first problems, and one that counts the rest.
  public var diagnostics: [Diagnostic] {
    let rest = problems.count - Self.shownCount
    let shown = problems.prefix(Self.shownCount).map(diagnostic(of:))
    guard rest > 0 else { return shown }
    return shown + [
      explain(
        "more", "More tensors do not fit the architecture", "There are \(rest) more.",
        "Mend the first ones; the others are likely of the same kind.")
    ]
  }

  private func diagnostic(of problem: ArchitectureProblem) -> Diagnostic {
    let name = Excerpt(problem.tensor, limit: 120)
    return switch problem {
    case .missing(_, let shape):
      explain(
        "missing", "A tensor of the architecture is missing", "\(name), F32 \(shape).",
        Self.saveRemedy)
    case .extra:
      explain("extra", "The architecture has no such tensor", "\(name).", Self.saveRemedy)
    case .wrongType(_, let found):
      explain(
        "wrongType", "A tensor has the wrong type",
        "\(name) is \(found.rawValue); scorers read F32.",
        "Convert the weights to 32-bit floats before saving them.")
    case .transposed(_, let expected):
      explain(
        "transposed", "A tensor is transposed",
        "\(name) is stored as \(Array(expected.reversed())); (in, out) is \(expected).",
        "Save with the `save` of soma-models: a PyTorch state has linear weights as (out, in), and"
          + " square ones are transposed without showing it.")
    case .wrongShape(_, let expected, let found):
      explain(
        "wrongShape", "A tensor has the wrong shape",
        "\(name) is \(found); \(expected) is expected.",
        "Check the dimensions that the model was trained with against the network's.")
    case .notFinite(_, let index):
      explain(
        "notFinite", "A weight is not a finite number", "\(name), element \(index).",
        "Training diverged: go back to an earlier checkpoint.")
    }
  }

  private static let saveRemedy =
    "Save with the `save` of soma-models, which writes the network's names; check the number of"
    + " layers."

  private func explain(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "architecture.\(name)", summary: summary, detail: detail, place: Place(file: file),
      remedies: [remedy])
  }
}
