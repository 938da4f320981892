import CoreFoundation
import Foundation
import Custody
import Diagnostics
import Glibc
import SomaCrypto

extension UnattendedPassphrase {
  /// Reads the passphrase as cron will: a command runs in `/`, and a file is one that will be there.
  ///
  /// - Throws: `Diagnostic` with the code `keys.notUnattended`; `CryptoError`.
  func tried() throws -> SecretBytes? {
    if case .file(let path) = self { try requireLasting(path) }
    do {
      switch self {
      case .none: return nil
      case .command(let line):
        // The line itself stays one word, whatever is in it.
        let inRoot = ["-c", "cd / && exec /bin/sh -c \"$1\"", "sh", line]
        return try SecretReader().readLine(.command(.program("/bin/sh", arguments: inRoot)))
      case .credential(let name): return try SecretReader().readLine(.credential(name))
      case .file(let path): return try SecretReader().readLine(.file(path))
      }
    } catch let error as any Explainable where !(error is CryptoError) {
      throw Self.notUnattended(error.diagnostic.detail, error.diagnostic.remedies)
    }
  }

  /// Opens what was written, with the passphrase that cron would get.
  func requireOpening(_ sealed: borrowing SealedKeyring) throws {
    guard let passphrase = try tried() else { return }
    do { _ = try sealed.open(passphrase: passphrase) } catch KeyringError.wrongPassphrase {
      throw Self.notUnattended("Asked a second time, it gave another passphrase.", [])
    }
  }

  /// A pipe gives its passphrase once, and what is below /dev and /proc belongs to this process.
  private func requireLasting(_ path: String) throws {
    var status = stat()
    let isThere = stat(path, &status) == 0  // what is missing has an error of its own
    guard !path.hasPrefix("/dev/"), !path.hasPrefix("/proc/"),
      !isThere || status.st_mode & S_IFMT == S_IFREG
    else {
      throw Self.notUnattended("\(self) is no file that stays.", ["Name a regular file on a disk."])
    }
  }

  private static func notUnattended(_ detail: String, _ remedies: [String]) -> Diagnostic {
    Diagnostic(
      code: "keys.notUnattended", summary: "Cron could not open the keyring in this way",
      detail: "It was tried as cron does, from `/`: \(detail) No keyring was changed.",
      remedies: remedies + [
        "Take a way that gives the same passphrase every time, with whole paths for all files that"
          + " it names."
      ])
  }
}
