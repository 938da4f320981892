import Diagnostics
import HTTPTypes

/// Why a request is answered with an error, faults on demand aside.
enum RequestRefusal: Error, Equatable, Sendable {
  /// A conditional header that cannot be understood.
  case badHeader(name: String)
  /// The path names no object.
  case badKey(ObjectKeyError)
  /// A request to the admin endpoint that came from a page in a browser.
  case foreignOrigin
  /// The path knows other methods.
  case methodNotAllowed(allowed: String)
  /// There is no such object.
  case noSuchObject
  /// There is nothing at a path that the host keeps for itself.
  case nothingHere
  /// A part of an object cannot be stored.
  case partialContent
  /// A condition of the request does not hold.
  case preconditionFailed
  /// The range lies outside the object.
  case rangeNotSatisfiable(sizeInBytes: UInt64)
  /// The object is larger than the configuration allows.
  case tooLarge(maximumByteCount: UInt64)
  /// What the storage says.
  case storage(StorageError)
  /// What is wrong with a fault that shall be set.
  case fault(FaultTextError)

  /// The status of the reply.
  var status: HTTPResponse.Status {
    switch self {
    case .badHeader, .fault, .partialContent: .badRequest
    case .badKey(.tooLong), .badKey(.segmentTooLong): .uriTooLong
    case .badKey(.reserved), .noSuchObject, .nothingHere: .notFound
    case .badKey: .badRequest
    case .foreignOrigin: .forbidden
    case .methodNotAllowed: .methodNotAllowed
    case .preconditionFailed: .preconditionFailed
    case .rangeNotSatisfiable: .rangeNotSatisfiable
    case .tooLarge: .contentTooLarge
    case .storage(.full), .storage(.noSpace):
      .init(code: 507, reasonPhrase: "Insufficient Storage")
    case .storage(.nameTaken): .conflict
    case .storage(.failed): .internalServerError
    }
  }
}

extension RequestRefusal: Explainable {
  var diagnostic: Diagnostic {
    switch self {
    case .badHeader(let name):
      diagnostic("badHeader", "The header \(name) cannot be understood.")
    case .badKey(let error): error.diagnostic
    case .fault(let error): error.diagnostic
    case .foreignOrigin:
      diagnostic("foreignOrigin", "The request has an Origin header or another host's name.")
    case .methodNotAllowed(let allowed):
      diagnostic("methodNotAllowed", "Only these methods are possible: \(allowed).")
    case .noSuchObject: diagnostic("noSuchObject", "There is no object with this key.")
    case .nothingHere: diagnostic("nothingHere", "There is nothing at this path.")
    case .partialContent:
      diagnostic("partialContent", "Content-Range: only whole objects can be stored.")
    case .preconditionFailed:
      diagnostic("preconditionFailed", "The object is not as the request demands.")
    case .rangeNotSatisfiable(let size):
      diagnostic("rangeNotSatisfiable", "The object has \(size) bytes.")
    case .storage(let error): error.diagnostic
    case .tooLarge(let maximum):
      diagnostic("tooLarge", "Objects have at most \(maximum) bytes here.")
    }
  }

  private func diagnostic(_ name: String, _ detail: String) -> Diagnostic {
    Diagnostic(
      code: "objectRequest.\(name)", summary: "A request to the object host was refused",
      detail: detail)
  }
}
