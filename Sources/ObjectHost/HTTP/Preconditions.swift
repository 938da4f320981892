import HTTPSyntax
import HTTPTypes

/// The conditions that a request sets on the present version of an object (RFC 9110, section 13).
struct Preconditions: Equatable, Sendable {
  /// What follows for the request.
  enum Verdict: Equatable, Sendable {
    /// It is carried out.
    case proceed
    /// The client has this version: 304.
    case notModified
    /// It is not carried out: 412.
    case failed
  }

  private var match: EntityTagList?
  private var noneMatch: EntityTagList?
  private var modifiedSince: HTTPDate?
  private var unmodifiedSince: HTTPDate?

  /// No conditions.
  init() {}

  /// Reads the conditions of a request. Dates that are not dates do not count.
  ///
  /// - Throws: ``RequestRefusal/badHeader(name:)`` for `If-Match` and `If-None-Match` that are
  ///   neither `*` nor tags: ignoring them could overwrite an object.
  init(_ fields: HTTPFields) throws(RequestRefusal) {
    match = try Self.tags(.ifMatch, in: fields)
    noneMatch = try Self.tags(.ifNoneMatch, in: fields)
    modifiedSince = fields[.ifModifiedSince].flatMap { HTTPDate($0) }
    unmodifiedSince = fields[.ifUnmodifiedSince].flatMap { HTTPDate($0) }
  }

  /// Whether the answer depends on the tag of an object that is there.
  var needsTag: Bool {
    switch (match, noneMatch) {
    case (.tags, _), (_, .tags): true
    default: false
    }
  }

  /// Whether the object must not be there yet.
  var requiresAbsence: Bool { noneMatch == .any }

  /// Judges in the order of section 13.2.2.
  ///
  /// - Parameters:
  ///   - current: The present version; `nil` when there is none.
  ///   - isRead: Whether the request only reads; `If-Modified-Since` counts for those alone.
  /// - Returns: What follows.
  func verdict(current: ObjectEntry?, isRead: Bool) -> Verdict {
    if let match {
      guard let current, match.contains(where: current.tag.isSameContent) else { return .failed }
    } else if let unmodifiedSince, let current {
      guard current.lastModified.unixSeconds <= unmodifiedSince.unixSeconds else { return .failed }
    }
    guard let current else { return .proceed }
    if let noneMatch {
      if noneMatch.contains(where: current.tag.isEquivalent) {
        return isRead ? .notModified : .failed
      }
    } else if let modifiedSince, isRead,
      current.lastModified.unixSeconds <= modifiedSince.unixSeconds
    {
      return .notModified
    }
    return .proceed
  }

  private static func tags(
    _ name: HTTPField.Name, in fields: HTTPFields
  ) throws(RequestRefusal) -> EntityTagList? {
    guard let text = fields[name] else { return nil }
    guard let list = EntityTagList(text) else {
      throw .badHeader(name: name.rawName)
    }
    return list
  }
}

extension EntityTagList {
  fileprivate func contains(where matches: (EntityTag) -> Bool) -> Bool {
    switch self {
    case .any: true
    case .tags(let tags): tags.contains(where: matches)
    }
  }
}
