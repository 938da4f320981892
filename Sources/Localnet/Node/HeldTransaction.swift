import SomaTypes

/// A transaction that was accepted and is executed in a later epoch.
struct HeldTransaction {
  let transaction: SignedTransaction
  let epoch: Epoch
}
