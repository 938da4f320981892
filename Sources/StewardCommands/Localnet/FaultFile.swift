import Diagnostics
import Foundation
import Localnet

/// A JSON list of faults that a localnet begins with.
struct FaultFile {
  let path: String

  init(_ path: String) { self.path = path }

  /// The faults.
  ///
  /// - Throws: A `Diagnostic`, also when the file cannot be read.
  func rules() throws -> [FaultRule] {
    let json = try InputFile(path).bytes()
    do { return try JSONDecoder().decode([FaultRule].self, from: Data(json)) } catch {
      throw Diagnostic(
        code: "localnet.invalidFaults", summary: "The list of faults is wrong",
        detail: "\(error)", place: Place(file: path),
        remedies: [
          #"Write a list such as [{"fault": "slow", "milliseconds": 500, "methods": ["GetEpoch"]}]."#
        ])
    }
  }
}
