import Diagnostics
import Hosting
import SomaTypes
import Testing

@Suite("Explanations of hosting") struct HostingErrorTextTests {
  private static let transfers: [TransferError.Cause] = [
    .connectTimedOut(after: .seconds(1)), .stalled(for: .seconds(1)),
    .timedOut(after: .seconds(1)), .answerTooLong(limit: 1), .headerTooLong(limit: 1),
    .invalidHeader(name: "a"), .invalidURL,
  ]
  private static let codes = [
    "CURLE_COULDNT_RESOLVE_HOST", "CURLE_COULDNT_CONNECT", "CURLE_PEER_FAILED_VERIFICATION",
    "CURLE_GOT_NOTHING",
  ]
  private static let stages: [TransferError.Stage] = [
    .unsent, .sending, .unanswered, .answering(status: 200),
  ]
  private static let hosts: [HostError] = [
    .unsupported(.list, host: "h"), .refused(status: 403, request: "PUT h", words: nil),
    .refused(status: 418, request: "PUT h", words: "teapot"),
    .redirected(status: 301, request: "PUT h", to: nil),
    .otherSize(name: objectName(), expected: 1, found: nil),
    .notServed(name: objectName(), url: "https://h"), .closedInput(command: "c", unreadBytes: 1),
    .sourceChanged(name: objectName()), .noSpace(path: "/p"), .notWritable(path: "/p", errno: 30),
    .noDirectory(path: "/p", errno: 2), .notAFile(path: "/p"), .busy(path: "/p"),
    .system(call: "fsync", path: "/p", errno: 5), .badAnswer(command: "c", problem: .empty),
  ]
  private static let urls: [PublicURLError] = [
    .unreadable(.tooLong(maximum: 1, actual: 2)), .notHTTP(scheme: "ftp"),
    .holdsCredentials("https://h"), .hasFragment("https://h#"), .expires(parameter: "sig"),
    .withoutName("https://h/", name: objectName()),
  ]
  private static let findings: [ProbeFinding] = [
    .unreachable(TransferError(.invalidURL, stage: .unsent, request: "GET h")),
    .missing(status: 404), .forbidden(status: 403), .throttled, .refused(status: 500),
    .userAgentBlocked(status: 403), .page(contentType: "text/html", status: 200), .rangeIgnored,
    .coded(encoding: "gzip"), .otherSize(expected: 1, found: 2),
    .otherRangeLength(0..<5, found: 1), .changed(0..<5), .otherChecksum, .expires(parameter: "se"),
    .holdsCredentials, .privateAddress(host: "h", address: "::1"), .tooManyRedirects(limit: 10),
    .badRedirect(status: 302), .redirected(count: 1, to: "https://h"), .notEncrypted,
    .developmentHost("x.r2.dev"), .unsteady(retries: 2),
    .slow(took: .seconds(20), limit: .seconds(30)),
  ]

  private static var diagnostics: [Diagnostic] {
    let causes = transfers + codes.map { TransferError.Cause.curl(code: $0, words: "words") }
    let errors = causes.flatMap { cause in
      stages.map { TransferError(cause, stage: $0, request: "PUT https://h/").diagnostic }
    }
    return errors + hosts.map(\.diagnostic) + urls.map(\.diagnostic) + findings.map(\.diagnostic)
  }

  @Test("every error and finding says what happened and what to do")
  func complete() {
    for diagnostic in Self.diagnostics {
      #expect(!diagnostic.summary.hasSuffix("."))
      #expect(diagnostic.detail.hasSuffix("."), "\(diagnostic.code): \(diagnostic.detail)")
      #expect(!diagnostic.detail.contains(".."))
      #expect(!diagnostic.remedies.isEmpty)
    }
  }

  @Test("every finding has a code of its own")
  func codesDiffer() {
    #expect(Set(Self.findings.map(\.diagnostic.code)).count == Self.findings.count)
    #expect(Set(Self.urls.map(\.diagnostic.code)).count == Self.urls.count)
    let severities = Set(Self.findings.filter { $0.severity == .warning }.map(\.diagnostic.code))
    #expect(
      severities == [
        "probe.redirected", "probe.notEncrypted", "probe.developmentHost", "probe.unsteady",
        "probe.slow",
      ])
  }
}
