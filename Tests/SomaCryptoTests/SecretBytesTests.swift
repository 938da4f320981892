import SomaCrypto
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
  @Test("a failed fill reports its own error")
  func failedFill() {
    struct SourceUnavailable: Error {}
    #expect(throws: SourceUnavailable.self) {
      _ = try SecretBytes(count: 32) { _ in throw SourceUnavailable() }
    }
  }

  @Test("fill sees zeros, and the owner sees what fill wrote")
  func fills() throws {
    let secret = try SecretBytes(count: 5) { buffer in
      #expect(Array(buffer) == [0, 0, 0, 0, 0])
      buffer.copyBytes(from: [1, 2, 3, 4, 5])
    }
    let whole = secret.withUnsafeBytes { Array($0) }
    let part = try secret.copy(1..<3).withUnsafeBytes { Array($0) }
    #expect(whole == [1, 2, 3, 4, 5])
    #expect(part == [2, 3])
  }

  @Test("an empty secret is one too")
  func empty() throws {
    let secret = try SecretBytes(count: 0) { #expect($0.isEmpty) }
    let count = secret.withUnsafeBytes { $0.count }
    #expect(count == 0)
  }

  @Test("comparison looks at every byte")
  func compares() throws {
    let first = try SecretBytes(count: 3) { $0.copyBytes(from: [1, 2, 3]) }
    let same = try SecretBytes(count: 3) { $0.copyBytes(from: [1, 2, 3]) }
    let other = try SecretBytes(count: 3) { $0.copyBytes(from: [1, 2, 4]) }
    let longer = try SecretBytes(count: 4) { $0.copyBytes(from: [1, 2, 3, 0]) }
    let results = [
      first.isEqual(to: same), first.isEqual(to: other), first.isEqual(to: longer),
    ]
    #expect(results == [true, false, false])
  }

  @Test("memory is guarded: writing after the fill kills the process")
  func guarded() async {
    await #expect(processExitsWith: .failure) {
      let secret = try SecretBytes(count: 32) { _ in }
      secret.withUnsafeBytes { bytes in
        UnsafeMutableRawBufferPointer(mutating: bytes)[0] = 1
      }
    }
  }
}
