import Foundation
import Localnet
import SomaTypes
import Testing

@Suite("Rules of faults") struct FaultRuleTests {
  @Test(
    "a rule reads as it is written",
    arguments: [
      (FaultRule(.lostReply(.cut)), #"{"fault":"lostReply","loss":"cut","times":1}"#),
      (
        FaultRule(.slow(.seconds(2)), methods: ["GetObject", "GetEpoch"], times: 3),
        #"{"fault":"slow","methods":["GetEpoch","GetObject"],"milliseconds":2000,"times":3}"#
      ),
      (FaultRule(.unavailable, times: nil), #"{"always":true,"fault":"unavailable"}"#),
      (FaultRule(.wrongDigest), #"{"fault":"wrongDigest","times":1}"#),
      (FaultRule(.hiddenTransaction), #"{"fault":"hiddenTransaction","times":1}"#),
      (FaultRule(.boundaryBeforeExecution), #"{"fault":"boundaryBeforeExecution","times":1}"#),
      (
        FaultRule(.delayedExecution(epochs: 2)),
        #"{"epochs":2,"fault":"delayedExecution","times":1}"#
      ),
      (FaultRule(.lockedCoin), #"{"fault":"lockedCoin","times":1}"#),
      (FaultRule(.checkpointStall), #"{"fault":"checkpointStall","times":1}"#),
      (FaultRule(.checkpointEpochLag), #"{"fault":"checkpointEpochLag","times":1}"#),
      (FaultRule(.protocolVersion(5)), #"{"fault":"protocolVersion","times":1,"version":5}"#),
      (FaultRule(.safeMode), #"{"fault":"safeMode","times":1}"#),
      (
        FaultRule(.followerLag(checkpoints: 9)),
        #"{"checkpoints":9,"fault":"followerLag","times":1}"#
      ),
      (FaultRule(.followerFrozen(at: 4)), #"{"epoch":4,"fault":"followerFrozen","times":1}"#),
    ])
  func json(rule: FaultRule, text: String) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    #expect(String(decoding: try encoder.encode(rule), as: UTF8.self) == text)
    #expect(try JSONDecoder().decode(FaultRule.self, from: Data(text.utf8)) == rule)
  }

  @Test("without a number it holds once")
  func once() throws {
    let rule = try JSONDecoder().decode(
      FaultRule.self, from: Data(#"{"fault":"lostReply"}"#.utf8))
    #expect(rule == FaultRule(.lostReply(.unavailable), times: 1))
  }

  @Test(
    "what does not fit is refused in words",
    arguments: [
      (#"{"fault":"sloww"}"#, FaultRuleError.unknownFault("sloww")),
      (#"{"fault":"lostReply","method":["A"]}"#, .unknownKey("method", fault: "lostReply")),
      (#"{"fault":"lostReply","epochs":1}"#, .unknownKey("epochs", fault: "lostReply")),
      (#"{"fault":"lostReply","times":0}"#, .times(0)),
      (#"{"fault":"lostReply","times":-1}"#, .times(-1)),
      (#"{"fault":"slow","milliseconds":-1}"#, .milliseconds(-1)),
      (#"{"fault":"slow","milliseconds":31536000001}"#, .milliseconds(31_536_000_001)),
      (#"{"fault":"slow"}"#, .missing(key: "milliseconds")),
      (#"{"fault":"lostReply","loss":"x"}"#, .wrongType(key: "loss")),
      (#"{"fault":"lostReply","methods":"A"}"#, .wrongType(key: "methods")),
      (#"{"fault":"slow","milliseconds":1,"methods":["getEpoch"]}"#, .unknownMethod("getEpoch")),
      (#"{"fault":"safeMode","times":2,"always":true}"#, .timesAndAlways),
      (#"{"fault":"delayedExecution"}"#, .missing(key: "epochs")),
      (#"{"fault":"delayedExecution","epochs":0}"#, .noEpochs),
      (#"{"fault":"safeMode","times":2,"times":3}"#, .repeatedKey("times")),
      (#"{"fault":"safeMode","times":2 , "\u0074imes" : 2}"#, .repeatedKey("times")),
      (#"{"fault":"safeMode","fault":"safeMode"}"#, .repeatedKey("fault")),
      ("{}", .missing(key: "fault")), ("[]", .notJSON), ("{", .notJSON),
    ])
  func refused(text: String, error: FaultRuleError) {
    #expect(throws: error) { try FaultRule(json: Array(text.utf8)) }
    #expect(throws: (any Error).self) { try FaultRule.list(json: Array("[\(text)]".utf8)) }
  }

  @Test("what is wrong in a list is told with its number")
  func numbered() {
    let json = #"[{"fault":"safeMode"},{"fault":"slow"}]"#
    #expect(throws: FaultRuleError.rule(2, .missing(key: "milliseconds"))) {
      try FaultRule.list(json: Array(json.utf8))
    }
  }

  @Test(
    "a key that is twice in one rule is told with its number; words and other rules are no keys")
  func repeated() throws {
    let json = #"[{"fault":"safeMode"},{"fault":"slow","milliseconds":1,"milliseconds":2}]"#
    #expect(throws: FaultRuleError.rule(2, .repeatedKey("milliseconds"))) {
      try FaultRule.list(json: Array(json.utf8))
    }
    let fitting = #"[{"fault":"slow","milliseconds":1,"methods":["GetEpoch","GetEpoch"]}]"#
    #expect(try FaultRule.list(json: Array(fitting.utf8)).count == 1)
    let utf16 = Array(#"{"fault":"safeMode","times":1,"times":2}"#.utf16).flatMap {
      [UInt8($0 & 0xff), UInt8($0 >> 8)]
    }
    #expect(throws: FaultRuleError.notJSON) { try FaultRule(json: utf16) }
  }

  @Test(
    "what can never act is refused",
    arguments: [
      (FaultRule(.followerLag(checkpoints: 1)), FaultRuleError.noFollower(fault: "followerLag")),
      (FaultRule(.followerFrozen(at: 1)), .noFollower(fault: "followerFrozen")),
      (FaultRule(.protocolVersion(5)), .protocolVersion(5, live: 5)),
      (FaultRule(.protocolVersion(4)), .protocolVersion(4, live: 5)),
      (FaultRule(.protocolVersion(6)), nil),
    ] as [(FaultRule, FaultRuleError?)])
  func fitting(rule: FaultRule, error: FaultRuleError?) {
    func check() throws(FaultRuleError) {
      try rule.requireFitting(protocolVersion: 5, hasFollower: false)
    }
    if let error {
      #expect(throws: error) { try check() }
    } else {
      #expect(throws: Never.self) { try check() }
    }
  }
}
