import SomaProto

/// The constants of the protocol in force. Not the live parameters, which are in the system state.
public struct ProtocolConfig: Equatable, Sendable {
  /// Its version, if it was asked for.
  public var protocolVersion: UInt64?
  /// Features that are on or off; none in this version of the chain.
  public var featureFlags: [String: Bool]
  /// Constants by name, in decimal; only those that are set.
  public var attributes: [String: String]

  /// Creates a description.
  public init(
    protocolVersion: UInt64? = nil, featureFlags: [String: Bool] = [:],
    attributes: [String: String] = [:]
  ) {
    self.protocolVersion = protocolVersion
    self.featureFlags = featureFlags
    self.attributes = attributes
  }

  /// The constant `name`, such as `model_architecture_version`, as a whole number.
  ///
  /// - Throws: ``WireError/Reason/missing``, ``WireError/Reason/notANumber``.
  public func number(_ name: String) throws(WireError) -> UInt64 {
    let path = "protocol_config.attributes[\(name)]"
    guard let text = attributes[name] else { throw WireError(path, .missing) }
    guard let number = UInt64(text) else { throw WireError(path, .notANumber) }
    return number
  }

  /// Reads a description; nothing in it can be wrong.
  init(_ message: Soma_Rpc_ProtocolConfig) {
    protocolVersion = message.hasProtocolVersion ? message.protocolVersion : nil
    featureFlags = message.featureFlags
    attributes = message.attributes
  }
}

extension Soma_Rpc_ProtocolConfig {
  /// Writes a description.
  init(_ config: ProtocolConfig) {
    self.init()
    if let version = config.protocolVersion { protocolVersion = version }
    featureFlags = config.featureFlags
    attributes = config.attributes
  }
}
