import BCS
import GRPCCore

/// A scoring service: it downloads models and data, runs them and says which model hits best. BCS over
/// gRPC.
public struct ScoringService: Sendable {
  private static let score = RPCMethod<ScoreRequest, ScoreReply>(
    MethodDescriptor(fullyQualifiedService: "scoring.Scoring", method: "Score"),
    encode: { $0.bcsBytes }, decode: { try ScoreReply(bcsBytes: $0) })
  private static let health = RPCMethod<[UInt8], Bool>(
    MethodDescriptor(fullyQualifiedService: "scoring.Scoring", method: "Health"),
    encode: { $0 },
    decode: { bytes in
      var reader = BCSReader(bytes)
      let isHealthy = try reader.readBool()
      try reader.finish()
      return isHealthy
    })

  private let connection: Connection

  /// A scoring service behind a connection of its own.
  public init(_ connection: Connection) { self.connection = connection }

  /// Scores data. It takes as long as downloads and models take: minutes.
  ///
  /// - Throws: ``RPCFailure``; `invalidArgument` for a request that the service finds wrong.
  public func score(
    _ request: ScoreRequest, deadline: Duration = .seconds(1800)
  ) async throws(RPCFailure) -> ScoreReply {
    try await connection.preferred.call(Self.score, request, deadline: deadline)
  }

  /// Whether the service says that it is well.
  ///
  /// - Throws: ``RPCFailure`` when it says nothing.
  public func health() async throws -> Bool { try await connection.read(Self.health, []) }
}
