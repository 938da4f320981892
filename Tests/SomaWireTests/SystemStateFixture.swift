import SomaProto
import SomaWire
import SwiftProtobuf
import TestSupport
import WireVectors

/// The recorded system state, with models in all four states.
struct SystemStateFixture {
  /// The whole recording.
  let recorded: JSONValue

  /// What labels of system_state_requirements.json stand for: ids of models, and the state of each.
  let models: [String: String]

  init() throws {
    recorded = try vectors("get_epoch_full")
    let registry = recorded["get_epoch_response_proto_json"]["epoch"]["system_state"][
      "model_registry"]
    models = Dictionary(
      uniqueKeysWithValues: registry["models"].members.map { id, model in
        let hasUpdate = model["pending_update"] != .null
        return ("m-\(model["state"].string ?? "")\(hasUpdate ? "-upd" : "")", id)
      })
  }

  /// The recorded reply.
  var reply: Soma_Rpc_GetEpochResponse {
    get throws { try recorded["get_epoch_response_proto_json"].message() }
  }

  /// The steps of a path such as `models.{m-active}.owner` or `validators.[0].owner`.
  func steps(_ field: String) -> [String] {
    field.split(separator: ".").map { step in
      guard step.hasPrefix("{") else { return String(step) }
      let key = String(step.dropFirst().dropLast())
      return models[key] ?? key
    }
  }

  /// The same path as errors spell it.
  func path(_ field: String) -> String {
    var path = ""
    for (original, step) in zip(field.split(separator: "."), steps(field)) {
      if original.hasPrefix("{") {
        path += "[\(step)]"
      } else if original.hasPrefix("[") {
        path += step
      } else {
        path += path.isEmpty ? step : ".\(step)"
      }
    }
    return path
  }
}
