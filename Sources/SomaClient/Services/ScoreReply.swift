public import BCS

/// What a scoring service found. The numbers are `f32`, as bit patterns on the wire.
public struct ScoreReply: Equatable, Sendable {
  /// Which of the models won: its place in the request.
  public var winner: UInt64
  /// The winner's losses.
  public var lossScore: [Float]
  /// The embedding of the data by the winner.
  public var embedding: [Float]
  /// The distance to the target, of each model.
  public var distance: [Float]

  /// Creates a reply.
  public init(winner: UInt64, lossScore: [Float], embedding: [Float], distance: [Float]) {
    self.winner = winner
    self.lossScore = lossScore
    self.embedding = embedding
    self.distance = distance
  }
}

extension ScoreReply: BCSDecodable {
  /// Reads the fields in order.
  public init(from reader: inout BCSReader) throws(BCSError) {
    winner = try reader.readInteger()
    lossScore = try reader.readFloats()
    embedding = try reader.readFloats()
    distance = try reader.readFloats()
  }
}

extension BCSReader {
  fileprivate mutating func readFloats() throws(BCSError) -> [Float] {
    try readSequence { (reader) throws(BCSError) in
      Float(bitPattern: try reader.readInteger())
    }
  }
}
