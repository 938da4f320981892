import Foundation
import ObjectHost
import SomaTypes
import TestSupport
import Testing

/// The two storages, which must not differ over HTTP.
enum StorageKind: CaseIterable, CustomTestStringConvertible {
  case memory
  case directory

  var testDescription: String { "\(self)" }
}

/// Runs `body` with a host that has a storage of its own.
func withHost<Value: Sendable>(
  _ kind: StorageKind = .memory, configure: (inout ObjectHostConfiguration) -> Void = { _ in },
  _ body: (ObjectHost) async throws -> Value
) async throws -> Value {
  try await withTemporaryDirectory { directory in
    var configuration = ObjectHostConfiguration()
    if kind == .directory { configuration.storage = .directory(path: directory.path) }
    configuration.shutdownGrace = .zero
    configure(&configuration)
    return try await withObjectHost(configuration, body)
  }
}

extension ObjectHost {
  /// The URL of a key.
  func at(_ key: String) -> String { url.text + key }
}
