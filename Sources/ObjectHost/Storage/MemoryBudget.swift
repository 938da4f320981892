import Synchronization

/// Memory that uploads and objects share.
final class MemoryBudget: Sendable {
  private let maximumByteCount: UInt64
  private let used = Mutex<UInt64>(0)

  init(maximumByteCount: UInt64) { self.maximumByteCount = maximumByteCount }

  func makeShare() -> Share { Share(of: self) }

  /// What one upload has taken; given back when the share goes.
  final class Share: Sendable {
    private let budget: MemoryBudget
    private let taken = Mutex<UInt64>(0)

    fileprivate init(of budget: MemoryBudget) { self.budget = budget }

    deinit {
      let taken = taken.withLock { $0 }
      budget.used.withLock { $0 -= taken }
    }

    /// - Throws: ``StorageError/full(maximumByteCount:)``.
    func take(_ byteCount: Int) throws(StorageError) {
      let more = UInt64(byteCount)
      try budget.used.withLock { used throws(StorageError) in
        guard more <= budget.maximumByteCount - used else {
          throw .full(maximumByteCount: budget.maximumByteCount)
        }
        used += more
      }
      taken.withLock { $0 += more }
    }
  }
}
