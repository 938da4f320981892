import SomaCrypto

/// Packets in a directory of this machine, one file of mode 0600 each.
public struct PacketDirectory: PacketPlace {
  /// Where it is.
  public let path: String
  /// What it is lost together with.
  public let domain: FailureDomain

  private let files: any DurableFiles

  /// Names a directory; it is made when the first packet comes.
  ///
  /// - Parameters:
  ///   - path: Where it is.
  ///   - domain: Another one than ``FailureDomain/thisMachine`` only for what is mounted from
  ///     elsewhere.
  ///   - files: The steps to the disk.
  public init(
    path: String, domain: FailureDomain = .thisMachine, files: any DurableFiles = SystemFiles()
  ) {
    self.path = path
    self.domain = domain
    self.files = files
  }

  /// Writes a file, waits for the disk, and gives it its name only if no file has it.
  public func put(_ bytes: [UInt8], named name: PacketName) async throws -> Bool {
    try files.makeDirectory(path)
    let final = "\(path)/\(name)"
    return try files.exclusively("\(path)/packets") {
      let fresh = final + ".new"
      // Left behind by a run that was killed.
      try files.remove(fresh)
      try files.create(fresh, SecretBytes(copying: bytes))
      let isNew = try files.publish(fresh, as: final)
      if !isNew { try files.remove(fresh) }
      // Also when it is not new: whoever gave it the name may have been killed before this.
      try files.syncDirectory(path)
      return isNew
    }
  }

  /// Reads a file.
  public func fetch(_ name: PacketName) async throws -> [UInt8]? {
    try files.read("\(path)/\(name)", limit: SealedPacket.byteLimit)?
      .withUnsafeBytes { Array($0) }
  }
}
