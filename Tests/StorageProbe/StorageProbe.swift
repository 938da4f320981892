import Diagnostics
import Foundation
import Hosting
import SomaCrypto
import Synchronization

/// Turns requests into answers; an error becomes `{"error": code, "detail": text}`.
enum StorageProbe {
  static func answer(_ line: String) async -> String {
    let answer: [String: Any]
    do {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      answer = try await perform(decoder.decode(StorageRequest.self, from: Data(line.utf8)))
    } catch {
      let diagnostic = (error as? any Explainable)?.diagnostic
      answer = [
        "error": diagnostic?.code ?? "\(type(of: error))",
        "detail": diagnostic.map { "\($0.summary): \($0.detail)" } ?? "\(error)",
      ]
    }
    // Strings, numbers and arrays of them always encode.
    let data = try? JSONSerialization.data(withJSONObject: answer, options: .sortedKeys)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static func perform(_ request: StorageRequest) async throws -> [String: Any] {
    if request.op == "signature" { return try signature(request) }
    let host = try host(request)
    let name = request.name.flatMap { ObjectName($0) }
    switch (request.op, name) {
    case ("put", let name?): return try await put(request, name, to: host)
    case ("head", let name?):
      guard let head = try await host.head(name) else { return ["found": false] }
      return [
        "found": true, "size": head.size ?? 0, "digest": head.recordedDigest?.description ?? "",
      ]
    case ("delete", let name?):
      try await host.delete(name)
      return [:]
    case ("abandon", let name?):
      try await (host as? S3Host)?.abandonUpload(of: name)
      return [:]
    case ("probe", let name?): return try await probe(request, name, at: host)
    case ("list", nil):
      return ["names": try await host.list(masterID: request.masterId ?? "").map(\.name.text)]
    default: return ["error": "unknown op \(request.op)"]
    }
  }

  private static func signature(_ request: StorageRequest) throws -> [String: Any] {
    var signable = SignableRequest(
      method: request.method ?? "", host: request.host ?? "",
      path: PercentEncoding.path("/bucket/" + (request.key ?? "")),
      query: (request.query ?? []).map { .init($0[0], $0[1]) })
    for header in request.headers ?? [] { signable.headers.append(header[0], header[1]) }
    let signer = RequestSigner(
      region: request.region ?? "", service: request.service ?? "",
      pathRule: request.service == "s3" ? .asSent : .normalized)
    let payload = try SHA256.hash(Array((request.body ?? "").utf8))
    let signed = try signer.sign(
      signable, payload: payload, with: request.credentials(),
      at: SigningTime(unixSeconds: request.unixSeconds ?? 0))
    return [
      "path": signed.path, "canonical_query": signed.encodedQuery,
      "authorization": signed.headers["Authorization"] ?? "", "payload": payload.description,
    ]
  }

  private static func host(_ request: StorageRequest) throws -> any PublicHost {
    let transport = HTTPTransport()
    if let host = try request.plainHost(transport) { return host }
    let location = try S3Location(
      bucket: request.bucket ?? "", endpoint: request.endpoint, region: request.region,
      prefix: request.prefix ?? "", profile: request.profile.flatMap { S3Profile.named($0) },
      usesVirtualHost: request.usesVirtualHost)
    let credentials: any CredentialProvider =
      request.accessKeyId == nil
      ? CredentialChain(
        settings: CredentialSettings(environment: ProcessInfo.processInfo.environment),
        transport: transport) : GivenCredentials(credentials: try request.credentials())
    var options = S3Host.Options()
    options.partSize = request.partSize
    var policy = TransferRetryPolicy()
    policy.attempts = 3
    return try S3Host(
      location, credentials: credentials,
      journal: FileJournal(path: request.journal ?? "/dev/null"), options: options,
      transport: transport, retryPolicy: policy)
  }

  private static func put(
    _ request: StorageRequest, _ name: ObjectName, to host: any PublicHost
  ) async throws -> [String: Any] {
    let source = try FileSource(path: request.file ?? "")
    let first = Mutex<UploadProgress?>(nil)
    let outcome = try await host.put(
      ObjectUpload(name: name, source: source, digest: try source.digest()),
      mode: request.replaces == true ? .replace : .createOnly
    ) { progress in first.withLock { $0 = $0 ?? progress } }
    var answer: [String: Any] = ["partsKept": first.withLock { $0?.doneParts ?? 0 }]
    switch outcome {
    case .stored: answer["outcome"] = "stored"
    case .existed(let object):
      answer["outcome"] = "existed"
      answer["digest"] = object.recordedDigest?.description ?? ""
    }
    return answer
  }
}
