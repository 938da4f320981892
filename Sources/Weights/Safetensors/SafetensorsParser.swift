/// Reads the JSON of a safetensors header, and lays its tensors out over the file.
struct SafetensorsParser {
  /// A tensor as written; offsets count from the start of the data.
  private struct Entry {
    var name: String
    var type: ElementType
    var shape: [UInt64]
    var start: UInt64
    var end: UInt64
  }

  private var reader: JSONReader
  private let limits: SafetensorsLimits
  private var entries: [Entry] = []

  private(set) var metadata: [String: String] = [:]

  /// Starts with the text of a header.
  init(_ text: [UInt8], limits: SafetensorsLimits) {
    reader = JSONReader(text)
    self.limits = limits
  }

  /// Reads the whole text.
  ///
  /// - Throws: ``JSONFault`` with offsets in the text, ``SafetensorsFault``.
  mutating func parse() throws {
    guard reader.text.isEmpty || reader.text[0] == UInt8(ascii: "{") else {
      throw JSONFault(.expected("`{`"), at: 0)
    }
    var members = try reader.openObject(limit: limits.tensors + 1)
    while let name = try reader.nextName(of: &members) {
      if name == "__metadata__" { try readMetadata() } else { try readTensor(name) }
    }
    try reader.finish()
  }

  /// The tensors in the order of their bytes, which fill the file.
  func layout(dataStart: UInt64, fileSize: UInt64) throws(SafetensorsFault) -> [SafetensorsTensor] {
    let sorted = entries.sorted {
      ($0.start, $0.end, $0.name) < ($1.start, $1.end, $1.name)
    }
    let available = fileSize - dataStart
    var next: UInt64 = 0
    var tensors: [SafetensorsTensor] = []
    for entry in sorted {
      guard entry.start == next else {
        throw entry.start > next
          ? .gap(before: entry.name, from: next, to: entry.start)
          : .overlap(tensor: entry.name, start: entry.start, previousEnd: next)
      }
      next = entry.end
      // Checked below, once the whole length is known.
      guard entry.end <= available else { continue }
      tensors.append(
        SafetensorsTensor(
          name: entry.name, type: entry.type, shape: entry.shape,
          bytes: dataStart + entry.start..<dataStart + entry.end))
    }
    guard next <= available else {
      let cut = sorted.first { $0.end > available }
      let (needed, overflow) = dataStart.addingReportingOverflow(next)
      throw .truncated(
        tensor: cut?.name ?? "", needed: overflow ? .max : needed, size: fileSize)
    }
    guard next == available else { throw .trailingBytes(count: available - next) }
    return tensors
  }

  private mutating func readMetadata() throws {
    var members = try reader.openObject(limit: limits.metadata)
    while let name = try reader.nextName(of: &members) {
      metadata[name] = try reader.readString()
    }
  }

  private mutating func readTensor(_ name: String) throws {
    var type: ElementType?
    var shape: [UInt64]?
    var range: [UInt64]?
    var members = try reader.openObject(limit: 8)
    while let member = try reader.nextName(of: &members) {
      switch member {
      case "dtype":
        let text = try reader.readString()
        guard let known = ElementType(rawValue: text) else {
          throw SafetensorsFault.unknownType(tensor: name, type: text)
        }
        type = known
      case "shape": shape = try readNumbers(limit: limits.dimensions)
      case "data_offsets": range = try readNumbers(limit: 2)
      default: throw SafetensorsFault.unknownMember(tensor: name, member: member)
      }
    }
    guard let type, let shape, let range, range.count == 2 else {
      throw SafetensorsFault.incompleteEntry(tensor: name)
    }
    guard range[0] <= range[1] else {
      throw SafetensorsFault.backwards(tensor: name, start: range[0], end: range[1])
    }
    guard SafetensorsTensor.byteCount(of: type, shape: shape) == range[1] - range[0] else {
      throw SafetensorsFault.wrongByteCount(
        tensor: name, type: type, shape: shape, byteCount: range[1] - range[0])
    }
    entries.append(Entry(name: name, type: type, shape: shape, start: range[0], end: range[1]))
  }

  private mutating func readNumbers(limit: Int) throws -> [UInt64] {
    var elements = try reader.openArray(limit: limit)
    var numbers: [UInt64] = []
    while try reader.hasNext(in: &elements) { numbers.append(try reader.readUnsigned()) }
    return numbers
  }
}
