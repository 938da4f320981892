import Hosting
import SomaTypes
import Testing

/// A name for tests.
let sampleName = "0a1b2c3d-000102030405060708090a0b0c0d0e0f"

/// An object name for tests.
func objectName(_ text: String = sampleName) -> ObjectName {
  guard let name = ObjectName(text) else { preconditionFailure("\(text) is a name") }
  return name
}

@Suite("Names and public URLs of objects") struct NameTests {
  @Test("names of weights and of packets")
  func names() {
    let weights = objectName()
    #expect(weights.masterID == "0a1b2c3d")
    #expect(!weights.isPacket)
    let packet = objectName(sampleName + ".00112233445566ff.packet")
    #expect(packet.isPacket)
    #expect(packet.weights == weights)
    #expect(ObjectName(beginning: sampleName + ".safetensors") == weights)
  }

  @Test(
    "nothing else is a name",
    arguments: [
      "", ".", "..", "a", "0a1b2c3d", "0a1b2c3d-", sampleName.uppercased(), sampleName + "0",
      String(sampleName.dropLast()), sampleName + ".", sampleName + ".packet",
      sampleName + ".00112233445566ff", sampleName + ".00112233445566FF.packet",
      sampleName + ".00112233445566ff.packet.", sampleName + "/x", "../" + sampleName,
      "0a1b2c3d-000102030405060708090a0b0c0d0e0\u{0661}", " " + sampleName, sampleName + "\n",
    ])
  func noNames(text: String) { #expect(ObjectName(text) == nil) }

  @Test(
    "an object's URL is the base and its name, in the spelling that the chain keeps",
    arguments: [
      ("https://weights.example.com", "https://weights.example.com/"),
      ("https://weights.example.com/", "https://weights.example.com/"),
      ("HTTPS://Weights.Example.com:443/a/../b", "https://weights.example.com/b/"),
      ("http://127.0.0.1:9000/bucket/", "http://127.0.0.1:9000/bucket/"),
    ])
  func under(base: String, expected: String) throws {
    let url = try PublicURL.under(base, objectName())
    #expect(url.text == expected + sampleName)
    #expect(try CanonicalURL(url.text).lastPathSegment == sampleName)
  }

  @Test("a given URL may have something after the name, in its segment or its query")
  func suffixes() throws {
    for suffix in ["", ".bin", "-v1", "?version=3", "~x"] {
      let text = "https://h.example/\(sampleName)\(suffix)"
      #expect(try PublicURL.check(text, for: objectName()).text == text)
    }
  }

  @Test(
    "what cannot be committed to is refused",
    arguments: [
      ("ftp://h.example/NAME", PublicURLError.notHTTP(scheme: "ftp")),
      ("file:///srv/NAME", .notHTTP(scheme: "file")),
      ("https://h.example/NAME#part", .hasFragment("https://h.example/NAME#part")),
      ("https://h.example/NAME/", .withoutName("https://h.example/NAME/", name: objectName())),
      (
        "https://h.example/x?f=NAME",
        .withoutName("https://h.example/x?f=NAME", name: objectName())
      ),
      ("https://h.example/NAME0", .withoutName("https://h.example/NAME0", name: objectName())),
      (
        "https://h.example/pre-NAME",
        .withoutName("https://h.example/pre-NAME", name: objectName())
      ),
      ("https://h.example/NAME?X-Amz-Signature=00", .expires(parameter: "X-Amz-Signature")),
      ("https://h.example/NAME?a=b&Expires=9", .expires(parameter: "Expires")),
      ("https://h.example/NAME?sv=1&sig=abc", .expires(parameter: "sig")),
    ])
  func refused(template: String, error: PublicURLError) {
    func filled(_ text: String) -> String {
      text.split(separator: "NAME", omittingEmptySubsequences: false).joined(separator: sampleName)
    }
    let expected: PublicURLError =
      switch error {
      case .hasFragment(let url): .hasFragment(filled(url))
      case .withoutName(let url, let name): .withoutName(filled(url), name: name)
      default: error
      }
    #expect(throws: expected) { try PublicURL.check(filled(template), for: objectName()) }
  }

  @Test("credentials in a URL are refused and not shown")
  func credentials() {
    let error = #expect(throws: PublicURLError.self) {
      try PublicURL.check("https://user:hunter2@h.example/\(sampleName)", for: objectName())
    }
    if case .holdsCredentials(let shown) = error {
      #expect(!shown.contains("hunter2"))
    } else {
      Issue.record("\(String(describing: error))")
    }
    #expect(throws: PublicURLError.self) { try PublicURL.under("no url", objectName()) }
  }
}
