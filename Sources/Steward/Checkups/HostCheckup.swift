public import Diagnostics
public import Hosting
import SomaCrypto
import SomaTypes

/// Finds out whether a host does everything that weights need of it: a small object is put there,
/// fetched through its public URL in ranges as validators do, listed, and deleted.
public struct HostCheckup: Sendable {
  /// How a part of the examination went.
  public enum Level: String, Sendable {
    /// As it must be.
    case ok
    /// Not used, and not needed.
    case skipped = "skip"
    /// It will do; something could be better.
    case warning = "warn"
    /// Weights cannot be hosted like this.
    case failure = "fail"
  }

  /// A part of the examination.
  public struct Finding: Equatable, Sendable {
    /// What was looked at.
    public var subject: String
    /// How it went.
    public var level: Level
    /// In a sentence.
    public var words: String
    /// Code and remedies of what is wrong.
    public var problem: Diagnostic?
    /// Whether it may pass by itself.
    public var isOutage: Bool

    /// Describes a part of the examination.
    public init(
      _ subject: String, _ level: Level, _ words: String, problem: Diagnostic? = nil,
      isOutage: Bool = false
    ) {
      self.subject = subject
      self.level = level
      self.words = words
      self.problem = problem
      self.isOutage = isOutage
    }
  }

  /// Length of the object in bytes: four ranges.
  static let objectSize = 64 << 10

  /// Objects of the examination are under this id, which no master has but by an accident of one in
  /// four thousand million.
  static let masterID = "00000000"

  private let declared: DeclaredHost
  private let audience: Probe.Audience
  private let transport: HTTPTransport

  /// Prepares an examination.
  ///
  /// - Parameters:
  ///   - declared: The host.
  ///   - audience: Who must be able to reach its objects.
  ///   - transport: What the public URL is fetched with.
  public init(_ declared: DeclaredHost, for audience: Probe.Audience, transport: HTTPTransport) {
    self.declared = declared
    self.audience = audience
    self.transport = transport
  }

  /// Examines the host. Nothing stays there, as far as the host can delete.
  ///
  /// - Returns: What was found, in the order in which it was looked at; what rests on a failure is not
  ///   looked at.
  /// - Throws: `CryptoError`; `CancellationError`.
  public func run() async throws -> [Finding] {
    var findings = try await lookAtCredentials()
    guard !findings.contains(where: { $0.level == .failure }) else { return findings }
    var generator = SystemRandomNumberGenerator()
    var bytes = [UInt8](repeating: 0, count: Self.objectSize)
    for index in bytes.indices { bytes[index] = generator.next() }
    let digits = Hex.encode(bytes[..<16])
    guard let name = ObjectName("\(Self.masterID)-\(digits)") else { return findings }
    let url: CanonicalURL
    do {
      url = try await declared.host.publicURL(of: name)
      findings.append(Finding("url", .ok, "objects will be at \(url)"))
    } catch {
      findings.append(try Self.failure("url", error))
      return findings
    }
    do {
      _ = try await declared.host.put(ObjectUpload(name: name, bytes: bytes))
      findings.append(Finding("put", .ok, "\(Self.objectSize) bytes were taken"))
    } catch {
      findings.append(try Self.failure("put", error))
      return findings
    }
    do {
      findings += try await fetch(bytes, name, from: url)
      findings += try await list(name)
    } catch {
      _ = await delete(name)
      throw error
    }
    findings += await delete(name)
    return findings
  }

  private func lookAtCredentials() async throws -> [Finding] {
    guard let report = try await declared.credentials?.report() else { return [] }
    var findings = report.rows.compactMap { row -> Finding? in
      switch row.finding {
      case .won(let ending, let isTemporary, _):
        Finding(
          "credentials", .ok,
          "\(row.source.words): used, key …\(ending)\(isTemporary ? ", temporary" : "")")
      case .broken(let error):
        Finding(
          "credentials", .failure, "\(row.source.words): \(row.finding.words)",
          problem: error.diagnostic)
      case .absent, .notAsked:
        Finding("credentials", .skipped, "\(row.source.words): \(row.finding.words)")
      }
    }
    if report.winner == nil, !findings.contains(where: { $0.level == .failure }) {
      let error = CredentialError.none(report)
      findings.append(
        Finding("credentials", .failure, "no source has any", problem: error.diagnostic))
    }
    return findings
  }

  private func fetch(
    _ bytes: [UInt8], _ name: ObjectName, from url: CanonicalURL
  ) async throws -> [Finding] {
    var findings: [Finding] = []
    do {
      let size = try await declared.host.head(name)?.size
      findings.append(
        size == nil || size == UInt64(bytes.count)
          ? Finding("head", .ok, "the host shows the object")
          : Finding("head", .failure, "the host shows \(size ?? 0) bytes"))
    } catch { findings.append(try Self.failure("head", error)) }
    var rules = FetchRules()
    rules.chunkSize = UInt64(Self.objectSize / 4)
    let report = try await Probe(
      of: url, size: UInt64(bytes.count), for: audience, transport: transport, rules: rules
    ).whole(checksum: Blake2b256.hash(bytes))
    findings += report.findings.map { finding in
      Finding(
        "fetch", finding.severity == .failure ? .failure : .warning, finding.diagnostic.detail,
        problem: finding.diagnostic, isOutage: finding.isOutage)
    }
    if report.isServed {
      findings.append(Finding("fetch", .ok, "all of it came through the public URL, in ranges"))
    }
    return findings
  }

  private func list(_ name: ObjectName) async throws -> [Finding] {
    do {
      let isListed = try await declared.host.list(masterID: Self.masterID).contains {
        $0.name == name
      }
      return [
        isListed
          ? Finding("list", .ok, "the object is listed")
          : Finding("list", .warning, "the object is not in the list: `host gc` would not see it")
      ]
    } catch HostError.unsupported {
      return [
        Finding("list", .warning, "hosts of this kind cannot list: `host gc` does not work here")
      ]
    } catch { return [try Self.failure("list", error)] }
  }

  /// Deletes the object, also when the examination was cancelled: nothing must stay behind.
  private func delete(_ name: ObjectName) async -> [Finding] {
    let host = declared.host
    let deletion = Task { () -> Finding in
      do {
        try await host.delete(name)
        return Finding("delete", .ok, "the object is gone")
      } catch HostError.unsupported {
        return Finding(
          "delete", .warning, "this host cannot delete: \(name) stays, remove it by hand")
      } catch {
        let problem = (error as? any Explainable)?.diagnostic
        return Finding(
          "delete", .failure, "\(name) stays: \(problem?.detail ?? "\(error)")", problem: problem)
      }
    }
    return [await deletion.value]
  }

  /// Only what says so itself may pass.
  private static func isOutage(_ error: any Error) -> Bool {
    switch error {
    case let error as HostError: error.mayPass
    case let error as any RetryAdvising: error.retryAdvice != .never
    default: false
    }
  }

  private static func failure(_ subject: String, _ error: any Error) throws -> Finding {
    if error is CancellationError { throw error }
    let problem = (error as? any Explainable)?.diagnostic
    return Finding(
      subject, .failure, problem.map { "\($0.summary). \($0.detail)" } ?? "\(error)",
      problem: problem, isOutage: isOutage(error))
  }
}
