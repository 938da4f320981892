import ArgumentParser
import Foundation
import Hosting
import Lifecycle
import Manifest
import StateStore
import Steward

/// `steward doctor`.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract:
      "Find out whether everything that runs need is in order, with a remedy for what is not.",
    discussion: """
      Program, state, leases, unattended runs, drills, keyrings, nodes, clock, wallets and hosts, a line each. \
      On each host a small object is put, fetched and deleted; nothing else is changed and nothing is signed.

        steward doctor
        steward doctor manifests/

      Without manifests it looks at what was applied.

      Exit status: 0 all is well, warnings apart; 10 nobody is there for a reveal that is owed; 12 the state \
      cannot be used; 7 a secret is unavailable; 5 a declaration is wrong; 9 a node or a host does not answer; \
      1 something else fails; 64 wrong usage.
      """)

  @Argument(help: "Files, directories, patterns, or - for standard input.", completion: .file())
  var paths: [String] = []

  @OptionGroup var run: RunOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let nowMs = RunClock.system.wallClockMs()
    let declared = paths.isEmpty ? nil : try ManifestFiles(paths: paths).read().models
    let machine = MachineCheckup(nowMs: nowMs)
    var lines = [machine.program]
    var options = run
    var specs = declared ?? []
    do {
      let directory = try run.location.path()
      options.location.state = directory
      let state = try await machine.state(directory)
      lines += state.lines
      if declared == nil { specs = state.specs }
    } catch StateError.missing where declared != nil {
      lines.append(CheckupLine("state", ok: "none yet: nothing was applied"))
    } catch { lines.append(try CheckupLine("state", failure: error)) }
    lines += try machine.keyrings(specs, run.keyring)
    if !specs.isEmpty {
      lines += try await chain(specs, options, nowMs)
      lines += try await hosts(specs)
    }
    try output.write(
      schema: "steward/doctor/v1", [.init("findings", .list(lines.map(\.output)))])
    for line in lines where line.level == .failure {
      if let problem = line.problem { Terminal.write(problem) }
    }
    let statuses = lines.compactMap(\.status)
    if let status = ExitStatus.precedence.first(where: statuses.contains) {
      throw ExitCode(status.rawValue)
    }
  }

  private func chain(
    _ specs: [ModelSpec], _ options: RunOptions, _ nowMs: UInt64
  ) async throws -> [CheckupLine] {
    do {
      return try await options.withSession(
        on: ManifestFiles.distinct(specs.map(\.network)), use: .reading, watchman: .scheduledRuns,
        report: { _ in }
      ) { session in
        let look = try await session.run.look(.declared(specs), files: .none)
        return try ChainCheckup(specs, look.observation, nowMs: nowMs).lines()
      }
    } catch { return [try CheckupLine("network", failure: error)] }
  }

  private func hosts(_ specs: [ModelSpec]) async throws -> [CheckupLine] {
    var hosts: [ResourceName: HostSpec] = [:]
    for spec in specs { hosts[spec.host.name] = spec.host }
    var options = TransportOptions()
    options.userAgent = "steward/\(Version.text)"
    let transport = HTTPTransport(options: options)
    let audience: Probe.Audience =
      RunSession.isLocal(specs.map(\.network)) ? .thisNetwork : .everyone
    var lines: [CheckupLine] = []
    for (name, spec) in hosts.sorted(by: { $0.key < $1.key }) {
      do {
        let host = try DeclaredHost(
          spec,
          in: HostSurroundings(
            environment: ProcessInfo.processInfo.environment, transport: transport,
            journal: TransientUploads()))
        let findings = try await HostCheckup(host, for: audience, transport: transport).run()
        lines += findings.compactMap { CheckupLine($0, of: name.text) }
      } catch { lines.append(try CheckupLine("host \(name)", failure: error)) }
    }
    return lines
  }
}
