import Diagnostics
import SomaCrypto
import SomaProto
import SomaTypes
import SomaWire
import SwiftProtobuf
import Testing

@Suite struct WireErrorTests {
  @Test(
    "every reason explains itself, under a code of few",
    arguments: [
      (.missing, "wire.missingField"), (.unexpected, "wire.invalidField"),
      (.identifier(.empty(name: "ModelId")), "wire.invalidField"),
      (.encoding(.mixedCase), "wire.invalidField"),
      (.wrongByteCount(expected: 32, actual: 31), "wire.invalidField"),
      (.url(.missingHost), "wire.invalidField"), (.unknownName("x"), "wire.invalidField"),
      (.unknownNumber(9), "wire.invalidField"), (.notANumber, "wire.invalidField"),
      (.outOfRange, "wire.invalidField"), (.duplicateKey, "wire.invalidField"),
      (.challenge, "wire.challenge"), (.systemStateOmitted, "wire.systemStateOmitted"),
      (.lossy, "wire.lossy"),
    ] as [(WireError.Reason, String)])
  func codes(reason: WireError.Reason, code: String) {
    let diagnostic = WireError("epoch.field[3]", reason).diagnostic
    #expect(diagnostic.code == code)
    #expect(diagnostic.detail.contains("epoch.field[3]"))
    #expect(!diagnostic.remedies.isEmpty)
  }

  @Test("text that a peer made up is cut short and cannot reach the terminal as it is")
  func foreignText() {
    let text = "\u{1b}[31mred\n" + String(repeating: "é", count: 1000)
    let object = Soma_Rpc_Object.with {
      $0.objectID = "5"
      $0.version = 1
      $0.objectType = text
    }
    let error = wireError { () throws(WireError) in _ = try SomaObject(object) }
    guard case .unknownName(let shown)? = error?.reason else {
      Issue.record("another error: \(String(describing: error))")
      return
    }
    #expect(shown.utf8.count < 1000)
    #expect(shown.unicodeScalars.allSatisfy { $0 == "…" || (" "..."~").contains($0) })
  }
}
