public import Lifecycle
public import Manifest
public import SomaTypes

/// What a run tells while it goes on.
public enum RunEvent: Sendable {
  /// The nodes were read: which epoch counts, and how many of them answered.
  case observed(epoch: Epoch?, answering: Int, nodes: Int)
  /// A step begins.
  case began(Step)
  /// A step is done.
  case finished(Step)
  /// A step was not done. It is tried again by the next run.
  case failed(Step, any Error)
  /// Another run has the lease of a wallet; its process, when it is on this machine.
  case leaseHeld(ResourceName, process: Int32)
  /// How far an upload has come.
  case uploading(ResourceName, sentBytes: UInt64, totalBytes: UInt64)
  /// How far a file was read.
  case reading(ResourceName, bytes: UInt64, totalBytes: UInt64)
  /// Nothing is due; what it waits for, in words.
  case waiting(String)
}
