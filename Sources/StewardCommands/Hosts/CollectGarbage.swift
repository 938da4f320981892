import ArgumentParser
import Diagnostics
import Hosting
import Lifecycle
import SomaTypes
import StateStore
import Steward

extension HostCommand {
  /// `steward host gc`.
  struct CollectGarbage: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "gc", abstract: "Delete our objects that nobody has needed for a whole epoch.",
      discussion: """
        An object stays while any model on chain names it in its current or pending URL, while an upload, \
        an attempt, a release or a packet in the state needs it, and for one whole epoch after that was first seen to \
        be over. The state notes when that was, also without --yes; nothing is deleted without --yes. All \
        nodes must answer, and agree.

          steward host gc -f host.yaml --keyring keyring --state state --network testnet
          steward host gc -f host.yaml --keyring keyring --state state --network testnet --yes

        Exit status: 0 done, 1 failed, 5 invalid input, 7 credentials or the keyring are unavailable, 9 the \
        host or a node does not answer, 12 the state cannot be used or is about another chain, 64 wrong \
        usage, 129, 130 or 143 after a signal.
        """)

    @Option(
      help: ArgumentHelp("The directory of the state.", valueName: "directory"),
      completion: .directory)
    var state: String

    @Flag(help: "Delete. Without it, only what would happen is shown.")
    var yes = false

    @OptionGroup var masters: ObjectOwnerOptions
    @OptionGroup var host: HostOptions
    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let ids = try masters.ids()
      try await host.withHost(state: state, .readingAndWriting) { connection in
        guard let state = connection.state else { return }
        var objects: [StoredObject] = []
        for id in ids { objects += try await connection.declared.host.list(masterID: id) }
        // After the list: what was committed meanwhile is seen.
        let view = try await nodes.chainViewForSweep()
        let sweep = HostSweep(try connection.declared.host, state: state)
        let rulings = try await stateErrors { try await sweep.judge(objects, by: view) }
        try await sweep.note(rulings, by: view, at: .now)
        var deleted: Set<ObjectName> = []
        var aborted: [ObjectName] = []
        var failure: (any Error)?
        if yes {
          do {
            for ruling in rulings where ruling.verdict == .delete {
              try await sweep.delete(ruling)
              deleted.insert(ruling.object.name)
            }
            aborted = try await connection.abandonOldUploads(of: ids, before: Moment.now)
          } catch { failure = error }
        }
        try output.write(
          schema: "steward/host-gc/v1",
          [
            .init("host", try connection.declared.host.description),
            .init("epoch", .number(view.epoch.rawValue)),
            .init("deleted", .number(UInt64(deleted.count))),
            .init("abortedUploads", .list(aborted.map { .text($0.text) })),
            .init(
              "objects",
              .list(rulings.map { $0.output(isDeleted: deleted.contains($0.object.name)) })),
          ])
        if let failure { throw failure }
      }
    }

    private func stateErrors<Value>(_ body: () async throws -> Value) async throws -> Value {
      do { return try await body() } catch let error as HostSweepError {
        throw CommandFailure(status: .stateUnusable, underlying: error)
      }
    }
  }
}

extension HostSweep.Ruling {
  fileprivate func output(isDeleted: Bool) -> OutputValue {
    var until: Epoch?
    var model: ModelID?
    let words: (verdict: String, why: String)
    switch verdict {
    case .keep(.published(let id)):
      model = id
      words = ("keep", "a model names it")
    case .keep(.upload): words = ("keep", "an upload is under way")
    case .keep(.attempt): words = ("keep", "an attempt has not ended")
    case .keep(.release): words = ("keep", "its release is not revealed")
    case .keep(.packet): words = ("keep", "its key is still secret")
    case .wait(let epoch):
      until = epoch
      words = ("wait", epoch.map { "deletable from epoch \($0)" } ?? "its epoch never ends")
    case .delete: words = (isDeleted ? "deleted" : "delete", "not needed for a whole epoch")
    }
    return .record([
      .init("name", object.name), .init("size", .number(object.size)),
      .init("verdict", words.verdict), .init("why", words.why), .init("model", .text(model)),
      .init("untilEpoch", .number(until?.rawValue)),
    ])
  }
}
