/// A position in an input: a file, and a line and column when they are known.
public struct Place: Hashable, Sendable, CustomStringConvertible {
  /// The path as the person gave it, or `-` for standard input.
  public var file: String

  /// Line, counted from 1.
  public var line: Int?

  /// Column in characters, counted from 1. Meaningful only with a ``line``.
  public var column: Int?

  /// Creates a place.
  public init(file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
  }

  /// `file:line:column`, as editors and compilers write it.
  public var description: String {
    switch (line, column) {
    case (let line?, let column?): "\(file):\(line):\(column)"
    case (let line?, nil): "\(file):\(line)"
    case (nil, _): file
    }
  }
}
