import Diagnostics
import SomaTypes
import YAMLTree

/// One reading of one set.
struct ManifestReading {
  /// Whether values and lines are searched for secrets.
  var searchesSecrets = true
  private var texts: [String: ManifestText] = [:]
  private var fileNumbers: [String: Int] = [:]
  private var secrets = SecretFindings()
  private var problems: [ManifestProblem] = []
  private var envelopes: [Envelope] = []
  private var decoder: ManifestDecoder
  /// Whether something may be missing from ``envelopes``, so that nobody reports what follows from that.
  private var isWhole = true

  init(workingDirectory: String) {
    decoder = ManifestDecoder(workingDirectory: workingDirectory)
  }

  mutating func add(_ file: ManifestFile, limits: YAMLLimits) {
    let text = ManifestText(file)
    fileNumbers[file.name] = fileNumbers.count
    texts[file.name] = text
    let markers = text.conflictMarkers
    if searchesSecrets { secrets.add(text.secrets) }
    guard markers.isEmpty else {
      problems += markers
      isWhole = false
      return
    }
    let survey = YAMLReader(limits: limits).survey(file.bytes, file: file.name)
    add(survey.problems, in: text)
    if !survey.problems.isEmpty { secrets.add(text.namedSecrets) }
    if let truncation = text.truncation { problems.append(truncation) }
    if survey.documents.allSatisfy(\.root.isNull), survey.problems.isEmpty {
      problems.append(ManifestProblem(.emptyFile, at: Place(file: file.name)))
      isWhole = false
    }
    for document in survey.documents where !document.root.isNull {
      if searchesSecrets { secrets.look(at: document.root) }
      let envelope = Envelope.read(document.root, &decoder)
      if let envelope { envelopes.append(envelope) }
      if envelope?.isWhole != true { isWhole = false }
    }
  }

  /// What libyaml says of a tab is not what a person would say.
  private mutating func add(_ errors: [YAMLError], in text: ManifestText) {
    for error in errors {
      isWhole = false
      let place = error.diagnostic.place ?? Place(file: "")
      if case .duplicateKey(let key, let first, let again) = error, SecretMask.hides(key) {
        let error = YAMLError.duplicateKey("<not shown>", first: first, again: again)
        problems.append(ManifestProblem(.yaml(error), at: place))
        continue
      }
      if case .syntax = error, let tab = text.tab(upToLine: place.line) {
        problems.append(tab)
      } else {
        problems.append(ManifestProblem(.yaml(error), at: place))
      }
    }
  }

  mutating func finish() throws(ManifestError) -> ManifestSet {
    requireDistinctNames()
    for envelope in envelopes { readResource(envelope) }
    let defaults = readDefaults()
    let models = readModels(defaults: defaults.models)
    // When a document is missing here, so may be what others name.
    problems += decoder.problems.filter { isWhole || !$0.isAboutAnotherDocument }
    if models.isEmpty, isWhole, !envelopes.contains(where: { $0.kind == .model }) {
      problems.append(ManifestProblem(.noModels, at: Place(file: firstFile)))
    }
    problems += ManifestSetCheck(models: models).problems
    guard problems.isEmpty, secrets.isEmpty else { throw ManifestError(problems: sorted()) }
    // Half of a set is never taken for the whole.
    precondition(
      isWhole && !models.isEmpty && models.count == envelopes.count { $0.kind == .model },
      "something was dropped without a problem")
    return ManifestSet(models: models.map(\.spec), defaults: defaults.spec)
  }

  mutating func finishHosts() throws(ManifestError) -> [HostSpec] {
    requireDistinctNames()
    for envelope in envelopes { readResource(envelope) }
    problems += decoder.problems
    guard problems.isEmpty, secrets.isEmpty else { throw ManifestError(problems: sorted()) }
    return decoder.scope.hosts.values.compactMap(\.self).sorted { $0.name < $1.name }
  }

  private var firstFile: String {
    fileNumbers.min { $0.value < $1.value }?.key ?? "-"
  }

  private mutating func requireDistinctNames() {
    var places: [Kind: [ResourceName: Place]] = [:]
    var firstDefaults: Place?
    for envelope in envelopes {
      if envelope.kind == .defaults {
        if let first = firstDefaults {
          problems.append(ManifestProblem(.severalDefaults(first: first), at: envelope.place))
        }
        firstDefaults = firstDefaults ?? envelope.place
      } else if let name = envelope.name {
        if let first = places[envelope.kind]?[name] {
          problems.append(
            ManifestProblem(
              .duplicateName(envelope.kind, name, first: first), field: "metadata.name",
              at: envelope.place))
        } else {
          places[envelope.kind, default: [:]][name] = envelope.place
        }
      }
    }
  }

  private mutating func readResource(_ envelope: Envelope) {
    let name = envelope.name
    switch envelope.kind {
    case .network:
      var spec = read(envelope, NetworkSpec.record)
      guard let name else { return }
      spec?.name = name
      spec?.fillIn()
      decoder.scope.networks.updateValue(spec, forKey: name)
    case .wallet:
      var spec = read(envelope, WalletSpec.record)
      guard let name else { return }
      spec?.name = name
      decoder.scope.wallets.updateValue(spec, forKey: name)
    case .host:
      let kind = read(envelope, HostKind.record)
      guard let name else { return }
      decoder.scope.hosts.updateValue(
        kind.map { HostSpec(name: name, kind: $0) }, forKey: name)
    case .defaults, .model: break
    }
  }

  private mutating func read<Root>(_ envelope: Envelope, _ record: Record<Root>) -> Root? {
    decoder.documentShape = Envelope.documentShape(of: envelope.kind)
    var root: Root?
    decoder.descend("spec") { decoder in root = record.read(envelope.spec, &decoder) }
    return root
  }

  private mutating func readDefaults() -> (spec: DefaultsSpec, models: YAMLMapping?) {
    guard let envelope = envelopes.first(where: { $0.kind == .defaults }) else {
      return (DefaultsSpec(), nil)
    }
    let spec = read(envelope, DefaultsSpec.record) ?? DefaultsSpec()
    return (spec, envelope.spec.mapping?["model"]?.mapping)
  }

  private mutating func readModels(defaults: YAMLMapping?) -> [PlacedModel] {
    var models: [PlacedModel] = []
    for var envelope in envelopes where envelope.kind == .model {
      if let defaults { envelope.spec.fill(from: defaults, as: ModelSpec.record.shape) }
      if var spec = read(envelope, ModelSpec.record), let name = envelope.name {
        spec.name = name
        models.append(PlacedModel(spec: spec, envelope: envelope))
      }
    }
    return models
  }

  /// By file, line and column; each once, though defaults are read with every model; and nothing but the secret
  /// at the place of one, so that no other message repeats it.
  private func sorted() -> [ManifestProblem] {
    var seen: [Place: [ManifestProblem.Reason]] = [:]
    let secretPlaces = secrets.places
    let kept = secrets.withoutRepetitions + problems.filter { !secretPlaces.contains($0.place) }
    let once = kept.filter { problem in
      guard seen[problem.place]?.contains(problem.reason) != true else { return false }
      seen[problem.place, default: []].append(problem.reason)
      return true
    }
    let secretLines = Set((secrets.places + problems.secretPlaces).map(\.inLine))
    func order(_ place: Place) -> (Int, Int, Int) {
      (fileNumbers[place.file] ?? 0, place.line ?? 0, place.column ?? 0)
    }
    return once.sorted { order($0.place) < order($1.place) }.enumerated().map { index, problem in
      var problem = problem
      if index < ManifestError.shownCount, !secretLines.contains(problem.place.inLine) {
        problem.source = texts[problem.place.file]?.sourceLine(at: problem.place)
      }
      return problem
    }
  }
}

extension [ManifestProblem] {
  /// Where those are that are secrets.
  fileprivate var secretPlaces: [Place] {
    compactMap { if case .secret = $0.reason { $0.place } else { nil } }
  }
}

extension Place {
  /// The line alone.
  fileprivate var inLine: Place { Place(file: file, line: line) }
}

extension ManifestProblem {
  /// Whether it may follow from a document that could not be read.
  fileprivate var isAboutAnotherDocument: Bool {
    switch reason {
    case .unresolved, .ambiguous, .noNetwork: true
    default: false
    }
  }
}
