import BCS
import CLinux
import Glibc
public import Ledger
import SomaTypes

/// A directory that keeps one local chain: what it began with, and everything that happened to it.
///
/// One program at a time has it, from ``open(_:genesis:options:)`` until the value is gone.
public struct DataDirectory: Sendable {
  private static let format: [UInt8] = Array("soma-genesis-1\n".utf8)

  /// The chain as it was when everything that was ever acknowledged had happened.
  public let ledger: Ledger
  /// What the chain began with.
  public let genesis: GenesisConfig
  /// Where further inputs go before they are acknowledged.
  public let log: LedgerLog

  private let lock: StorageFile

  /// Opens a directory, or begins a chain in a new or empty one.
  ///
  /// - Parameters:
  ///   - path: The directory; its parent exists.
  ///   - isExplicit: Whether somebody asked for this genesis, so that an existing chain is an error.
  ///   - options: How the ledger behaves where the chain leaves a choice.
  ///   - genesis: What to begin with; only called when there is no chain yet.
  /// - Returns: The directory, which nobody else can open while it is there.
  /// - Throws: ``ChainStorageError``, `GenesisError`, and what `genesis` throws.
  public static func open(
    _ path: String, isExplicit: Bool = false, options: LedgerOptions = LedgerOptions(),
    genesis: () throws -> GenesisConfig
  ) throws -> DataDirectory {
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw ChainStorageError.system(call: "mkdir", path: path, errno: errno)
    }
    let known = try entries(of: path)
    let hasGenesis = known.contains("genesis")
    let foreign = known.subtracting([
      "genesis", "genesis.new", "inputs", "lock", "objects", "run.json", "output",
    ])
    guard hasGenesis || foreign.isEmpty else { throw ChainStorageError.notAChain(path: path) }
    let lock = try StorageFile("\(path)/lock", flags: O_RDWR | O_CREAT)
    guard steward_flock(lock.descriptor, LOCK_EX | LOCK_NB) == 0 else {
      guard errno == EWOULDBLOCK else { throw lock.failure("flock") }
      throw ChainStorageError.inUse(path: path)
    }
    guard !(hasGenesis && isExplicit) else { throw ChainStorageError.alreadyAChain(path: path) }
    if !hasGenesis { try write(try genesis(), in: path) }
    return try DataDirectory(path, lock: lock, options: options)
  }

  private init(_ path: String, lock: StorageFile, options: LedgerOptions) throws {
    self.lock = lock
    let file = "\(path)/genesis"
    let bytes = try StorageFile(file, flags: O_RDONLY).contents()
    guard bytes.starts(with: Self.format) else { throw ChainStorageError.unknownFormat(path: file) }
    let kept: KeptGenesis
    do { kept = try KeptGenesis(bcsBytes: Array(bytes.dropFirst(Self.format.count))) } catch {
      throw ChainStorageError.damaged(path: file, offset: Self.format.count)
    }
    genesis = kept.config
    var ledger = Ledger(genesis: try Genesis(kept.config), options: options)
    guard ledger.chainID == kept.chainID else {
      throw ChainStorageError.otherChain(path: file, reason: "its genesis has another digest")
    }
    let inputs = "\(path)/inputs"
    var count = 0
    log = try LedgerLog(path: inputs) { input in
      count += 1
      do { try ledger.apply(input) } catch {
        throw ChainStorageError.otherChain(path: inputs, reason: "input \(count) is refused")
      }
    }
    self.ledger = ledger
  }

  /// The file appears whole or not at all.
  private static func write(_ config: GenesisConfig, in path: String) throws {
    let chainID = Ledger(genesis: try Genesis(config)).chainID
    let new = "\(path)/genesis.new"
    let file = try StorageFile(new, flags: O_RDWR | O_CREAT | O_TRUNC)
    try file.write(format + KeptGenesis(config: config, chainID: chainID).bcsBytes, at: 0)
    try file.sync()
    guard rename(new, "\(path)/genesis") == 0 else { throw file.failure("rename") }
    let directory = try StorageFile(path, flags: O_RDONLY | O_DIRECTORY)
    guard fsync(directory.descriptor) == 0 else { throw directory.failure("fsync") }
  }

  private static func entries(of path: String) throws -> Set<String> {
    guard let directory = opendir(path) else {
      throw ChainStorageError.system(call: "opendir", path: path, errno: errno)
    }
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.insert(name) }
    }
    return names
  }
}

/// What the file `genesis` says. BCS: the configuration, the digest of checkpoint 0.
private struct KeptGenesis: BCSCodable {
  let config: GenesisConfig
  let chainID: CheckpointDigest

  init(config: GenesisConfig, chainID: CheckpointDigest) {
    self.config = config
    self.chainID = chainID
  }

  init(from reader: inout BCSReader) throws(BCSError) {
    config = try reader.read()
    chainID = try reader.read()
  }

  func encode(to writer: inout BCSWriter) {
    writer.write(config)
    writer.write(chainID)
  }
}
