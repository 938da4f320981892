import Foundation

/// Whether this process may start one with mounts of its own.
let canMount = (try? inNewMounts("mount -t tmpfs -o size=1m none /mnt").0) == 0

/// Runs a command of the shell whose mounts nobody else sees.
///
/// - Returns: Its exit status, and what it printed.
func inNewMounts(_ command: String, _ arguments: String...) throws -> (Int32, String) {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments =
    ["unshare", "--map-root-user", "--mount", "sh", "-c", command, "sh"] + arguments
  let output = Pipe()
  process.standardOutput = output
  process.standardError = output
  try process.run()
  let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  process.waitUntilExit()
  return (process.terminationStatus, text)
}
