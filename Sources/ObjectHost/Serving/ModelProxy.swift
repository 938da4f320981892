public import SomaTypes

/// Serves `/model/{id}`, as nodes do: fetches the weights from where the model's manifest says, checks
/// them, and passes them on encrypted as they are.
///
/// Source: chain `authority/src/fullnode_proxy.rs`, `authority/src/proxy_server.rs`, and
/// `sdk/src/proxy_client.rs`. Different here: one part is fetched at a time, nothing is tried again and
/// nothing is kept, and `/data/{id}` is not served.
public struct ModelProxy: Sendable {
  /// Which node's answers are given when something is wrong.
  public enum Role: Hashable, Sendable {
    /// 400 for what is no id; 502 for everything else, as from a fullnode whose only validator failed.
    case fullnode
    /// 404 for models that are not served; 502 when the weights could not be fetched.
    case validator
  }

  /// Whose answers are given.
  public var role: Role

  /// The manifest of a model that is served; `nil` for all others. Nodes serve what has a revealed
  /// manifest, inactive models included.
  public var manifest: @Sendable (ModelID) async -> ContentManifest?

  /// Creates a proxy.
  public init(
    role: Role = .fullnode, manifest: @escaping @Sendable (ModelID) async -> ContentManifest?
  ) {
    self.role = role
    self.manifest = manifest
  }
}
