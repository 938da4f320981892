import HTTPTypes
import HummingbirdCore
import NIOCore

/// Answers requests: finds out what a path means, meets the faults, and keeps the log.
struct HostResponder: Sendable {
  private let objects: ObjectResponder
  private let admin: AdminResponder?
  private let models: ModelResponder?
  private let faults: FaultBoard
  private let log: RequestLog
  private let sender: ReplySender

  init(
    _ configuration: ObjectHostConfiguration, _ store: any ObjectStore, models: ModelResponder?,
    _ faults: FaultBoard, _ log: RequestLog
  ) {
    objects = ObjectResponder(
      store: store, maximumObjectByteCount: configuration.maximumObjectByteCount)
    admin = configuration.allowsAdmin ? AdminResponder(faults: faults, log: log) : nil
    self.models = models
    self.faults = faults
    self.log = log
    let clock = configuration.clock
    sender = ReplySender(now: configuration.now) { try await clock.sleep(for: $0) }
  }

  /// Answers one request.
  ///
  /// - Throws: To have the connection closed.
  @concurrent
  func respond(
    to request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
  ) async throws {
    let entry = log.add(request.head)
    let target = RequestTarget(request.head.path ?? "")
    let key = target.flatMap { try? ObjectKey(percentEncoded: $0.path).text } ?? ""
    let method = ObjectMethod(rawValue: request.method.rawValue)
    let met = isFaulty(target) ? method.map { faults.meet(key, $0) } : nil
    let misbehaviour = met ?? Misbehaviour()
    if let stall = misbehaviour.stall {
      await stall.wait()
      throw ConnectionEnd()
    }
    var reply: Reply
    do {
      if let instead = misbehaviour.instead {
        reply = Reply(instead)
      } else {
        reply = try await self.reply(to: request, target, misbehaviour, writer)
      }
    } catch let refusal as RequestRefusal {
      reply = Reply(refusal)
    } catch let error as StorageError {
      reply = Reply(.storage(error))
    }
    // A client that waits for leave to send will never send what it announced.
    if request.isWaitingToSend, reply.status.kind != .successful { reply.closesConnection = true }
    log.note(reply.status.code, at: entry)
    if misbehaviour.losesReply { throw ConnectionEnd() }
    try await sender.send(
      reply, isHead: request.method == .head, misbehaviour, to: writer, on: channel)
  }

  @concurrent
  private func reply(
    to request: Request, _ target: RequestTarget?, _ faults: Misbehaviour,
    _ writer: borrowing ResponseWriter
  ) async throws -> Reply {
    guard let target else { throw RequestRefusal.nothingHere }
    if target.path.isEmpty { return try await objects.listing(request.method) }
    if target.path.hasPrefix(AdminResponder.prefix) {
      guard let admin else { throw RequestRefusal.nothingHere }
      return try admin.reply(to: request.head, target)
    }
    if let models, target.path.hasPrefix(ModelResponder.prefix) {
      return try await models.reply(to: request.method, target)
    }
    let key: ObjectKey
    do { key = try ObjectKey(percentEncoded: target.path) } catch {
      throw RequestRefusal.badKey(error)
    }
    return try await objects.reply(to: request, key, faults, writer)
  }

  /// The host's own pages stay well.
  private func isFaulty(_ target: RequestTarget?) -> Bool {
    guard let target else { return false }
    return !target.path.isEmpty && !target.path.hasPrefix(AdminResponder.prefix)
  }
}

extension Request {
  /// Whether the client sends the content only when it is told to (RFC 9110, section 10.1.1).
  var isWaitingToSend: Bool { headers[.expect]?.lowercased() == "100-continue" }
}

extension Reply {
  /// What a fault says instead.
  fileprivate init(_ instead: Misbehaviour.Instead) {
    switch instead {
    case .refusal(let status, let seconds):
      self.init(.init(code: min(max(status, 400), 599)), text: "A fault on demand.\n")
      if let seconds { fields[.retryAfter] = String(seconds) }
    case .redirect(let location, let status):
      self.init(.init(code: min(max(status, 300), 399)), [.location: location])
    }
  }
}
