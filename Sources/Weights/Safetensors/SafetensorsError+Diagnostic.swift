public import Diagnostics

extension SafetensorsError: Explainable {
  /// The explanation.
  public var diagnostic: Diagnostic {
    switch fault {
    case .tooShort(let size):
      truncated("The file has \(size) bytes, which is less than its header needs.")
    case .headerTooLong(let length, let limit):
      diagnostic(
        "notSafetensors", "A file is not in the safetensors format",
        "Its first 8 bytes would be the length of a header, \(length) bytes; at most \(limit) make"
          + " sense.", Self.saveAsSafetensors)
    case .headerBeyondEnd(let length, let available):
      truncated("Its header should have \(length) bytes; \(available) follow.")
    case .malformed(let fault):
      diagnostic(
        "malformedHeader", "The header of a safetensors file is malformed",
        "At byte \(fault.offset): \(fault.text)", Self.saveAsSafetensors)
    case .unknownType(let tensor, let type):
      malformed(tensor, "its type \(Excerpt(type)) is unknown")
    case .unknownMember(let tensor, let member):
      malformed(tensor, "it has a member \(Excerpt(member)), which the format does not know")
    case .incompleteEntry(let tensor):
      malformed(tensor, "`dtype`, `shape` and two `data_offsets` are not all there")
    case .backwards(let tensor, let start, let end):
      malformed(tensor, "it would begin at \(start) and end at \(end)")
    case .wrongByteCount(let tensor, let type, let shape, let count):
      malformed(tensor, "\(type.rawValue) \(shape) do not take \(count) bytes")
    case .gap(let tensor, let start, let end):
      malformed(tensor, "bytes \(start) to \(end) before it belong to no tensor")
    case .overlap(let tensor, let start, let end):
      malformed(tensor, "it begins at \(start), but the tensor before it ends at \(end)")
    case .truncated(let tensor, let needed, let size):
      truncated(
        "It has \(size) bytes of \(needed) and ends before the end of \(Excerpt(tensor)).")
    case .trailingBytes(let count):
      diagnostic(
        "trailingBytes", "A safetensors file has bytes after its last tensor",
        "\(count) bytes belong to no tensor.", Self.saveAgain)
    }
  }

  private static let saveAgain = "Save or copy the file again; it was changed or damaged."
  private static let saveAsSafetensors =
    "Save the weights with the `save` of soma-models, which writes safetensors."

  private func truncated(_ detail: String) -> Diagnostic {
    diagnostic(
      "truncated", "A safetensors file is not whole", detail,
      "Wait until the program that writes it is done, or copy it again.")
  }

  private func malformed(_ tensor: String, _ detail: String) -> Diagnostic {
    diagnostic(
      "malformedTensor", "A tensor of a safetensors file is malformed",
      "\(Excerpt(tensor)): \(detail).", Self.saveAgain)
  }

  private func diagnostic(
    _ name: String, _ summary: String, _ detail: String, _ remedy: String
  ) -> Diagnostic {
    Diagnostic(
      code: "safetensors.\(name)", summary: summary, detail: detail, place: Place(file: file),
      remedies: [remedy])
  }
}
