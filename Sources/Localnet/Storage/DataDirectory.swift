import BCS
import Glibc
public import Ledger
import SomaTypes

/// A directory that keeps one local chain: what it began with, and everything that happened to it.
///
/// One program at a time has it, from ``open(_:isExplicit:options:timeRules:genesis:)`` until the value is gone.
public struct DataDirectory: Sendable {
  /// The chain as it was when everything that was ever acknowledged had happened.
  public let ledger: Ledger
  /// What the chain began with.
  public let genesis: GenesisConfig
  /// How time passes for it.
  public let timeRules: TimeRules
  /// Where further inputs go before they are acknowledged.
  public let log: LedgerLog

  private let lock: DirectoryLock

  /// Opens a directory, or begins a chain in a new or empty one.
  ///
  /// - Parameters:
  ///   - path: The directory; its parent exists.
  ///   - isExplicit: Whether somebody asked for this genesis, so that an existing chain is an error.
  ///   - options: How the ledger behaves where the chain leaves a choice; the same as at the beginning.
  ///   - timeRules: How time passes for a chain that begins now; one that is there keeps its own.
  ///   - genesis: What to begin with; only called when there is no chain yet. When
  ///     it cannot be had, nothing is made.
  /// - Returns: The directory, which nobody else can open while it is there.
  /// - Throws: ``ChainStorageError``, `GenesisError`, and what `genesis` throws.
  public static func open(
    _ path: String, isExplicit: Bool = false, options: LedgerOptions = LedgerOptions(),
    timeRules: TimeRules = TimeRules(), genesis: () throws -> GenesisConfig
  ) throws -> DataDirectory {
    // Before anything is written: what cannot begin leaves nothing behind.
    func begin() throws -> KeptGenesis {
      try KeptGenesis(config: try genesis(), options: options, timeRules: timeRules)
    }
    let beginning = exists("\(path)/genesis") ? nil : try begin()
    if mkdir(path, 0o700) != 0, errno != EEXIST {
      throw ChainStorageError.system(call: "mkdir", path: path, errno: errno)
    }
    try requireWhole(path)
    let lock = try DirectoryLock(path)
    if exists("\(path)/genesis") {
      guard !isExplicit else { throw ChainStorageError.alreadyAChain(path: path) }
    } else {
      try write(try beginning ?? begin(), in: path)
    }
    return try DataDirectory(path, lock: lock, options: options)
  }

  /// Refuses a directory of something else, and one that lacks a file of its chain.
  private static func requireWhole(_ path: String) throws {
    // First the file that is made first and grows last, so that a localnet that begins meanwhile is no
    // damage.
    let inputs = "\(path)/inputs"
    let length = exists(inputs) ? try StorageFile(inputs, flags: O_RDONLY).byteCount() : 0
    let hasInputs = length > LedgerLog.format.count
    guard exists("\(path)/genesis") else {
      guard !hasInputs else { throw ChainStorageError.missing(path: "\(path)/genesis") }
      let names = try entries(of: path)
      // The lock is made first: without it the rest is somebody else's, whatever its names.
      guard names.isEmpty || names.isSubset(of: ours) && DirectoryLock.exists(in: path) else {
        throw ChainStorageError.notAChain(path: path)
      }
      return
    }
    let file = "\(path)/genesis"
    guard
      try StorageFile(file, flags: O_RDONLY).contents(limit: KeptGenesis.family.count)
        .starts(with: KeptGenesis.family)
    else { throw ChainStorageError.unknownFormat(path: file) }
    guard exists(inputs) else { throw ChainStorageError.missing(path: inputs) }
  }

  /// What a localnet makes in a directory. A genesis can appear while another one begins.
  private static let ours: Set = [
    "genesis", "genesis.new", "inputs", "lock", "objects", "output", "run.json", "run.json.new",
  ]

  private static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  private init(_ path: String, lock: DirectoryLock, options: LedgerOptions) throws {
    self.lock = lock
    let file = "\(path)/genesis"
    let kept = try KeptGenesis(
      StorageFile(file, flags: O_RDONLY).contents(), path: file)
    guard kept.options == options else { throw ChainStorageError.otherOptions(path: path) }
    genesis = kept.config
    timeRules = kept.timeRules
    var ledger = Ledger(genesis: try Genesis(kept.config), options: options)
    guard ledger.chainID == kept.chainID else {
      throw ChainStorageError.otherChain(path: file, reason: "its genesis has another digest")
    }
    let inputs = "\(path)/inputs"
    var count = 0
    log = try LedgerLog(path: inputs) { recorded in
      count += 1
      do { try ledger.apply(recorded.input) } catch {
        throw ChainStorageError.otherChain(path: inputs, reason: "input \(count) is refused")
      }
      guard RecordedInput(recorded.input, appliedTo: ledger) == recorded else {
        throw ChainStorageError.otherChain(
          path: inputs, reason: "something else comes of input \(count)")
      }
    }
    self.ledger = ledger
  }

  /// The file appears whole or not at all, after the one for the inputs: a genesis without inputs has
  /// lost them.
  private static func write(_ genesis: KeptGenesis, in path: String) throws {
    try LedgerLog.begin(at: "\(path)/inputs")
    let new = "\(path)/genesis.new"
    // What a start left there that was killed. Never through a link of either kind.
    unlink(new)
    let file = try StorageFile(new, flags: O_RDWR | O_CREAT | O_EXCL)
    try file.write(genesis.fileBytes, at: 0)
    try file.sync()
    let directory = try StorageFile(path, flags: O_RDONLY | O_DIRECTORY)
    guard fsync(directory.descriptor) == 0 else { throw directory.failure("fsync") }
    guard rename(new, "\(path)/genesis") == 0 else { throw file.failure("rename") }
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
