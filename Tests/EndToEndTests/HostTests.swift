import Foundation
import ObjectHost
import SomaTypes
import TestSupport
import Testing

/// The commands for hosts against a server on loopback that serves as badly as it is told to.
@Suite("The built host commands", .timeLimit(.minutes(10))) struct HostTests {
  private static let name = "0a1b2c3d-00112233445566778899aabbccddeeff"
  /// Weights of 12 MiB and a bit, so that they are fetched in three ranges.
  private static let size = (12 << 20) + 77

  private static func json(_ text: String) throws -> JSONValue {
    try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }

  private struct Stage {
    let shell: Shell
    let host: ObjectHost

    /// Runs a command of hosts with what all of them need.
    func run(_ command: String) async throws -> Transcript.Step {
      try await shell.run("steward host \(command) -f host.yaml --local -o json")
    }
  }

  /// A kind of host that the server stands behind.
  enum Kind: String, CaseIterable { case directory, httpPut, command }

  private func withStage(
    _ kind: Kind, _ body: (Stage) async throws -> Void
  ) async throws {
    try await withTemporaryDirectory { directory in
      let served = directory.appending(path: "served").path
      try FileManager.default.createDirectory(atPath: served, withIntermediateDirectories: true)
      var configuration = ObjectHostConfiguration()
      configuration.storage = .directory(path: served)
      try await withObjectHost(configuration) { host in
        let url = "\(host.url.text)models"
        try FileManager.default.createDirectory(
          atPath: "\(served)/models", withIntermediateDirectories: true)
        let spec =
          switch kind {
          case .directory: "directory: {path: served/models, publicBaseURL: '\(url)'}"
          case .httpPut: "httpPut: {baseURL: '\(url)', publicBaseURL: '\(url)'}"
          case .command:
            "command: {command: [sh, -c, 'cat > \(served)/models/$STEWARD_OBJECT_NAME'],"
              + " publicBaseURL: '\(url)'}"
          }
        try Data(
          "apiVersion: steward/v1\nkind: Host\nmetadata: {name: main}\nspec: {\(spec)}\n".utf8
        ).write(to: directory.appending(path: "host.yaml"))
        var bytes = [UInt8](repeating: 0, count: Self.size)
        for index in bytes.indices {
          bytes[index] = UInt8(truncatingIfNeeded: index &* 2_654_435_761 >> 7)
        }
        try Data(bytes).write(to: directory.appending(path: Self.name))
        try await body(Stage(shell: Shell(directory: directory), host: host))
      }
    }
  }

  @Test("put an object on every kind of host and prove that it is served", arguments: Kind.allCases)
  func put(kind: Kind) async throws {
    try await withStage(kind) { stage in
      let put = try await stage.run("put \(Self.name) --state state --progress json")
      #expect(put.status == 0, "\(put.errorOutput)")
      let result = try Self.json(put.output)
      #expect(result["uploaded"] == .bool(true))
      #expect(result["probe"]["served"] == .bool(true))
      #expect(result["probe"]["fetchedBytes"] == .number(Double(Self.size)))
      for label in ["prepare", "upload", "probe"] {
        #expect(put.errorOutput.contains(#"{"event":"done","label":"\#(label)""#))
      }
      let again = try await stage.run("put \(Self.name) --progress none")
      #expect(again.status == 0, "\(again.errorOutput)")
      #expect(try Self.json(again.output)["uploaded"] == .bool(false))
      let sampled = try await stage.run("probe \(Self.name) --sampled 2 --against \(Self.name)")
      #expect(sampled.status == 0, "\(sampled.errorOutput)")
    }
  }

  @Test("seal on the way what `weights seal` makes, without a second copy")
  func sealing() async throws {
    try await withStage(.httpPut) { stage in
      let seal = try await stage.shell.run(
        "steward weights seal \(Self.name) --generate-key key --out sealed -o json")
      #expect(seal.status == 0, "\(seal.errorOutput)")
      let put = try await stage.run(
        "put \(Self.name) --key-file key --state state --progress none")
      #expect(put.status == 0, "\(put.errorOutput)")
      let (sealed, uploaded) = try (
        Self.json(seal.output), Self.json(put.output)
      )
      #expect(sealed["checksum"] == uploaded["checksum"])
      #expect(sealed["plaintext"] == uploaded["plaintext"])
      let same = try await stage.shell.run("cmp sealed served/models/\(Self.name)")
      #expect(same.status == 0, "\(same.output)\(same.errorOutput)")
    }
  }

  @Test("what is not sealed is never published without a key")
  func plaintext() async throws {
    try await withStage(.directory) { stage in
      let header = #"\002\000\000\000\000\000\000\000{}"#
      for bytes in [header, #"PK\003\004x"#, "GGUF"] {
        _ = try await stage.shell.run("printf '\(bytes)' > plain")
        let put = try await stage.run("put plain --name \(Self.name) --no-probe --progress none")
        #expect(put.status == 5)
        #expect(put.errorOutput.contains("[host.plaintext]"), "\(put.errorOutput)")
        #expect(put.errorOutput.contains("--key-file"))
      }
      let left = try await stage.shell.run("ls -A served/models | wc -l")
      #expect(left.output.trimmingCharacters(in: .whitespaces) == "0")
    }
  }

  @Test("other bytes of the same length are noticed without a probe", arguments: Kind.allCases)
  func otherBytes(kind: Kind) async throws {
    try await withStage(kind) { stage in
      #expect(try await stage.run("put \(Self.name) --progress none").status == 0)
      _ = try await stage.shell.run(
        "cp \(Self.name) other; printf xyz | dd of=other bs=1 seek=9000000 conv=notrunc")
      let put = try await stage.run("put other --name \(Self.name) --no-probe --progress none")
      #expect(put.status == 4, "\(put.errorOutput)")
    }
  }

  @Test("--replace leaves an object alone that is not a damaged copy", arguments: Kind.allCases)
  func replacesOnlyDamaged(kind: Kind) async throws {
    try await withStage(kind) { stage in
      #expect(try await stage.run("put \(Self.name) --progress none").status == 0)
      _ = try await stage.shell.run(
        "LC_ALL=C tr '\\0-\\377' '\\1-\\377\\0' < \(Self.name) > other")
      let put = try await stage.run(
        "put other --name \(Self.name) --replace --no-probe --progress none")
      #expect(put.status == 4)
      #expect(put.errorOutput.contains("[host.otherObject]"), "\(put.errorOutput)")
      let same = try await stage.shell.run("cmp \(Self.name) served/models/\(Self.name)")
      #expect(same.status == 0, "\(same.output)")
    }
  }

  @Test("--replace sends nothing where the right bytes are", arguments: Kind.allCases)
  func replacesNothingHealthy(kind: Kind) async throws {
    try await withStage(kind) { stage in
      #expect(try await stage.run("put \(Self.name) --progress none").status == 0)
      _ = try await stage.shell.run("touch -d @1000000000 served/models/\(Self.name)")
      let put = try await stage.run("put \(Self.name) --replace --progress none")
      #expect(put.status == 0, "\(put.errorOutput)")
      #expect(put.errorOutput.contains("[host.notDamaged]"), "\(put.errorOutput)")
      let result = try Self.json(put.output)
      #expect(result["uploaded"] == .bool(false))
      #expect(result["probe"]["served"] == .bool(true))
      let time = try await stage.shell.run("stat -c %Y served/models/\(Self.name)")
      #expect(time.output.trimmingCharacters(in: .newlines) == "1000000000")
    }
  }

  @Test("whoever stops reading messages does not change how a command ends")
  func brokenPipe() async throws {
    try await withTemporaryDirectory { directory in
      let run = try await Shell(directory: directory).run(
        "mkfifo p; exec 3<>p 4>p 3>&-; steward host put nothing 2>&4; echo $?")
      #expect(run.output.trimmingCharacters(in: .newlines) == "5")
    }
  }

  @Test("what a command starts ends by SIGPIPE as programs do")
  func childrenEndByBrokenPipes() async throws {
    try await withTemporaryDirectory { directory in
      let script = "(yes; echo $? > status) | head -c 1 > /dev/null"
      try Data(script.utf8).write(to: directory.appending(path: "k.sh"))
      let run = try await Shell(directory: directory).run(
        "echo x > w; steward weights seal w --out sealed --key-command 'sh k.sh' 2>/dev/null; cat status"
      )
      #expect(run.output.trimmingCharacters(in: .newlines) == "141")
    }
  }

  @Test("an upload that is interrupted says what is there, what is not, and what to type")
  func interrupted() async throws {
    try await withStage(.httpPut) { stage in
      stage.host.inject(FaultRule(.stalls, methods: [.put]))
      let put = try await stage.shell.run(
        "steward host put \(Self.name) -f host.yaml --local --progress json 2> err & pid=$!;"
          + " until grep -q upload err; do :; done; kill -INT $pid; wait $pid; s=$?; cat err >&2; exit $s"
      )
      #expect(put.status == 130, "\(put.errorOutput)")
      #expect(put.errorOutput.contains("[host.interrupted]"), "\(put.errorOutput)")
      #expect(put.errorOutput.contains("hint: Run the same command again"), "\(put.errorOutput)")
      stage.host.clearFaults()
      #expect(try await stage.run("put \(Self.name) --progress none").status == 0)
    }
  }

  @Test("a server that says nothing is named before it is given up")
  func silence() async throws {
    try await withStage(.httpPut) { stage in
      stage.host.inject(FaultRule(.stalls, methods: [.put]))
      let put = try await stage.shell.run(
        "steward host put \(Self.name) -f host.yaml --local --progress none 2> err & pid=$!;"
          + " until grep -q 'Still waiting' err; do :; done; kill -INT $pid; wait $pid; cat err >&2"
      )
      #expect(
        put.errorOutput.contains("s: PUT \(stage.host.url.text)models/\(Self.name)."),
        "\(put.errorOutput)")
    }
  }

  @Test("a terminal that cannot draw gets lines", arguments: ["dumb", "", "xterm"])
  func terminals(kind: String) async throws {
    try await withStage(.directory) { stage in
      let put = try await stage.shell.run(
        "TERM=\(kind) script -qec 'steward host put \(Self.name) -f host.yaml --local' typescript")
      #expect(put.status == 0, "\(put.output)")
      #expect(put.output.contains("\u{1b}[K") == (kind == "xterm"), "\(put.output)")
    }
  }

  @Test("a signal while the object is proven names the command that proves it")
  func interruptedProof() async throws {
    try await withStage(.directory) { stage in
      stage.host.inject(FaultRule(.stalls, methods: [.get]))
      let put = try await stage.shell.run(
        "steward host put \(Self.name) -f host.yaml --local --progress json 2> err & pid=$!;"
          + " until grep -q 'done.*upload' err; do :; done; kill -TERM $pid; wait $pid; s=$?; cat err >&2; exit $s"
      )
      #expect(put.status == 143, "\(put.errorOutput)")
      #expect(put.errorOutput.contains("\(Self.name) is there"), "\(put.errorOutput)")
      #expect(put.errorOutput.contains("steward host probe http"), "\(put.errorOutput)")
    }
  }

  /// A fault of the server, and what a probe says and ends with.
  struct Trouble: CustomTestStringConvertible, Sendable {
    var fault: Fault
    var code: String
    var status: Int32
    var testDescription: String { code }
  }

  private static let troubles = [
    Trouble(fault: .changesByte(at: 7_000_000), code: "probe.otherChecksum", status: 4),
    Trouble(fault: .ignoresRange, code: "probe.rangeIgnored", status: 1),
    Trouble(fault: .refuses(status: 403), code: "probe.forbidden", status: 1),
    Trouble(fault: .refuses(status: 404), code: "probe.missing", status: 1),
    Trouble(
      fault: .addsHeader(name: "Content-Encoding", value: "gzip"), code: "probe.coded", status: 1),
    Trouble(fault: .refuses(status: 500), code: "probe.refused", status: 9),
  ]

  @Test("a probe names what is wrong, and tells wrong bytes from none", arguments: troubles)
  func probe(trouble: Trouble) async throws {
    try await withStage(.directory) { stage in
      let put = try await stage.run("put \(Self.name) --progress none")
      let checksum = try #require(try Self.json(put.output)["checksum"].string)
      stage.host.inject(FaultRule(trouble.fault, methods: [.get]))
      let url = "\(stage.host.url.text)models/\(Self.name)"
      let probe = try await stage.run(
        "probe \(url) --checksum \(checksum) --size \(Self.size) --progress none")
      #expect(probe.status == trouble.status, "\(probe.errorOutput)")
      #expect(probe.errorOutput.contains("[\(trouble.code)]"), "\(probe.errorOutput)")
      #expect(probe.output.contains(trouble.code))
    }
  }

  @Test("an upload that is not served ends as the probe does, and --replace mends it")
  func replace() async throws {
    try await withStage(.directory) { stage in
      #expect(try await stage.run("put \(Self.name) --progress none").status == 0)
      let damage = try await stage.shell.run(
        "printf x | dd of=served/models/\(Self.name) bs=1 seek=9000000 conv=notrunc")
      #expect(damage.status == 0, "\(damage.errorOutput)")
      let found = try await stage.run("put \(Self.name) --progress none")
      #expect(found.status == 4)
      #expect(found.errorOutput.contains("[probe.otherChecksum]"))
      let mended = try await stage.run("put \(Self.name) --replace --progress none")
      #expect(mended.status == 0, "\(mended.errorOutput)")
    }
  }

  @Test("the doctor leaves nothing behind, and says what fails", arguments: Kind.allCases)
  func doctor(kind: Kind) async throws {
    try await withStage(kind) { stage in
      let healthy = try await stage.run("doctor")
      #expect(healthy.status == 0, "\(healthy.errorOutput)")
      let left = try await stage.shell.run("ls -A served/models | wc -l")
      // A program that uploads is not asked to delete.
      #expect(left.output.trimmingCharacters(in: .whitespaces) == (kind == .command ? "1" : "0"))
      stage.host.inject(FaultRule(.ignoresRange, methods: [.get]))
      let sick = try await stage.run("doctor")
      #expect(sick.status == 1)
      #expect(sick.errorOutput.contains("[probe.rangeIgnored]"), "\(sick.errorOutput)")
    }
  }

  @Test("secrets of the environment are never printed, whatever fails")
  func secrets() async throws {
    try await withTemporaryDirectory { directory in
      var shell = Shell(directory: directory)
      shell.variables = [
        "S3_BUCKET": "weights", "S3_ENDPOINT_URL": "http://127.0.0.1:1",
        "S3_ACCESS_KEY_ID": "AKIDEXAMPLECANARY01", "S3_SECRET_ACCESS_KEY": "canary-secret-7f3a",
        "S3_SESSION_TOKEN": "canary-token-91bc",
      ]
      let doctor = try await shell.run("timeout -s INT 2 steward host doctor -o json")
      for text in [doctor.output, doctor.errorOutput] {
        #expect(!text.contains("canary"))
        #expect(!text.contains("AKIDEXAMPLE"))
      }
    }
  }
}
