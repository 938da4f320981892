/// Reads what a storage service answers.
///
/// Nothing in an answer is trusted: names that end up in a request, a path or a terminal are checked,
/// and numbers must be numbers.
enum S3Answer {
  /// Longest answer that is read but for listings, in bytes.
  static let limit = 256 << 10

  /// Reads an XML answer whose outermost element has a name.
  ///
  /// - Parameters:
  ///   - body: The answer.
  ///   - name: What the element is called.
  ///   - others: What else services call it.
  ///   - action: What was asked.
  /// - Returns: The element.
  /// - Throws: ``S3Error/badAnswer(_:_:)``.
  static func document(
    _ body: [UInt8], named name: String, or others: [String] = [], of action: S3Action
  ) throws(S3Error) -> XMLElement {
    let root: XMLElement
    do { root = try XMLReader.read(body) } catch {
      throw .badAnswer(action, "the XML is malformed at byte \(error.offset). \(error.text)")
    }
    guard root.name == name || others.contains(root.name) else {
      throw .badAnswer(action, "`\(name)` was expected, and something else came.")
    }
    return root
  }

  /// What a service says when it refuses; also with status 200, which it may have sent before it knew.
  struct Failure: Equatable {
    var refusal: S3Error.Refusal
    /// The region of the bucket, when the service names it.
    var region: String?
  }

  /// Reads a refusal, as far as there is something to read.
  static func failure(_ response: HTTPResponse) -> Failure {
    var failure = Failure(refusal: S3Error.Refusal(status: response.status))
    failure.region = response.head.headers["x-amz-bucket-region"].flatMap(Self.word)
    // Proxies and web servers answer with other things than XML: then the status is all there is.
    guard let root = try? XMLReader.read(response.body) else { return failure }
    // Services of the older kind wrap it.
    let error = root.name == "Error" ? root : root["Error"] ?? root["Errors"]?["Error"]
    failure.refusal.code = error?.text(of: "Code").flatMap(Self.word)
    failure.refusal.message = error?.text(of: "Message").map { String($0.prefix(300)) }
    failure.region = error?.text(of: "Region").flatMap(Self.word) ?? failure.region
    return failure
  }

  /// Whether a body is an error document.
  static func isError(_ body: [UInt8]) -> Bool {
    (try? XMLReader.read(body))?.name == "Error"
  }

  /// A code, a region or the like: short and harmless.
  static func word(_ text: String) -> String? {
    let isFine = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "-_.".utf8.contains($0)
    }
    return isFine && (1...100).contains(text.utf8.count) ? text : nil
  }

  /// An upload's id or an entity tag: printable ASCII, to be sent back as it is.
  static func opaque(_ text: String?) -> String? {
    guard let text, (1...2048).contains(text.utf8.count),
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else { return nil }
    return text
  }
}
