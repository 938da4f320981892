import ArgumentParser
import Diagnostics
import Lifecycle
import Manifest
import SomaTypes
import StateStore
import Steward

/// What commands have in common that put a person's word on record. They send nothing.
struct DecisionOptions: ParsableArguments {
  @OptionGroup var location: StateDirectoryOptions
  @OptionGroup var output: OutputOptions

  /// Runs `body` with the journal of the state.
  func withJournal<Value>(_ body: (Journal) async throws -> Value) async throws -> Value {
    let state = try await StateDatabase.open(
      location.path(), options: StateOptions(access: .readingAndWriting))
    let result: Result<Value, any Error>
    do { result = .success(try await body(try await Journal(state))) } catch {
      result = .failure(error)
    }
    try await state.close()
    return try result.get()
  }

  /// Records events of one model, and prints what holds now.
  ///
  /// - Parameters:
  ///   - name: As typed.
  ///   - decision: In a word or two, such as `paused`.
  ///   - events: Made from the model's record.
  /// - Throws: `CommandFailure` with status 5 for an unknown model; `StateError`; what `events` throws.
  func decide(
    _ name: String, _ decision: String,
    _ events: (ModelRecord, Journal) async throws -> [ModelEvent]
  ) async throws {
    try await withJournal { journal in
      let (name, record) = try Self.model(name, in: journal)
      let isNew = try await journal.record(events(record, journal), of: name)
      try output.write(
        schema: "steward/decision/v1",
        [
          .init("model", name.text), .init("modelId", .text(record.modelID)),
          .init("decision", decision), .init("changed", .bool(isNew)),
        ])
    }
  }

  /// The record of a model by the name that a person typed.
  ///
  /// - Throws: `CommandFailure` with status 5.
  static func model(
    _ text: String, in journal: Journal
  ) throws -> (ResourceName, ModelRecord) {
    if let name = ResourceName(text), let record = journal[name] { return (name, record) }
    let known = journal.recorded.models.keys.sorted().map(\.text).prefix(20)
    throw CommandFailure(
      status: .invalidInput,
      underlying: Diagnostic(
        code: "model.unknown", summary: "The state has no such model",
        detail: known.isEmpty
          ? "Nothing was applied yet." : "It has " + known.joined(separator: ", ") + ".",
        remedies: ["Apply its manifest first:\n    steward apply manifests/"]))
  }

  /// The latest epoch that a node has shown.
  static func epoch(of journal: Journal) async throws -> Epoch {
    try await journal.state.observations().map(\.epoch).max() ?? 0
  }
}
