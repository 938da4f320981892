/// Why a host did not do what was asked. Hosts are called by their descriptions.
public enum HostError: Error, Equatable, Sendable {
  /// Something that hosts of this kind cannot do.
  public enum Operation: String, Sendable {
    /// Listing objects.
    case list
    /// Deleting an object.
    case delete
    /// Replacing an object.
    case replace
  }

  /// The host cannot do this.
  case unsupported(Operation, host: String)
  /// The server answered with a status that means no; the request without secrets, and the
  /// beginning of the answer where it is text.
  case refused(status: Int, request: String, words: String?)
  /// The server redirected a request that may not follow; the URL that it named, without its query.
  case redirected(status: Int, request: String, to: String?)
  /// After an upload that the host reported as done, the object is not what was sent, by its size.
  case otherSize(name: ObjectName, expected: UInt64, found: UInt64?)
  /// After an upload that a command reported as done, nothing is at the public URL.
  case notServed(name: ObjectName, url: String)
  /// A command ended with status 0 without having read all of the object.
  case closedInput(command: String, unreadBytes: Int)
  /// What the source made has another digest than what was to be uploaded.
  case sourceChanged(name: ObjectName)
  /// There is no room for the object.
  case noSpace(path: String)
  /// The file system, or the directory for this user, is not writable.
  case notWritable(path: String, errno: Int32)
  /// The directory is not there, or no directory.
  case noDirectory(path: String, errno: Int32)
  /// There is something under the object's name that is no plain file of ours: a link, say.
  case notAFile(path: String)
  /// Another upload of the same object is under way.
  case busy(path: String)
  /// A system call failed.
  case system(call: String, path: String, errno: Int32)
  /// The command for URLs or headers printed what cannot be used; why, without what it printed.
  case badAnswer(command: String, problem: CommandAnswerProblem)
}

/// What is wrong with what a command printed.
public enum CommandAnswerProblem: Equatable, Sendable {
  /// It is empty.
  case empty
  /// It is no UTF-8 text.
  case notText
  /// It has another number of lines than can be used.
  case lineCount(Int)
  /// A line, counted from 1, is no `http` or `https` URL.
  case notURL(line: Int)
  /// A line, counted from 1, is no header field.
  case notHeader(line: Int)
}

extension HostError {
  /// Whether it may pass by itself: a busy server or directory may find time.
  public var mayPass: Bool {
    switch self {
    case .refused(let status, _, _): [408, 425, 429, 500, 502, 503, 504].contains(status)
    case .busy: true
    default: false
    }
  }
}
