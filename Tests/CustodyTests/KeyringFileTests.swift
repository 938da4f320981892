import CLinux
import Custody
import Foundation
import Glibc
import SomaCrypto
import TestSupport
import Testing

@Suite("Files of keyrings")
struct KeyringFileTests {
  private let path = "/keys/keyring"

  private func newer() throws -> Keyring {
    try SampleKeyring.keyring().adding(SampleKeyring.master(3), at: 3, asCurrent: true)
  }

  private func replace(on disk: SimulatedDisk, by new: borrowing SecretBytes) throws {
    let file = KeyringFile(path: path, files: disk)
    let old = try file.read().header
    try file.replace(old, with: new) { _ = try $0.open() }
  }

  @Test("a keyring is created once, and read back")
  func create() throws {
    let disk = SimulatedDisk()
    let file = KeyringFile(path: path, files: disk)
    #expect(throws: KeyringError.missing(path)) { _ = try file.read() }
    let bytes = try SecretBytes(SampleKeyring.plain)
    try file.create(bytes) { _ = try $0.open() }
    #expect(disk.names == [path: SampleKeyring.plain])
    #expect(throws: KeyringError.exists(path)) { try file.create(bytes) { _ in } }
    #expect(disk.names == [path: SampleKeyring.plain])
  }

  @Test(
    "after a crash at any step of a replacement the old or the new keyring opens",
    arguments: [false, true], [false, true])
  func replaceCrash(halfway: Bool, losingCaches: Bool) throws {
    let new = try newer().file(.plain).bytes
    let whole = SimulatedDisk([path: SampleKeyring.plain])
    try replace(on: whole, by: SecretBytes(new))
    #expect(whole.names == [path: new])
    #expect(whole.steps > 8)
    var ends: Set<[UInt8]> = []
    for step in 1...whole.steps {
      let disk = SimulatedDisk([path: SampleKeyring.plain], crashAt: step, halfway: halfway)
      #expect(throws: InjectedCrash.self) { try replace(on: disk, by: SecretBytes(new)) }
      let next = disk.restarted(losingCaches: losingCaches)
      let found = try #require(next.names[path])
      ends.insert(found)
      #expect(found == SampleKeyring.plain || found == new)
      // The next run does what this one began, whatever it left behind.
      if found != new { try replace(on: next, by: SecretBytes(new)) }
      #expect(try KeyringFile(path: path, files: next).read().header.entries.count == 3)
      #expect(next.names[path] == new)
    }
    #expect(ends.count == 2)
  }

  @Test(
    "after a crash at any step of a creation there is a keyring or none",
    arguments: [false, true], [false, true])
  func createCrash(halfway: Bool, losingCaches: Bool) throws {
    let bytes = SampleKeyring.plain
    let whole = SimulatedDisk()
    try KeyringFile(path: path, files: whole).create(SecretBytes(bytes)) { _ in }
    for step in 1...whole.steps {
      let disk = SimulatedDisk(crashAt: step, halfway: halfway)
      #expect(throws: InjectedCrash.self) {
        try KeyringFile(path: path, files: disk).create(SecretBytes(bytes)) { _ in }
      }
      let next = disk.restarted(losingCaches: losingCaches)
      let file = KeyringFile(path: path, files: next)
      if next.names[path] == nil { try file.create(SecretBytes(bytes)) { _ in } }
      #expect(next.names[path] == bytes)
    }
  }

  @Test("once a replacement has returned, losing the power does not bring the old one back")
  func durability() throws {
    let new = try newer().file(.plain).bytes
    let disk = SimulatedDisk([path: SampleKeyring.plain])
    try replace(on: disk, by: SecretBytes(new))
    #expect(disk.restarted(losingCaches: true).names[path] == new)
  }

  @Test("what does not open again never takes the place of what does")
  func unproven() throws {
    let disk = SimulatedDisk([path: SampleKeyring.plain])
    let file = KeyringFile(path: path, files: disk)
    let old = try file.read().header
    let sealed = try SecretBytes(SampleKeyring.sealed)
    #expect(throws: KeyringError.wrongPassphrase) {
      try file.replace(old, with: sealed) {
        _ = try $0.open(passphrase: SecretBytes(Array("another passphrase".utf8)))
      }
    }
    #expect(disk.names == [path: SampleKeyring.plain])
    let damaged = try SecretBytes(Array(SampleKeyring.plain.dropLast()))
    #expect(throws: KeyringError.damaged(.checksum)) {
      try file.replace(old, with: damaged) { _ in }
    }
    #expect(disk.names == [path: SampleKeyring.plain])
  }

  @Test("a keyring that another process changed meanwhile is not overwritten")
  func changed() throws {
    let disk = SimulatedDisk([path: SampleKeyring.plain])
    let file = KeyringFile(path: path, files: disk)
    let old = try file.read().header
    try replace(on: disk, by: newer().file(.plain))
    let names = disk.names
    #expect(throws: KeyringError.changed(path)) {
      try file.replace(old, with: SecretBytes(SampleKeyring.sealed)) { _ in }
    }
    #expect(disk.names == names)
  }

  @Test("on a real disk a keyring is for its owner only, also under a loose mask")
  func realDisk() async throws {
    try await withTemporaryDirectory { directory in
      let path = directory.appending(path: "deep/er/keyring").path
      let file = KeyringFile(path: path)
      try file.create(SecretBytes(SampleKeyring.plain)) { _ = try $0.open() }
      try file.replace(file.read().header, with: newer().file(.plain)) { _ = try $0.open() }
      #expect(try file.read().header.entries.count == 3)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(stat(directory.appending(path: "deep/er").path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700)
      let left = try FileManager.default.contentsOfDirectory(
        atPath: directory.appending(path: "deep/er").path)
      #expect(Set(left) == ["keyring", "keyring.lock"])
      #expect(throws: KeyringError.exists(path)) {
        try file.create(SecretBytes(SampleKeyring.plain)) { _ in }
      }
      #expect(chmod(path, 0o640) == 0)
      #expect(throws: SecretFileError.looseMode(path, mode: 0o640)) { _ = try file.read() }
    }
  }

  @Test("a keyring that is named by a link is replaced itself, under the lock of its own name")
  func link() async throws {
    try await withTemporaryDirectory { directory in
      let (file, link) = (directory.path + "/keyring", directory.path + "/link")
      try KeyringFile(path: file).create(SecretBytes(SampleKeyring.plain)) { _ in }
      #expect(symlink("keyring", link) == 0)
      let named = KeyringFile(path: link)
      try named.replace(named.read().header, with: newer().file(.plain)) { _ = try $0.open() }
      #expect(try KeyringFile(path: file).read().header.entries.count == 3)
      #expect(try named.read().header.entries.count == 3)
      let left = try FileManager.default.contentsOfDirectory(atPath: directory.path)
      #expect(Set(left) == ["keyring", "keyring.lock", "link"])
      #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == "keyring")
    }
  }

  @Test("publishing never replaces, whatever is there")
  func publish() async throws {
    try await withTemporaryDirectory { directory in
      let files = SystemFiles()
      let (first, second) = (directory.path + "/a", directory.path + "/b")
      try files.create(first, SecretBytes([1]))
      try files.create(second, SecretBytes([2]))
      #expect(throws: FileStepError(.create, first, errno: EEXIST)) {
        try files.create(first, SecretBytes([3]))
      }
      #expect(try files.publish(first, as: second) == false)
      let bytes = try files.read(second, limit: 9)?.bytes
      #expect(bytes == [2])
      try files.remove(second)
      try files.remove(second)
      #expect(try files.publish(first, as: second))
      let isGone = try files.read(first, limit: 9) == nil
      #expect(isGone)
    }
  }

  @Test("a keyring opens unattended from wherever it lies, and says why when it does not")
  func sources() async throws {
    try await withTemporaryDirectory { directory in
      let text = SampleKeyring.passphrase
      let passphrase = try write(Array("\(text)\n".utf8), to: "pass", in: directory)
      let sealed = try write(SampleKeyring.sealed, to: "sealed", in: directory)
      let plain = try write(SampleKeyring.plain, to: "plain", in: directory)
      let ways: [KeyringSource] = [
        KeyringSource(.file(plain)), KeyringSource(.command(.program("cat", arguments: [plain]))),
        KeyringSource(.file(sealed), passphrase: .file(passphrase)),
        KeyringSource(.file(sealed), passphrase: .command(.shell("printf '\(text)\\r\\n'"))),
        KeyringSource(.command(.shell("cat '\(sealed)'")), passphrase: .file(passphrase)),
      ]
      for way in ways { #expect(try way.unlock().entries.count == 2) }
      #expect(throws: SecretCommandError.self) { _ = try KeyringSource(.file(sealed)).unlock() }
      let wrong = KeyringSource(.file(sealed), passphrase: .command(.shell("echo wrong")))
      #expect(throws: KeyringError.wrongPassphrase) { _ = try wrong.unlock() }
      let blank = SecretSource.command(.shell("echo"))
      #expect(throws: SecretSourceError.empty(blank)) {
        _ = try KeyringSource(.file(sealed), passphrase: blank).unlock()
      }
      let typed = try write(
        SampleKeyring.keyring().file(SampleKeyring.protection()).bytes, to: "typed", in: directory)
      #expect(throws: KeyringError.passphraseNeeded) {
        _ = try KeyringSource(.file(typed)).unlock()
      }
    }
  }

  @Test("while a keyring is open there is no core file, and afterwards all is as before")
  func dumps() async throws {
    await #expect(processExitsWith: .success) {
      func isDumpable() -> [Bool] {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(4), &limit)
        return [limit.rlim_cur > 0, steward_get_dumpable() == 1]
      }
      // The runner may have taken the right to core files away; the limit is then 0 throughout.
      let before = isDumpable()
      var first: DumpProtection? = DumpProtection()
      var second: DumpProtection? = DumpProtection()
      precondition(isDumpable() == [false, false])
      first = nil
      precondition(isDumpable() == [false, false])
      second = nil
      _ = (first, second)
      precondition(isDumpable() == before && before[1])
    }
  }
  @Test(
    "while a keyring is open a crash ends the process without a report, and afterwards with one")
  func crashes() async throws {
    // The report of the runtime is a handler that returns when the signal came from outside. Threads of the
    // pool do not block this signal.
    await #expect(processExitsWith: .signal(SIGTRAP)) {
      var report = sigaction()
      report.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGTRAP, &report, nil)
      withExtendedLifetime(DumpProtection()) { _ = raise(SIGTRAP) }
    }
    await #expect(processExitsWith: .success) {
      var report = sigaction()
      report.__sigaction_handler.sa_handler = { _ in }
      sigaction(SIGTRAP, &report, nil)
      var protection: DumpProtection? = DumpProtection()
      protection = nil
      _ = protection
      raise(SIGTRAP)
    }
  }
}
