import BCS
import SomaClient
import SomaCrypto
import SomaTypes
import SomaWire

/// Asks a node on behalf of the Python half.
enum Client {
  static func answer(_ request: Request) async throws -> [String: String] {
    let settings = ConnectionSettings(version: "interop")
    return try await withConnection(to: [Endpoint(request.url ?? "")], settings: settings) {
      connection in
      let chain = Chain(connection)
      guard request.op == "submit" else {
        let state = try await chain.systemState()
        let models = state.models.keys.map(\.description).sorted().joined(separator: " ")
        return ["epoch": state.epoch.description, "models": models]
      }
      let signed = try SignedTransaction(bcsBytes: Hex.decode(request.signedHex ?? ""))
      return ["outcome": describe(await chain.submit(signed))]
    }
  }

  private static func describe(_ outcome: SubmissionOutcome) -> String {
    switch outcome {
    case .ran: "ran"
    case .cannotHaveRun(let problem): "cannotHaveRun \(describe(problem))"
    case .unknown(let problem): "unknown \(describe(problem))"
    }
  }

  private static func describe(_ problem: SubmissionProblem) -> String {
    switch problem {
    case .call(let failure): failure.code.name
    case .wire: "wire"
    case .reply: "reply"
    }
  }
}
