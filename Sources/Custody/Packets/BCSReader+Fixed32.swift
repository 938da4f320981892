import BCS
import SomaCrypto

extension BCSReader {
  /// Reads 32 bytes without a length, unlike the digests of the chain.
  mutating func readFixed32() throws(BCSError) -> Bytes32 {
    try readBytes(count: Bytes32.count) { Bytes32(copying: $0) }
  }
}
