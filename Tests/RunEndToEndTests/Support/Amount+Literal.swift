import SomaTypes

/// Shannons, for tests only: in the sources a bare number could be taken for SOMA.
extension Amount: ExpressibleByIntegerLiteral {}
