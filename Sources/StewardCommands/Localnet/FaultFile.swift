import Diagnostics
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
    do throws(FaultRuleError) { return try FaultRule.list(json: json) } catch {
      throw Diagnostic(
        code: "localnet.invalidFaults", summary: "The list of faults is wrong",
        detail: "In the list, \(error.text).", place: Place(file: path),
        remedies: [
          #"Write a list such as [{"fault": "slow", "milliseconds": 500, "methods": ["GetEpoch"]}]."#
        ])
    }
  }
}
