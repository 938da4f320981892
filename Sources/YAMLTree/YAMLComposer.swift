import Diagnostics

/// Builds documents from events, and keeps count.
struct YAMLComposer: ~Copyable {
  private var events: YAMLEventSource
  private let limits: YAMLLimits
  private var survey = YAMLSurvey(documents: [], problems: [])
  private var total = Size()
  private var anchors: [String: Anchor] = [:]

  /// How much a value is, with everything in it.
  private struct Size {
    var nodes = 0
    var textBytes = 0
    var levels = 0

    mutating func add(_ other: Size) {
      nodes += other.nodes
      textBytes += other.textBytes
      levels = max(levels, other.levels + 1)
    }
  }

  private struct Composed {
    var node: YAMLNode
    var size: Size
  }

  private struct Anchor {
    var place: Place
    var value: Composed?  // nil while we are still inside it
  }

  init(events: consuming YAMLEventSource, limits: YAMLLimits) {
    self.events = events
    self.limits = limits
  }

  /// Reads the whole stream. Call once.
  mutating func compose() -> YAMLSurvey {
    do throws(YAMLError) { try composeStream() } catch { survey.problems.append(error) }
    return survey
  }

  private mutating func composeStream() throws(YAMLError) {
    var finished: YAMLDocument?
    while true {
      let event = try events.next()
      switch event.kind {
      case .streamEnd, .documentStart:
        // Only now: libyaml takes the `[a]` of `[a]]` for a document, and fails at the next event.
        if let document = finished { survey.documents.append(document) }
        guard case .documentStart = event.kind else { return }
        finished = try composeDocument(at: event.place)
      default: continue  // the start of the stream, the end of a document
      }
    }
  }

  /// - Returns: `nil` after reporting a problem in the document.
  private mutating func composeDocument(at place: Place) throws(YAMLError) -> YAMLDocument? {
    anchors = [:]  // an alias means an anchor of its own document
    let problemsBefore = survey.problems.count
    let root = try composeNode(from: events.next(), level: 1).node
    guard survey.problems.count == problemsBefore else { return nil }
    return YAMLDocument(root: root, place: place)
  }

  private mutating func composeNode(
    from event: YAMLEvent, level: Int
  ) throws(YAMLError) -> Composed {
    switch event.kind {
    case .alias(let name): return try resolve(name, at: event.place, level: level)
    case .scalar(let scalar, let properties):
      open(properties.anchor, at: event.place)
      let size = Size(nodes: 1, textBytes: scalar.text.utf8.count, levels: 1)
      try spend(size, at: event.place, level: level)
      let node = YAMLNode(.scalar(scalar), tag: properties.tag, place: event.place)
      return close(properties.anchor, Composed(node: node, size: size))
    case .sequenceStart(let properties):
      open(properties.anchor, at: event.place)
      try spend(Size(nodes: 1, levels: 1), at: event.place, level: level)
      let (items, size) = try composeItems(level: level + 1)
      let node = YAMLNode(.sequence(items), tag: properties.tag, place: event.place)
      return close(properties.anchor, Composed(node: node, size: size))
    case .mappingStart(let properties):
      open(properties.anchor, at: event.place)
      try spend(Size(nodes: 1, levels: 1), at: event.place, level: level)
      let (entries, size) = try composeEntries(level: level + 1)
      let mapping = YAMLMapping(entries: entries)
      let node = YAMLNode(.mapping(mapping), tag: properties.tag, place: event.place)
      return close(properties.anchor, Composed(node: node, size: size))
    case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      // libyaml's grammar puts a value here; if it ever breaks it, that is no reason to trap.
      throw .syntax(problem: "a value is missing", context: nil, at: event.place)
    }
  }

  private mutating func composeItems(level: Int) throws(YAMLError) -> ([YAMLNode], Size) {
    var items: [YAMLNode] = []
    var size = Size(nodes: 1, levels: 1)
    while true {
      let event = try events.next()
      if case .sequenceEnd = event.kind { return (items, size) }
      let item = try composeNode(from: event, level: level)
      size.add(item.size)
      items.append(item.node)
    }
  }

  private mutating func composeEntries(
    level: Int
  ) throws(YAMLError) -> ([YAMLMapping.Entry], Size) {
    var entries: [YAMLMapping.Entry] = []
    var places: [String: Place] = [:]
    var size = Size(nodes: 1, levels: 1)
    while true {
      let event = try events.next()
      if case .mappingEnd = event.kind { return (entries, size) }
      let key = try composeNode(from: event, level: level)
      let name = checkKey(key.node, among: &places)
      let value = try composeNode(from: events.next(), level: level)
      size.add(key.size)
      size.add(value.size)
      guard let name else { continue }
      entries.append(.init(key: name, keyPlace: key.node.place, value: value.node))
    }
  }

  /// The text of a key, or `nil` after reporting why it is none.
  private mutating func checkKey(_ key: YAMLNode, among places: inout [String: Place]) -> String? {
    guard case .scalar(let scalar) = key.content else {
      survey.problems.append(.keyNotScalar(at: key.place))
      return nil
    }
    let isMerge = key.tag.map { $0 == "tag:yaml.org,2002:merge" } ?? (scalar.style == .plain)
    if isMerge, scalar.text == "<<" {
      survey.problems.append(.mergeKey(at: key.place))
      return nil
    }
    if let first = places[scalar.text] {
      survey.problems.append(.duplicateKey(scalar.text, first: first, again: key.place))
      return nil
    }
    places[scalar.text] = key.place
    return scalar.text
  }

  private mutating func resolve(
    _ name: String, at place: Place, level: Int
  ) throws(YAMLError) -> Composed {
    guard let anchor = anchors[name] else {
      survey.problems.append(.unknownAlias(at: place))
      return placeholder(at: place)
    }
    guard var value = anchor.value else {
      survey.problems.append(.recursiveAlias(at: place, anchor: anchor.place))
      return placeholder(at: place)
    }
    try spend(value.size, at: place, level: level)
    value.node.place = place
    return value
  }

  /// Stands in a document that is dropped anyway.
  private func placeholder(at place: Place) -> Composed {
    Composed(
      node: YAMLNode(.scalar(YAMLScalar(text: "")), place: place), size: Size(nodes: 1, levels: 1))
  }

  private mutating func open(_ anchor: String?, at place: Place) {
    guard let anchor else { return }
    if let first = anchors[anchor] {
      survey.problems.append(.duplicateAnchor(first: first.place, again: place))
    }
    anchors[anchor] = Anchor(place: place)
  }

  private mutating func close(_ anchor: String?, _ composed: Composed) -> Composed {
    if let anchor { anchors[anchor]?.value = composed }
    return composed
  }

  private mutating func spend(_ size: Size, at place: Place, level: Int) throws(YAMLError) {
    total.nodes += size.nodes
    total.textBytes += size.textBytes
    guard level + size.levels - 1 <= limits.depth else {
      throw .overLimit(.depth, maximum: limits.depth, at: place)
    }
    guard total.nodes <= limits.nodes else {
      throw .overLimit(.nodes, maximum: limits.nodes, at: place)
    }
    guard total.textBytes <= limits.textBytes else {
      throw .overLimit(.textBytes, maximum: limits.textBytes, at: place)
    }
  }
}
