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
      throw diagnostic(error)
    }
  }

  /// Refuses faults that could never act on a localnet.
  ///
  /// - Throws: A `Diagnostic`.
  func requireFitting(
    _ rules: [FaultRule], protocolVersion: UInt64, hasFollower: Bool
  ) throws {
    for (index, rule) in rules.enumerated() {
      do throws(FaultRuleError) {
        try rule.requireFitting(protocolVersion: protocolVersion, hasFollower: hasFollower)
      } catch { throw diagnostic(.rule(index + 1, error)) }
    }
  }

  private func diagnostic(_ error: FaultRuleError) -> Diagnostic {
    Diagnostic(
      code: "localnet.invalidFaults", summary: "The list of faults is wrong",
      detail: "In the list, \(error.text).", place: Place(file: path),
      remedies: [
        #"Write a list such as [{"fault": "slow", "milliseconds": 500, "methods": ["GetEpoch"]}]."#
      ])
  }
}
