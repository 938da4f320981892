import Glibc

/// Files with a training step in their names, such as `out/checkpoint-*.safetensors`.
///
/// The `*` stands for decimal digits and nothing else, so what a trainer writes beside its
/// checkpoints (`checkpoint-12.safetensors.tmp`, `checkpoint-best.safetensors`) does not count.
public struct CheckpointPattern: Hashable, Sendable {
  /// One file that fits a pattern.
  public struct Match: Hashable, Sendable {
    /// Its path, beginning as the pattern does.
    public var path: String
    /// The number in its name.
    public var step: UInt64
  }

  /// As written.
  public let text: String

  private let directory: String
  private let prefix: String
  private let suffix: String

  /// Reads a pattern.
  ///
  /// - Throws: ``CheckpointError/notAPattern(_:)`` unless there is exactly one `*`, after the last
  ///   slash, and no other wildcard.
  public init(_ text: String) throws(CheckpointError) {
    let name = text.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let parts = name.split(separator: "*", omittingEmptySubsequences: false)
    let others = text.utf8.contains { "?[]{}".utf8.contains($0) || $0 == 0 }
    guard parts.count == 2, !others, !text.dropLast(name.count).contains("*") else {
      throw .notAPattern(text)
    }
    self.text = text
    directory = String(text.dropLast(name.count))
    prefix = String(parts[0])
    suffix = String(parts[1])
  }

  /// The number in a file's name.
  ///
  /// - Returns: `nil` when the name does not fit, or has more digits than 64 bits hold.
  public func step(in name: some StringProtocol) -> UInt64? {
    let bytes = name.utf8
    guard bytes.count > prefix.utf8.count + suffix.utf8.count, bytes.starts(with: prefix.utf8),
      bytes.reversed().starts(with: suffix.utf8.reversed())
    else { return nil }
    let digits = bytes.dropFirst(prefix.utf8.count).dropLast(suffix.utf8.count)
    guard digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return UInt64(String(decoding: digits, as: UTF8.self))
  }

  /// The file with the highest number: `checkpoint-10` comes after `checkpoint-9`.
  ///
  /// - Throws: ``CheckpointError``.
  public func newest() throws(CheckpointError) -> Match {
    let matches = try all()
    guard let highest = matches.map(\.step).max() else { throw .noMatch(text) }
    return try only(matches.filter { $0.step == highest })
  }

  /// The file with this number.
  ///
  /// - Throws: ``CheckpointError``, ``CheckpointError/noStep(_:step:)`` when there is none.
  public func match(step: UInt64) throws(CheckpointError) -> Match {
    let matches = try all().filter { $0.step == step }
    guard !matches.isEmpty else { throw .noStep(text, step: step) }
    return try only(matches)
  }

  private func only(_ matches: [Match]) throws(CheckpointError) -> Match {
    // `checkpoint-7` and `checkpoint-007`.
    guard matches.count == 1 else { throw .ambiguous(matches.map(\.path).sorted()) }
    return matches[0]
  }

  private func all() throws(CheckpointError) -> [Match] {
    let path = directory.isEmpty ? "." : directory
    guard let stream = opendir(path) else { throw .unreadableDirectory(path, errno: errno) }
    defer { closedir(stream) }
    var matches: [Match] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let step = step(in: name), Self.isFile("\(directory)\(name)") {
        matches.append(Match(path: "\(directory)\(name)", step: step))
      }
      errno = 0
    }
    guard errno == 0 else { throw .unreadableDirectory(path, errno: errno) }
    return matches
  }

  /// Whether links lead to a regular file: a directory may be named like a checkpoint too.
  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
