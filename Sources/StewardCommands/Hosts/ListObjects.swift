import ArgumentParser
import Hosting
import Lifecycle
import SomaClient
import SomaTypes
import SomaWire
import Steward

extension HostCommand {
  /// `steward host list`.
  struct ListObjects: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List our objects on a host, and which models name them.",
      discussion: """
        Ours are those whose names begin with the id of one of our masters. With --rpc or --network the \
        chain is asked which models name them.

          steward host list -f host.yaml --keyring keyring --network testnet

        Exit status: 0 listed, 1 failed, 5 invalid input, 7 credentials or the keyring are unavailable, \
        9 the host or the nodes do not answer, 64 wrong usage, 129, 130 or 143 after a signal.
        """)

    @OptionGroup var masters: ObjectOwnerOptions
    @OptionGroup var host: HostOptions
    @OptionGroup var nodes: NodeOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
      let ids = try masters.ids()
      let published = try await publishedNames()
      try await host.withHost { connection in
        var rows: [OutputValue] = []
        for id in ids {
          for object in try await connection.declared.host.list(masterID: id) {
            rows.append(try await row(object, published, connection))
          }
        }
        try output.write(
          schema: "steward/host-list/v1",
          [
            .init("host", connection.declared.host.description),
            .init("count", .number(UInt64(rows.count))), .init("objects", .list(rows)),
          ])
      }
    }

    /// `nil` when no nodes are named.
    private func publishedNames() async throws -> PublishedNames? {
      guard !nodes.rpcs.isEmpty || nodes.network != nil else { return nil }
      let reply = try await nodes.withChain { try await $0.systemState() }
      return PublishedNames(of: reply.models)
    }

    private func row(
      _ listed: StoredObject, _ published: PublishedNames?, _ connection: HostConnection
    ) async throws -> OutputValue {
      var object = listed
      // Some lists are short of facts that the object itself shows.
      if object.modified == nil, let seen = try await connection.declared.host.head(object.name) {
        object = seen
      }
      return .record([
        .init("name", object.name), .init("kind", object.name.isPacket ? "packet" : "weights"),
        .init("size", .number(object.size)),
        .init(
          "modifiedMs",
          .time(
            object.modified.flatMap { UInt64(exactly: $0) }.map {
              $0.multipliedReportingOverflow(by: 1000).partialValue
            })),
        .init("model", .text(published?[object.name.weights.text])),
      ])
    }
  }
}
