import Custody
import Testing

@Suite("Wallet directories")
struct WalletDirectoryTests {
  @Test(
    "the variable goes first, then the home directory, then the account's",
    arguments: [
      (["SOMA_CONFIG_DIR": "/w", "HOME": "/h"], "/w"),
      (["SOMA_CONFIG_DIR": "/w//"], "/w"), (["SOMA_CONFIG_DIR": "/"], "/"),
      (["SOMA_CONFIG_DIR": "rel"], "rel"),
      (["HOME": "/h"], "/h/.soma/soma_config"), (["HOME": "/h/"], "/h/.soma/soma_config"),
      (["HOME": ""], "/account/.soma/soma_config"), ([:], "/account/.soma/soma_config"),
    ])
  func finds(variables: [String: String], path: String) throws {
    let directory = try WalletDirectory(
      environment: { variables[$0] }, accountHome: { "/account" })
    #expect(directory.path == path)
  }

  @Test("an empty variable, and an account without a home, are refused")
  func refuses() {
    #expect(throws: WalletDirectoryError.emptyVariable) {
      try WalletDirectory(
        environment: { ["SOMA_CONFIG_DIR": "", "HOME": "/h"][$0] }, accountHome: { nil })
    }
    #expect(throws: WalletDirectoryError.noHome) {
      try WalletDirectory(environment: { _ in nil }, accountHome: { nil })
    }
  }

  @Test("the files have the names that SOMA's tools give them")
  func names() {
    let directory = WalletDirectory(path: "/w")
    #expect(directory.keystore == "/w/soma.keystore")
    #expect(directory.aliases == "/w/soma.aliases")
    #expect(directory.clientConfiguration == "/w/client.yaml")
  }

  @Test("only two variables are looked at")
  func discreet() throws {
    var asked: [String] = []
    _ = try WalletDirectory(
      environment: { name in
        asked.append(name)
        return nil
      }, accountHome: { "/account" })
    #expect(asked == ["SOMA_CONFIG_DIR", "HOME"])
  }

  @Test("this account has a home")
  func account() { #expect(WalletDirectory.homeOfAccount()?.hasPrefix("/") == true) }
}
