import Custody
import Hosting
import SomaClient
import SomaTypes

/// Why the driver stopped. What an edge throws passes as it is.
enum DriverError: Error, Equatable {
  /// The layers do not agree about what a name is.
  case badName(Custody.ObjectName)
  /// Stake and fees are more than there can be.
  case noSuchStake(Amount)
  /// The host serves something else than was sealed, or nothing.
  case notServed([ProbeFinding])
  /// Somebody else has the wallet's lease.
  case leaseHeld
  /// The drill was of other commitments.
  case notDrilled
  /// The chain does not show what a reveal needs.
  case nothingToReveal(ModelID)
  /// The packet is not of the commit that is on chain.
  case otherPacket(PacketName)
  /// Nothing holds the packet.
  case noPacket(PacketName)
  /// A transaction of ours did not do what it should.
  case unsettled(TransactionDigest, String)
  /// What a person must bring before a reveal is possible.
  case incomplete(String)
}
