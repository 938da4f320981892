import Diagnostics
import FaultServer
import Foundation
import SomaClient
import TestSupport
import Testing

@Suite struct TrustRootsTests {
  @Test("a file that is missing or a directory cannot be read")
  func unreadable() async throws {
    try await withTemporaryDirectory { directory in
      for path in [directory.path(), directory.appending(path: "missing.pem").path()] {
        #expect(throws: TrustRootsError.unreadable(path: path)) { try TrustRoots.file(path) }
      }
    }
  }

  @Test("a file without a certificate is refused, a key included")
  func noCertificate() async throws {
    try await withTemporaryDirectory { directory in
      _ = try TestAuthority(in: directory)
      let empty = directory.appending(path: "empty.pem")
      try Data().write(to: empty)
      for path in [empty.path(), directory.appending(path: "ca.key").path()] {
        #expect(throws: TrustRootsError.noCertificate(path: path)) { try TrustRoots.file(path) }
      }
    }
  }

  @Test("an endless file is not read to its end")
  func tooLong() {
    #expect(throws: TrustRootsError.tooLong(path: "/dev/zero", maximum: 16 << 20)) {
      try TrustRoots.file("/dev/zero")
    }
  }

  @Test("a damaged certificate is found before anything is sent")
  func damaged() async throws {
    try await withTemporaryDirectory { directory in
      let file = directory.appending(path: "damaged.pem")
      let text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
      try Data(text.utf8).write(to: file)
      let trust = try TrustRoots.file(file.path())
      let error = await #expect(throws: TrustRootsError.self) {
        try await failure(of: "https://localhost:1", settings: testSettings { $0.trust = trust })
      }
      #expect(error?.diagnostic.code == "trustRoots.damaged")
      #expect(error?.diagnostic.place?.file == file.path())
    }
  }
}
