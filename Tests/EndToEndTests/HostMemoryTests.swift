import Foundation
import Glibc
import TestSupport
import Testing

/// The localnet's host sends objects of any size to any number of clients out of little memory.
@Suite("The memory of the built localnet", .timeLimit(.minutes(3))) struct HostMemoryTests {
  private struct Started: Decodable {
    let pid: Int32
    let host: String
  }

  /// Five copies would take 960 MiB; all that is held of them when nothing waits for the clients takes
  /// several hundred.
  @Test("grows little while five clients download a large object at once")
  func downloads() async throws {
    try await withTemporaryDirectory { directory in
      let shell = Shell(directory: directory)
      let start = try await shell.run(
        "steward localnet start --detach --data-dir chain --port 0 --epochs by-call -o json")
      try #require(start.status == 0, "\(start.errorOutput)")
      let localnet = try JSONDecoder().decode(Started.self, from: Data(start.output.utf8))
      let served = try await shell.run(
        """
        truncate -s 192M large && curl -sS --fail -T large \(localnet.host)large
        for i in 1 2 3 4 5; do
          curl -sS --fail -o /dev/null -w '%{size_download} ' \(localnet.host)large & clients="$clients $!"
        done
        wait $clients
        """)
      let peak = try mostMemory(of: localnet.pid)
      #expect(try await shell.run("steward localnet stop --data-dir chain").status == 0)
      #expect(served.status == 0, "\(served.errorOutput)")
      #expect(
        served.output.split(separator: " ").map { Int($0) } == Array(repeating: 192 << 20, count: 5)
      )
      #expect(peak < 256 << 20, "\(peak >> 20) MiB")
    }
  }

  /// The most that a process ever had in memory, in bytes (proc_pid_status(5), `VmHWM`).
  private func mostMemory(of process: Int32) throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) << 10
  }
}
