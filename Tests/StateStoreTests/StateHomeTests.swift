import Foundation
import SomaCrypto
import SomaTypes
import StateStore
import TestSupport
import Testing

@Suite("Where states are")
struct StateHomeTests {
  @Test(
    "is the XDG directory, else below the home, else nowhere",
    arguments: [
      (["XDG_STATE_HOME": "/x", "HOME": "/h"], "/a", "/x/steward"),
      (["XDG_STATE_HOME": "x", "HOME": "/h"], "/a", "/h/.local/state/steward"),
      (["XDG_STATE_HOME": ""], "/a", "/a/.local/state/steward"),
      (["HOME": ""], "/a", "/a/.local/state/steward"), ([:], nil, nil),
    ] as [([String: String], String?, String?)])
  func rule(environment: [String: String], account: String?, path: String?) {
    let home = StateHome(environment: { environment[$0] }, accountHome: { account })
    #expect(home?.path == path)
  }

  @Test("has a directory for each chain, named after it; those with a state are found")
  func chains() async throws {
    try await withTemporaryDirectory { directory in
      let home = try #require(
        StateHome(environment: { _ in directory.path }, accountHome: { nil }))
      #expect(home.directories() == [])
      let chain = CheckpointDigest(.zero)
      let path = home.directory(of: chain)
      #expect(path == "\(directory.path)/steward/11111111111111111111111111111111")
      #expect(StateHome.chain(ofDirectory: path + "/") == chain)
      #expect(StateHome.chain(ofDirectory: "\(directory.path)/steward/localnet") == nil)
      for other in ["localnet", "1111111111111111111111111111111Z"] {
        try FileManager.default.createDirectory(
          atPath: "\(home.path)/\(other)", withIntermediateDirectories: true)
      }
      #expect(home.directories() == [])
      try await StateDatabase.open(path).close()
      #expect(home.directories() == [path])
    }
  }
}
