import COpenSSL
import CSodium

/// Which C libraries are linked, as they name themselves at run time.
public enum CryptoLibraries {
  /// Such as `1.0.18`.
  public static var sodiumVersion: String { String(cString: sodium_version_string()) }

  /// Such as `OpenSSL 3.0.19 27 Jan 2026`.
  public static var openSSLVersion: String { String(cString: OpenSSL_version(OPENSSL_VERSION)) }
}
