import HTTPTypes
import SomaTypes

/// Answers `/.admin/…`: sets, lists and clears faults, and shows the requests that came.
///
/// | request | does |
/// |---|---|
/// | `GET /.admin/faults` | lists the faults that are set, one a line: number, then as a query |
/// | `POST /.admin/faults?fault=refuses&status=503&key=*.bin&requests=2` | sets one; answers with its number |
/// | `DELETE /.admin/faults` | clears all of them |
/// | `DELETE /.admin/faults/3` | clears one |
/// | `GET /.admin/requests` | lists the last requests, one a line: status, method, path, range |
/// | `DELETE /.admin/requests` | forgets them |
struct AdminResponder: Sendable {
  /// How its paths begin.
  static let prefix = ".admin/"

  let faults: FaultBoard
  let log: RequestLog

  /// Answers a request.
  ///
  /// - Throws: ``RequestRefusal``.
  func reply(to head: HTTPRequest, _ target: RequestTarget) throws(RequestRefusal) -> Reply {
    // What a page in the owner's browser sends has an Origin, or the name under which the page reached
    // this address.
    guard head.headerFields[.origin] == nil, Self.isLoopback(head.authority) else {
      throw .foreignOrigin
    }
    let path = target.path.dropFirst(Self.prefix.count)
    switch (path, head.method) {
    case ("faults", .get): return Reply(text: faultLines)
    case ("faults", .post):
      do throws(FaultTextError) {
        let id = faults.add(try FaultRule(query: target.query ?? ""))
        return Reply(.created, text: "\(id.number)\n")
      } catch { throw .fault(error) }
    case ("faults", .delete):
      faults.clearAll()
      return Reply(.noContent)
    case ("faults", _): throw .methodNotAllowed(allowed: "DELETE, GET, POST")
    case ("requests", .get): return Reply(text: requestLines)
    case ("requests", .delete):
      log.clear()
      return Reply(.noContent)
    case ("requests", _): throw .methodNotAllowed(allowed: "DELETE, GET")
    default:
      guard path.hasPrefix("faults/"), let number = UInt64(path.dropFirst("faults/".count)) else {
        throw .nothingHere
      }
      guard head.method == .delete else { throw .methodNotAllowed(allowed: "DELETE") }
      guard faults.clear(FaultID(number: number)) else { throw .nothingHere }
      return Reply(.noContent)
    }
  }

  private var faultLines: String {
    faults.rules.map { "\($0.id.number)\t\($0.rule.query)\n" }.joined()
  }

  private var requestLines: String {
    log.requests.map { request in
      "\(request.status.map(String.init) ?? "-")\t\(request.method)\t\(request.target)"
        + "\t\(request.header("Range") ?? "-")\n"
    }.joined()
  }

  private static func isLoopback(_ authority: String?) -> Bool {
    guard let authority else { return true }  // HTTP/1.0
    let host = authority.split(separator: ":").first.map(String.init) ?? ""
    return host == "127.0.0.1" || host == "localhost"
  }
}
