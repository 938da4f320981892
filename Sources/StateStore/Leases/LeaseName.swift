public import SomaTypes

/// What a lease is the right to do.
public enum LeaseName: Hashable, Sendable {
  /// To plan, sign and send a wallet's transactions; never held while bytes move or anybody waits.
  case chain(SomaAddress)
  /// To seal and upload a release.
  case work(ReleaseID)
}

extension LeaseName: CustomStringConvertible {
  /// What it is called in the database and in messages.
  public var description: String {
    switch self {
    case .chain(let wallet): "chain/\(wallet)"
    case .work(let release): "work/\(release)"
    }
  }
}
