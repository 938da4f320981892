/// How long a file must have been left alone before it counts as written.
public struct QuietPeriod: Equatable, Sendable {
  /// How long nobody may have written to it.
  public var duration: Duration

  /// What the time is now, on the clock of the file system.
  public var now: FileTime

  /// Sets the period; its length is a rule of the caller's.
  public init(_ duration: Duration, now: FileTime) {
    self.duration = duration
    self.now = now
  }

  /// Checks that nobody is writing to an open file, as far as that shows.
  ///
  /// Call it after everything that may take time, such as reading the header: it looks at the file
  /// once more and compares.
  ///
  /// - Throws: ``UnfinishedFile`` when the file has changed since it was opened, or was last written
  ///   less than the period ago, or, by its clock, later than now; ``FileError``.
  public func require(_ file: OpenFile) throws {
    let current = try file.currentIdentity()
    guard current.size == file.size, current.modified == file.identity.modified else {
      throw UnfinishedFile.changing(file.path, from: file.size, to: current.size)
    }
    let age = current.modified.elapsed(until: now)
    guard age >= duration else {
      throw UnfinishedFile.recent(file.path, age: age, quiet: duration)
    }
  }

  /// Reads the header of weights that nobody is writing to.
  ///
  /// - Throws: ``UnfinishedFile``, also when the header claims more bytes than there are;
  ///   ``SafetensorsError``; ``FileError``.
  public func header(
    of file: OpenFile, limits: SafetensorsLimits = SafetensorsLimits()
  ) throws -> SafetensorsHeader {
    let header = Result { try SafetensorsHeader(of: file, limits: limits) }
    // First, because a file that is being written may look wrong in any way.
    try require(file)
    do { return try header.get() } catch let error as SafetensorsError
      where error.fault.isIncomplete
    {
      throw UnfinishedFile.incomplete(file.path, error.fault)
    }
  }
}
