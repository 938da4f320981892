/// How much of a file of weights is checked before it is sealed: `check` of a manifest.
///
/// A scorer that cannot load a model fails the whole request that the model is part of, and the
/// chain looks at none of this.
public enum WeightsCheck: String, Hashable, Sendable, CaseIterable {
  /// Header, and that every number is finite: reads the whole file.
  case full
  /// The header alone: names, types, shapes, and that the file is whole.
  case header
  /// Nothing: for files in another format.
  case none

  /// Checks an open file.
  ///
  /// With ``full`` the file is read once for this alone. A digest pass reads it anyway: see
  /// ``ContentDigest/init(of:scanning:progress:)``.
  ///
  /// - Returns: What the header says; `nil` with ``none``.
  /// - Throws: ``ArchitectureError``, ``SafetensorsError``, ``FileError``;
  ///   ``SealingError/shrank(_:size:at:)`` when the file ends while it is read; `CancellationError`.
  @discardableResult
  public func run(
    on file: OpenFile, architecture: ArchitectureV1 = ArchitectureV1(),
    limits: SafetensorsLimits = SafetensorsLimits()
  ) throws -> SafetensorsHeader? {
    guard self != .none else { return nil }
    let header = try SafetensorsHeader(of: file, limits: limits)
    let problems = architecture.problems(of: header)
    guard problems.isEmpty else { throw ArchitectureError(file: file.path, problems: problems) }
    guard self == .full else { return header }
    var scan = FiniteScan(header)
    var offset: UInt64 = 0
    while offset < file.size {
      try Task.checkCancellation()
      let chunk = try file.bytes(count: ContentDigest.chunkSize, at: offset)
      guard !chunk.isEmpty else {
        throw SealingError.shrank(file.path, size: file.size, at: offset)
      }
      if let problem = chunk.withUnsafeBytes({ scan.look(at: $0, offset: offset) }) {
        throw ArchitectureError(file: file.path, problems: [problem])
      }
      offset += UInt64(chunk.count)
    }
    return header
  }
}
