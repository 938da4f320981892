import SomaTypes

/// In tests the unit is known: shannons.
extension Amount: ExpressibleByIntegerLiteral {}
