import BCS
import GRPCCore
public import SomaTypes

/// The admin port of a local chain: BCS over gRPC.
public struct AdminService: Sendable {
  private static let advanceEpoch = RPCMethod<[UInt8], Epoch>(
    MethodDescriptor(fullyQualifiedService: "admin.Admin", method: "AdvanceEpoch"),
    encode: { $0 }, decode: { try Epoch(bcsBytes: $0) })

  private let connection: Connection

  /// An admin port behind a connection of its own.
  public init(_ connection: Connection) { self.connection = connection }

  /// Ends the epoch, once.
  ///
  /// - Returns: The epoch that runs now.
  /// - Throws: ``RPCFailure``.
  public func advanceEpoch(deadline: Duration = .seconds(60)) async throws(RPCFailure) -> Epoch {
    try await connection.preferred.call(Self.advanceEpoch, [], deadline: deadline)
  }
}
