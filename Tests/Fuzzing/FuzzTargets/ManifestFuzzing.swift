import Diagnostics
import Manifest

/// Targets that read what owners wrote.
enum ManifestFuzzing {
  /// What is accepted is written canonically and read back the same; what is refused is explained.
  static func manifest(_ bytes: [UInt8]) {
    let reader = ManifestReader(workingDirectory: "/fuzz")
    do throws(ManifestError) {
      let set = try reader.read([ManifestFile(name: "fuzz.yaml", bytes: bytes)])
      precondition(!set.models.isEmpty, "a set without models was accepted")
      let canonical = set.canonicalBytes
      let copy = try? ManifestSet(canonical: canonical)  // nil is what the next line is for
      precondition(copy == set, "canonical bytes are not read back")
      precondition(copy?.canonicalBytes == canonical, "canonical bytes change")
    } catch {
      precondition(!error.problems.isEmpty, "refused without a problem")
      for diagnostic in error.diagnostics {
        precondition(!diagnostic.remedies.isEmpty, "a problem without a remedy")
        _ = diagnostic.source?.lines(number: diagnostic.place?.line)
      }
    }
  }
}
