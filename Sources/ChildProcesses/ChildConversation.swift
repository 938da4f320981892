import Glibc

/// Feeds a child, listens to it, and ends it when it must: one loop on one thread.
///
/// The thread must have SIGPIPE blocked, as ``ChildThread`` has.
package struct ChildConversation: ~Copyable {
  private let command: ChildCommand
  private let output: UnsafeMutableRawBufferPointer
  private let deadline: ContinuousClock.Instant

  // Our ends of the three pipes, until they are of no more use.
  private var inputEnd: Descriptor?
  private var outputEnd: Descriptor?
  private var errorEnd: Descriptor?

  private var sent = 0
  // The bytes of the input from `pieceStart` on.
  private var reader: ChildInput.Reader?
  private var piece: [UInt8] = []
  private var pieceStart = 0
  private var outputCount = 0
  private var errorTail = ErrorTail()
  private let child: ChildProcess

  /// Runs a command to its end. Waits, so it is for a thread of its own.
  ///
  /// - Parameters:
  ///   - command: What to run.
  ///   - output: Where the child's standard output goes, and how much of it is accepted. It is
  ///     written nowhere else.
  ///   - stop: Ends the child when pulled.
  /// - Returns: How the child left things, after it ended with status 0.
  /// - Throws: ``ChildProcessError``; `CancellationError` after `stop`; what the input throws. A child that had not ended
  ///   by itself was killed.
  package static func hold(
    _ command: ChildCommand, readingInto output: UnsafeMutableRawBufferPointer, stop: StopSwitch
  ) throws -> ChildExit {
    var conversation = try ChildConversation(command, output: output)
    do {
      try conversation.listen(stop: stop)
    } catch {
      conversation.endChild()
      throw error
    }
    let status = try conversation.child.reap()
    // The form of wait(2): the signal in the low seven bits, or else the exit status above them.
    let (signal, exitStatus) = (status & 0x7F, status >> 8 & 0xFF)
    let lastLine = conversation.errorTail.lastLine
    guard signal == 0 else { throw ChildProcessError.killed(signal: signal, lastLine: lastLine) }
    guard exitStatus == 0 else {
      throw ChildProcessError.failed(status: exitStatus, lastLine: lastLine)
    }
    return ChildExit(
      outputCount: conversation.outputCount, untakenInput: conversation.unsentCount)
  }

  private init(
    _ command: ChildCommand, output: UnsafeMutableRawBufferPointer
  ) throws(ChildProcessError) {
    let deadline = ContinuousClock.now + command.timeout
    let (childInput, inputEnd) = try Descriptor.pipe()
    let (outputEnd, childOutput) = try Descriptor.pipe()
    let (errorEnd, childErrors) = try Descriptor.pipe()
    for end in [inputEnd, outputEnd, errorEnd] { try end.makeNonBlocking() }
    let child = try ChildProcess(
      command, input: childInput, output: childOutput, errors: childErrors)
    self.command = command
    self.output = output
    self.deadline = deadline
    self.inputEnd = inputEnd
    self.outputEnd = outputEnd
    self.errorEnd = errorEnd
    self.child = child
  }

  private var unsentCount: Int { command.input.count - sent }

  /// Returns when the child has exited, with all that it wrote.
  private mutating func listen(stop: StopSwitch) throws {
    try feed()
    while true {
      // A negative number, which poll ignores, where a pipe is closed.
      var slots = [
        pollfd(fd: stop.signal.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: child.exitSignal.number, events: Int16(POLLIN), revents: 0),
        pollfd(fd: inputEnd?.number ?? -1, events: Int16(POLLOUT), revents: 0),
        pollfd(fd: outputEnd?.number ?? -1, events: Int16(POLLIN), revents: 0),
        pollfd(fd: errorEnd?.number ?? -1, events: Int16(POLLIN), revents: 0),
      ]
      // Not the whole time in one go: a task that waits here itself may be cancelled.
      let wait = min(ContinuousClock.now.duration(to: deadline), .milliseconds(100))
      let ready = poll(&slots, nfds_t(slots.count), Self.milliseconds(wait))
      guard ready >= 0 || errno == EINTR else {
        throw ChildProcessError.system(call: "poll", errno: errno)
      }
      if slots[0].revents != 0 || Task.isCancelled { throw CancellationError() }
      if slots[1].revents != 0 {
        // What the child wrote last. A process that it left behind may hold the pipes open, so
        // their end is not waited for.
        try readOutput()
        return try readErrors()
      }
      if slots[2].revents != 0 { try feed() }
      if slots[3].revents != 0 { try readOutput() }
      if slots[4].revents != 0 { try readErrors() }
      if ContinuousClock.now >= deadline { throw lateness }
    }
  }

  private var lateness: ChildProcessError {
    inputEnd == nil
      ? .timedOut(after: command.timeout)
      : .neverRead(after: command.timeout, unreadBytes: unsentCount)
  }

  /// Writes what the pipe takes, and closes it after the last byte.
  private mutating func feed() throws {
    while let inputEnd, sent < command.input.count {
      if sent == pieceStart + piece.count { try makePiece() }
      let count = piece[(sent - pieceStart)...].withUnsafeBytes {
        write(inputEnd.number, $0.baseAddress, $0.count)
      }
      if count >= 0 {
        sent += count
      } else if errno == EAGAIN {
        return
      } else if errno == EPIPE {
        break  // the child does not want the rest; its answer shows whether that is right
      } else if errno != EINTR {
        throw ChildProcessError.system(call: "write", errno: errno)
      }
    }
    inputEnd = nil
  }

  private mutating func makePiece() throws {
    let count = min(ChildInput.pieceSize, command.input.count - sent)
    if piece.count != count { piece = [UInt8](repeating: 0, count: count) }
    pieceStart = sent
    if reader == nil { reader = try command.input.makeReader() }
    try piece.withUnsafeMutableBytes { try reader?(sent, $0) }
  }

  /// Reads all there is, and refuses the first byte too many.
  private mutating func readOutput() throws(ChildProcessError) {
    var spare: UInt8 = 0
    while let outputEnd {
      let room = UnsafeMutableRawBufferPointer(rebasing: output[outputCount...])
      let count =
        room.isEmpty
        ? read(outputEnd.number, &spare, 1) : read(outputEnd.number, room.baseAddress, room.count)
      if count == 0 {
        self.outputEnd = nil
      } else if count > 0 {
        guard !room.isEmpty else { throw .tooMuchOutput(limit: output.count) }
        outputCount += count
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        throw .system(call: "read", errno: errno)
      }
    }
  }

  /// Reads at most as much as a pipe holds, so that a child that never stops writing cannot keep us.
  private mutating func readErrors() throws(ChildProcessError) {
    guard let errorEnd else { return }
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    let count = read(errorEnd.number, &chunk, chunk.count)
    if count == 0 {
      self.errorEnd = nil
    } else if count > 0 {
      errorTail.append(chunk[..<count])
      // A broken standard error of ours is no reason to fail.
      if command.echoesErrors { _ = write(STDERR_FILENO, chunk, count) }
    } else if errno != EAGAIN, errno != EINTR {
      throw .system(call: "read", errno: errno)
    }
  }

  /// Kills the child and its group, and collects it.
  private mutating func endChild() {
    (inputEnd, outputEnd, errorEnd) = (nil, nil, nil)
    child.signalGroup(SIGTERM)
    _ = hasExited(within: command.grace)
    // Also when the child itself has exited: others in its group may have refused.
    child.signalGroup(SIGKILL)
    // Only the kernel can hold it now, on a file system that hangs, say. Then it is left behind.
    guard hasExited(within: .seconds(5)) else { return }
    _ = try? child.reap()  // the reason for ending it is what is reported
  }

  private func hasExited(within duration: Duration) -> Bool {
    let end = ContinuousClock.now + duration
    while true {
      var slot = pollfd(fd: child.exitSignal.number, events: Int16(POLLIN), revents: 0)
      let left = ContinuousClock.now.duration(to: end)
      if poll(&slot, 1, Self.milliseconds(left)) > 0 { return true }
      if left <= .zero { return false }
    }
  }

  /// For poll(2): rounded up, so that it does not return just before the time.
  private static func milliseconds(_ duration: Duration) -> Int32 {
    guard duration > .zero else { return 0 }
    guard duration < .seconds(2_000_000) else { return .max }
    let (seconds, attoseconds) = duration.components
    return Int32(seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
  }
}
