import CLibYAML
import Diagnostics

/// libyaml's parser over bytes of its own.
///
/// The only code that sees a C pointer. After a throw, the stream is at its end.
struct YAMLEventSource: ~Copyable {
  // On the heap, because the parser keeps pointers to itself and into its input: neither may move.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let file: String

  /// Takes a copy of `bytes`, without their byte order mark.
  ///
  /// - Throws: ``YAMLError/noMemory(function:at:)``.
  init(bytes: [UInt8], file: String) throws(YAMLError) {
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      throw .noMemory(function: "yaml_parser_initialize", at: Place(file: file))
    }
    // libyaml would count the mark as a character of line 1, were it left to it.
    let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: text.count)
    _ = input.initialize(from: text)
    yaml_parser_set_input_string(parser, input.baseAddress, text.count)
    // Not left to libyaml's guess, so UTF-16 is refused instead of read.
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    self.parser = parser
    self.input = input
    self.file = file
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event. The last one is ``YAMLEvent/Kind/streamEnd``; do not ask again after it.
  ///
  /// - Throws: ``YAMLError/syntax(problem:context:at:)``, ``YAMLError/noMemory(function:at:)``.
  mutating func next() throws(YAMLError) -> YAMLEvent {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure }
    defer { yaml_event_delete(&event) }
    return YAMLEvent(kind: Self.kind(of: event), place: place(event.start_mark))
  }

  /// Reads the union member that `type` selects; the others hold nonsense.
  private static func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
    switch event.type {
    case YAML_STREAM_START_EVENT: return .streamStart
    case YAML_DOCUMENT_START_EVENT: return .documentStart
    case YAML_DOCUMENT_END_EVENT: return .documentEnd
    case YAML_ALIAS_EVENT: return .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      // By length, because a text may contain U+0000.
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      return .scalar(
        YAMLScalar(text: String(decoding: bytes, as: UTF8.self), style: style(scalar.style)),
        YAMLEvent.Properties(anchor: text(scalar.anchor), tag: text(scalar.tag)))
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return .sequenceStart(.init(anchor: text(start.anchor), tag: text(start.tag)))
    case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return .mappingStart(.init(anchor: text(start.anchor), tag: text(start.tag)))
    case YAML_MAPPING_END_EVENT: return .mappingEnd
    default: return .streamEnd  // YAML_NO_EVENT is what libyaml returns beyond the end
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func place(_ mark: yaml_mark_t) -> Place {
    Place(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private var failure: YAMLError {
    let state = parser.pointee
    guard let problem = state.problem else {
      return .noMemory(function: "yaml_parser_parse", at: Place(file: file))
    }
    // The reader, which decodes UTF-8, tells the byte and leaves the mark as it was.
    let place =
      state.error == YAML_READER_ERROR
      ? TextPosition(ofByte: Int(state.problem_offset), in: UnsafeBufferPointer(input))
        .place(in: file)
      : place(state.problem_mark)
    let context = state.context.map {
      YAMLError.Context(text: String(cString: $0), place: self.place(state.context_mark))
    }
    return .syntax(problem: String(cString: problem), context: context, at: place)
  }
}
