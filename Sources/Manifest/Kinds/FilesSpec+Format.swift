import SomaCrypto

extension Variant where Whole == FileSource, Part == String {
  /// One file.
  fileprivate static var file: Variant {
    Variant(FileSource.file) { if case .file(let path) = $0 { path } else { nil } }
  }

  /// The newest of several.
  fileprivate static var pattern: Variant {
    Variant(FileSource.pattern) { if case .pattern(let path) = $0 { path } else { nil } }
  }
}

extension WeightsSpec {
  static let record = Record<WeightsSpec>(
    "weights", initial: WeightsSpec(source: .file("")), exactlyOneOf: ["file", "pattern"],
    [
      Field(
        "file", case: .file, of: \.source, .path, isPerModel: true,
        "A safetensors file; a relative path is relative to the manifest."),
      Field(
        "pattern", case: .pattern, of: \.source, .pattern, isPerModel: true,
        """
        Several files, of which the one with the highest number counts: one `*` in the last part of the path \
        stands for the number of the training step.
        """),
      Field(
        "ready", optional: \.ready, .path, isPerModel: true,
        """
        A file that the trainer writes last. While it is absent the weights are not looked at, so that a \
        half-written file is never sealed.
        """),
      Field(
        "sha256", optional: \.sha256, .sha256, isPerModel: true,
        "The SHA-256 that the file must have, so that a review covers the very bytes."),
      Field(
        "check", \.check, .choice,
        """
        How much is checked before money is spent: `full` reads every number, `header` names, shapes and \
        types, `none` nothing.
        """),
    ],
    check: { weights, places, decoder in
      if case .pattern = weights.source, weights.sha256 != nil {
        decoder.report(
          .contradiction(.digestOfPattern), in: "sha256", at: places.place(of: "sha256"))
      }
    })
}

extension EmbeddingSpec {
  static let record = Record<EmbeddingSpec>(
    "an embedding", initial: EmbeddingSpec(source: .file("")), exactlyOneOf: ["file", "pattern"],
    [
      Field(
        "file", case: .file, of: \.source, .path, isPerModel: true,
        "The file; a relative path is relative to the manifest."),
      Field(
        "pattern", case: .pattern, of: \.source, .pattern, isPerModel: true,
        "As for weights. The step must be that of the weights."),
      Field(
        "sha256", optional: \.sha256, .sha256, isPerModel: true,
        "The SHA-256 that the file must have."),
    ],
    check: { embedding, places, decoder in
      if case .pattern = embedding.source, embedding.sha256 != nil {
        decoder.report(
          .contradiction(.digestOfPattern), in: "sha256", at: places.place(of: "sha256"))
      }
    })
}
