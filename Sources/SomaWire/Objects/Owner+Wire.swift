import SomaProto
import SomaTypes

extension Owner {
  /// Reads an owner.
  ///
  /// - Throws: ``WireError``. An absent kind is missing, 0 and new numbers are unknown; an address
  ///   and the version at which sharing began are needed for their kinds.
  init(_ message: Soma_Rpc_Owner) throws(WireError) {
    switch try Field("kind", message.hasKind, message.kind).value {
    case .address:
      self = .address(
        try Field("address", message.hasAddress, message.address).map(SomaAddress.init(protobuf:)))
    case .shared:
      self = .shared(
        initialVersion: try Field("version", message.hasVersion, message.version).number())
    case .immutable:
      self = .immutable
    case .unknown, .UNRECOGNIZED:
      throw WireError("kind", .unknownNumber(message.kind.rawValue))
    }
  }
}

extension Soma_Rpc_Owner {
  /// Writes an owner.
  init(_ owner: Owner, form: IdentifierForm) {
    self.init()
    switch owner {
    case .address(let address):
      kind = .address
      self.address = address.text(form)
    case .shared(let version):
      kind = .shared
      self.version = version.rawValue
    case .immutable:
      kind = .immutable
    }
  }
}
