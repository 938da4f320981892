import Diagnostics
import HTTPTypes
import SomaCrypto
import SomaTypes

/// Answers `/model/{id}`.
struct ModelResponder: Sendable {
  /// How its paths begin.
  static let prefix = "model/"

  let proxy: ModelProxy
  let fetcher: ModelFetcher

  /// Answers a request. As with nodes, there are no ranges and no tags.
  ///
  /// - Throws: ``RequestRefusal``.
  func reply(to method: HTTPRequest.Method, _ target: RequestTarget) async throws -> Reply {
    let text = target.path.dropFirst(Self.prefix.count)
    guard !text.isEmpty, !text.contains("/") else { throw RequestRefusal.nothingHere }
    guard method == .get || method == .head else {
      throw RequestRefusal.methodNotAllowed(allowed: "GET,HEAD")
    }
    guard let id = Self.id(text) else {
      switch proxy.role {
      case .fullnode: return Reply(.badRequest, text: "Invalid resource ID: \(text)")
      case .validator: return Reply(.notFound, text: "Model not found or not active: \(text)")
      }
    }
    guard let manifest = await proxy.manifest(id) else {
      return failure(.notFound, "Model not found or not active: \(id)")
    }
    do {
      let content = try await fetcher.fetch(manifest)
      var reply = Reply(.ok, [.contentType: ObjectEntry.defaultContentType])
      reply.body = .content(content, 0..<manifest.sizeInBytes)
      return reply
    } catch let error as ModelFetchError {
      return failure(.badGateway, "Download failed: \(error.diagnostic.detail)")
    }
  }

  /// What a validator says, or a fullnode says of it.
  private func failure(_ status: HTTPResponse.Status, _ text: String) -> Reply {
    switch proxy.role {
    case .validator: Reply(status, text: text)
    case .fullnode:
      Reply(
        .badGateway,
        text: "Failed to fetch from validators: All 1 validators failed, last error: "
          + "Validator returned error \(status.code): \(text)")
    }
  }

  /// Exactly 64 hex digits, after `0x` or not: `parse_object_id` of both sources.
  private static func id(_ text: Substring) -> ModelID? {
    let digits = text.hasPrefix("0x") ? text.dropFirst(2) : text
    guard let bytes = try? Hex.decode(digits) else { return nil }  // refused without a reason
    return Bytes32(bytes).map { ModelID($0) }
  }
}
