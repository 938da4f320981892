import FoundationEssentials
public import SomaProto
public import SomaTypes
import SwiftProtobuf

/// What ListTargets is asked for: one page of the targets.
public struct TargetsRequest: Equatable, Sendable {
  /// Which targets. The raw value is the text on the wire, which nodes read in any case.
  public enum Status: String, CaseIterable, Sendable {
    /// Open in this epoch.
    case open
    /// Hit, be it claimable or not.
    case filled
    /// Paid.
    case claimed
    /// Not hit in their epoch.
    case expired
    /// Expired, or hit and past the audit.
    case claimable
  }

  /// Only where this is so.
  public var status: Status?
  /// Only those made in this epoch.
  public var epoch: Epoch?
  /// Only those that this account hit.
  public var submitter: SomaAddress?
  /// How many, of which nodes give 1 to 1000; `nil` for 100.
  public var pageSize: UInt32?
  /// Where to go on, from the page before. Everything else must be as it was then.
  public var pageToken: [UInt8]?

  /// Creates a request.
  public init(
    status: Status? = nil, epoch: Epoch? = nil, submitter: SomaAddress? = nil,
    pageSize: UInt32? = nil, pageToken: [UInt8]? = nil
  ) {
    self.status = status
    self.epoch = epoch
    self.submitter = submitter
    self.pageSize = pageSize
    self.pageToken = pageToken
  }

  /// Reads a request; the mask is for the server to apply.
  ///
  /// - Throws: ``WireError``, with paths as seen from the request.
  public init(_ message: Soma_Rpc_ListTargetsRequest) throws(WireError) {
    status = try Field("status_filter", message.hasStatusFilter, message.statusFilter)
      .mapIfPresent { (text) throws(WireError) in
        guard let status = Status(rawValue: text.lowercased()) else {
          throw WireError(.unknownName(foreign: text))
        }
        return status
      }
    epoch = message.hasEpochFilter ? Epoch(message.epochFilter) : nil
    submitter = try Field("submitter_filter", message.hasSubmitterFilter, message.submitterFilter)
      .mapIfPresent(SomaAddress.init(argument:))
    pageSize = message.hasPageSize ? message.pageSize : nil
    pageToken = message.hasPageToken ? Array(message.pageToken) : nil
  }

  /// The message.
  public func message(_ mask: ReadMask = .targets) -> Soma_Rpc_ListTargetsRequest {
    .with {
      if let status { $0.statusFilter = status.rawValue }
      if let epoch { $0.epochFilter = epoch.rawValue }
      if let pageSize { $0.pageSize = pageSize }
      if let pageToken { $0.pageToken = Data(pageToken) }
      $0.readMask = mask.message
      if let submitter { $0.submitterFilter = submitter.text(.bare) }
    }
  }
}
