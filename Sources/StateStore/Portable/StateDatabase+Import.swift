import GRDB
import SomaCrypto
public import SomaTypes

extension StateDatabase {
  /// Takes over what an export knows and this state does not: row by row what has come further, in one
  /// transaction.
  ///
  /// An empty state takes the lineage, too: it continues the other one.
  ///
  /// - Parameters:
  ///   - export: The export.
  ///   - chain: The chain that this state is of, when it is known.
  ///   - lineage: Another lineage than that of this state from which it may be; `nil` for none.
  ///   - moment: Now.
  /// - Returns: How many rows changed.
  /// - Throws: ``StateExportError/otherChain(_:ours:)``, ``StateExportError/otherLineage(_:ours:)``;
  ///   ``StateError/conflict(_:reason:)`` when it contradicts this state: two outcomes of one transaction, two
  ///   contents under one key, two transactions where there can be one. Nothing was changed then.
  public func merge(
    _ export: StateExport, chain: CheckpointDigest?, acceptingLineage lineage: [UInt8]? = nil,
    at moment: Moment
  ) async throws -> StateImport {
    if let chain, let other = export.chain, chain != other {
      throw StateExportError.otherChain("\(other)", ours: "\(chain)")
    }
    let ours = try await self.lineage()
    let isKnown = export.lineage == ours || export.lineage == lineage
    let result: StateImport? = try await write { state in
      let isEmpty = try state.hasNoPortableRows()
      guard isKnown || isEmpty else { return nil }
      var merge = StateMerge(state: state)
      try merge.run(export.rows)
      merge.result.isAdopted = isEmpty && export.lineage != ours
      if merge.result.isAdopted {
        try state.run("UPDATE store SET lineage = ?", [export.lineage])
      }
      if merge.result.added + merge.result.advanced > 0 {
        try state.append(
          "state.imported", model: nil,
          body:
            #"{"added":\#(merge.result.added),"advanced":\#(merge.result.advanced),"lineage":"\#(Hex.encode(export.lineage))"}"#,
          at: moment)
      }
      return merge.result
    }
    guard let result else {
      throw StateExportError.otherLineage(Hex.encode(export.lineage), ours: Hex.encode(ours))
    }
    return result
  }
}

extension StateTransaction {
  fileprivate func hasNoPortableRows() throws -> Bool {
    try PortableTable.all.allSatisfy { try row("SELECT 1 FROM \($0.name) LIMIT 1") == nil }
  }
}
