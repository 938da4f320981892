public import SomaTypes
public import SomaWire

/// What validators do. Every call throws what ``Wallet/submit(journal:_:)`` throws.
extension Wallet {
  /// Asks to become a validator.
  @discardableResult
  public func addValidator(_ validator: AddValidator) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.addValidator(validator)) }
  }

  /// Stops being a validator; `pubkey` is the BLS key.
  @discardableResult
  public func removeValidator(pubkey: [UInt8]) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.removeValidator(pubkey: pubkey)) }
  }

  /// Changes addresses and keys from the next epoch on.
  @discardableResult
  public func updateValidatorMetadata(
    _ update: UpdateValidatorMetadata
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.updateValidatorMetadata(update)) }
  }

  /// Sets the validator's own commission from the next epoch on.
  @discardableResult
  public func setValidatorCommissionRate(
    _ rate: BasisPoints
  ) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.setCommissionRate(newRate: rate)) }
  }

  /// Reports a validator.
  @discardableResult
  public func reportValidator(_ reportee: SomaAddress) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.reportValidator(reportee: reportee)) }
  }

  /// Takes such a report back.
  @discardableResult
  public func undoReportValidator(_ reportee: SomaAddress) async throws -> ExecutedTransaction {
    try await submit { try $0.transaction(.undoReportValidator(reportee: reportee)) }
  }
}
