import SomaCrypto
import SomaTypes
import Testing

@testable import Ledger

/// Changes of what validators have registered.
@Suite struct ValidatorMetadataTests {
  static let proof = [UInt8](repeating: 6, count: 48)
  static let key = [UInt8](repeating: 7, count: 96)

  @Test("changes wait for the boundary; the proxy address never changes")
  func staged() throws {
    var scene = try Scene()
    let before = scene.state.validators.validators[0].metadata
    try scene.state.updateValidatorMetadata(
      UpdateValidatorMetadata(
        networkAddress: ValidatorTests.address("/dns/new.example/tcp/1"),
        p2pAddress: ValidatorTests.address("/dns/new.example/tcp/2"),
        primaryAddress: ValidatorTests.address("/dns/new.example/tcp/3"),
        proxyAddress: ValidatorTests.address("/dns/new.example/tcp/4"),
        protocolPubkey: Self.key, workerPubkey: Array(repeating: 8, count: 32),
        networkPubkey: Array(repeating: 9, count: 32), proofOfPossession: Self.proof),
      by: before.somaAddress)
    var now = scene.state.validators.validators[0].metadata
    #expect(now.hasStagedChanges)
    now.nextEpoch = NextEpochValidatorMetadata()
    #expect(now == before)
    try scene.boundary(early: true)
    let after = scene.state.validators.validators[0].metadata
    #expect(after.netAddress == "/dns/new.example/tcp/1")
    #expect(after.p2pAddress == "/dns/new.example/tcp/2")
    #expect(after.primaryAddress == "/dns/new.example/tcp/3")
    #expect(after.proxyAddress == before.proxyAddress)
    #expect(after.protocolPubkey.bytes == Self.key)
    #expect(after.proofOfPossession.bytes == Self.proof)
    #expect(after.workerPubkey.bytes == Bytes32(repeating: 8))
    #expect(after.networkPubkey.bytes == Bytes32(repeating: 9))
    #expect(!after.hasStagedChanges)
  }

  @Test("what is refused leaves no trace")
  func refused() throws {
    let scene = try Scene()
    let own = scene.state.validators.validators[0].metadata
    let other = scene.state.validators.validators[1].metadata
    let rows: [(SomaAddress, UpdateValidatorMetadata, ExecutionFailure)] = [
      (Scene.other, UpdateValidatorMetadata(), .notAValidator),
      (
        own.somaAddress, UpdateValidatorMetadata(protocolPubkey: Self.key),
        .missingProofOfPossession
      ),
      (
        own.somaAddress, UpdateValidatorMetadata(workerPubkey: own.networkPubkey.bytes.bytes),
        .duplicateValidatorMetadata(field: "network_pubkey == worker_pubkey (self)")
      ),
      (
        own.somaAddress,
        UpdateValidatorMetadata(networkAddress: ValidatorTests.address(other.netAddress)),
        .duplicateValidatorMetadata(field: "net_address")
      ),
    ]
    for (sender, payload, failure) in rows {
      var changed = scene
      #expect(
        throwing { try changed.state.updateValidatorMetadata(payload, by: sender) } == failure)
      #expect(changed.state == scene.state)
    }
  }

  @Test("a proof of another length is refused")
  func badProof() throws {
    var scene = try Scene()
    let failure = throwing {
      try scene.state.updateValidatorMetadata(
        UpdateValidatorMetadata(protocolPubkey: Self.key, proofOfPossession: [1]),
        by: scene.validatorAddresses[0])
    }
    guard case .invalidProofOfPossession = failure else {
      Issue.record("got \(String(describing: failure))")
      return
    }
  }

  @Test("two cannot stage the same, and a candidate cannot take what is staged")
  func stagedTwice() throws {
    var scene = try Scene()
    let payload = UpdateValidatorMetadata(
      networkAddress: ValidatorTests.address("/dns/v.example/tcp/1/http"))
    try scene.state.updateValidatorMetadata(payload, by: scene.validatorAddresses[0])
    let duplicate = ExecutionFailure.duplicateValidatorMetadata(field: "net_address")
    #expect(throws: duplicate) {
      try scene.state.updateValidatorMetadata(payload, by: scene.validatorAddresses[1])
    }
    #expect(throws: duplicate) {
      try scene.state.addValidator(
        ValidatorTests.payload(), poolID: ValidatorTests.poolID, by: ValidatorTests.candidate)
    }
  }

  @Test("a change that would take a joining candidate's address is dropped at the boundary")
  func dropped() throws {
    var scene = try Scene()
    let address = scene.validatorAddresses[0]
    let before = scene.state.validators.validators[0].metadata
    try scene.state.addValidator(
      ValidatorTests.payload(), poolID: ValidatorTests.poolID, by: ValidatorTests.candidate)
    _ = try scene.state.requestAddStake(
      to: ValidatorTests.candidate, amount: .soma(20_000))
    // Updates are compared with validators only, not with candidates.
    try scene.state.updateValidatorMetadata(
      UpdateValidatorMetadata(
        networkAddress: ValidatorTests.address("/dns/v.example/tcp/1/http")), by: address)
    let outcome = try scene.boundary(early: true)
    #expect(outcome.events.contains(.stagedMetadataDropped(address, field: "net_address")))
    #expect(scene.state.validators.validators[0].metadata == before)
  }

  @Test(
    "addresses are multiaddrs",
    arguments: [
      ("/dns/a.example/tcp/8080", true), ("/ip4/127.0.0.1/udp/1/quic-v1", true),
      ("/ip6/::1/tcp/65535/http", true), ("/dns/a", true), ("", false), ("/", false),
      ("dns/a", false), ("/dns", false), ("/dns//tcp/1", false), ("/tcp", false),
      ("/tcp/65536", false), ("/tcp/x", false), ("/tcp/1/", false), ("/nothing/1", false),
    ])
  func multiaddresses(text: String, isValid: Bool) {
    #expect(Multiaddress.isValid(text) == isValid)
  }
}
