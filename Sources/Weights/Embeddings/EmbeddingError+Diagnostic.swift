public import Diagnostics

extension EmbeddingError: Explainable {
  /// The explanation. Nothing of the file's content is shown: there may be a key in it.
  public var diagnostic: Diagnostic {
    switch fault {
    case .malformed(let fault, let place):
      diagnostic(
        "malformed", "A file with an embedding is malformed", fault.text, Self.formats,
        place: Place(file: file, line: place.line, column: place.column))
    case .noEmbedding:
      diagnostic(
        "missing", "A file holds no embedding",
        "There is no number in it, or no array under `embedding`.",
        "Name the `artifacts-N.json` of the step, or write the vector as a JSON array.")
    case .notAVector(let shape):
      diagnostic(
        "notAVector", "An embedding is not one vector",
        shape.isEmpty ? "It is nested." : "Its shape is \(shape): a batch, or a table.",
        "Save one vector: for a batch its mean over all but the last dimension, as scorers take it,"
          + " such as `x.reshape(-1, x.shape[-1]).mean(0)`. Which mean is right only you know.")
    case .wrongType(let type):
      diagnostic(
        "wrongType", "An embedding has elements of the wrong type",
        "They are \(Excerpt(type)); 32-bit and 64-bit floats are read.",
        "Save it as 32-bit floats, such as `x.astype('float32')`.")
    case .wrongCount(let expected, let found):
      diagnostic(
        "wrongCount", "An embedding has the wrong length",
        "It has \(found) numbers; the network's `target_embedding_dim` is \(expected).",
        "Check that it comes from this model; another length would stop the whole network.")
    case .notFinite(let index):
      diagnostic(
        "notFinite", "An embedding holds a value that is not a finite number",
        "Element \(index), counted from 0.", Self.diverged)
    case .tooLarge(let index):
      diagnostic(
        "tooLarge", "A number of an embedding is too large for 32 bits",
        "Element \(index), counted from 0.", Self.diverged)
    case .zeroNorm:
      diagnostic(
        "zeroNorm", "An embedding has no direction", "Every number is zero.", Self.diverged)
    case .unusableNorm:
      diagnostic(
        "unusableNorm", "An embedding's length cannot be computed in 32 bits",
        "Its numbers are so small or so large that the sum of their squares is zero or infinite.",
        "Scale the vector; only its direction counts.")
    case .notWholeNumbers(let count):
      damaged("\(count) bytes are not whole 32-bit numbers.")
    case .notOneTensor(let count):
      diagnostic(
        "notOneTensor", "A safetensors file for an embedding needs exactly one tensor",
        "It has \(count).", "Save the embedding alone; these may be the weights.")
    case .cutOff(let count): damaged("It ends inside its header, after \(count) bytes.")
    case .unknownVersion(let major, let minor):
      damaged("Version \(major).\(minor) of `.npy` is unknown.")
    case .otherLength(let count, let width, let bytes):
      damaged("\(count) numbers of \(width) bytes do not take \(bytes) bytes.")
    }
  }

  private static let diverged = "Look at the training: this is no embedding that could be scored."
  private static let formats =
    "Write the vector as a JSON array, `.npy`, safetensors, raw little-endian 32-bit floats (`.f32`),"
    + " or numbers with commas or spaces between them."

  private func damaged(_ detail: String) -> Diagnostic {
    diagnostic(
      "damaged", "A file with an embedding is damaged", detail,
      "Wait until the program that writes it is done, or copy it again.")
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String, place: Place? = nil
  ) -> Diagnostic {
    Diagnostic(
      code: "embedding.\(name)", summary: summary, detail: detail,
      place: place ?? Place(file: file), remedies: [remedy])
  }
}
