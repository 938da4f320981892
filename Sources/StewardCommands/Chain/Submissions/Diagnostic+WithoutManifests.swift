import Diagnostics

extension Diagnostic {
  /// The same for a transaction by hand, where there is no manifest, plan or state to look at.
  var withoutManifests: Diagnostic {
    var diagnostic = self
    let commands = ["plan", "status", "apply", "reconcile"].map { "steward \($0)" }
    diagnostic.remedies.removeAll { remedy in
      remedy.contains("manifest") || commands.contains { remedy.contains($0) }
    }
    return diagnostic
  }
}
