import Foundation
import SomaTypes
import TestSupport
import Testing

@Suite("amounts.json: exact where the real SDK is not")
struct AmountTests {
  struct File: Decodable {
    struct Row: Decodable {
      let soma: String
      let shannons: UInt64
    }
    struct Truncated: Decodable {
      let soma: String
      let expected: UInt64
      let got: UInt64
    }
    let amounts: [Row]
    let truncationExamples9dp: [Truncated]
    let truncationExamples3dp: [Truncated]
    let toSoma: [Row]
    enum CodingKeys: String, CodingKey {
      case amounts
      case truncationExamples9dp = "truncationExamples9Dp"
      case truncationExamples3dp = "truncationExamples3Dp"
      case toSoma
    }
  }

  let file: File
  init() throws { file = try vectors("amounts", in: .module) }

  @Test("what the real SDK truncates is exact here")
  func truncations() throws {
    for row in file.truncationExamples9dp + file.truncationExamples3dp {
      #expect(row.expected != row.got)
      #expect(try Amount(soma: row.soma) == Amount(shannons: row.expected))
    }
  }

  @Test("every amount of the file is exact, or refused where the SDK would guess")
  func amounts() throws {
    // Where it differs from the SDK's double arithmetic: the exact value, or the refusal.
    let exact =
      [
        "123456789.123456789": 123_456_789_123_456_789, "9007199.254740993": 9_007_199_254_740_993,
        "18446744073.709551": 18_446_744_073_709_551_000,
      ] as [String: UInt64]
    let refused: [String: AmountError] = [
      "1e-9": .notANumber, "1e30": .notANumber, "nan": .notANumber, "inf": .notANumber,
      "-1": .negative, "0.0000000015": .tooPrecise, "1.0000000019": .tooPrecise,
    ]
    #expect(file.amounts.count == 20)
    for row in file.amounts {
      if let reason = refused[row.soma] {
        #expect(throws: reason, "\(row.soma)") { _ = try Amount(soma: row.soma) }
      } else {
        #expect(
          try Amount(soma: row.soma) == Amount(exact[row.soma] ?? row.shannons), "\(row.soma)")
      }
    }
  }

  @Test("printing is exact and reads back")
  func printing() throws {
    #expect(Amount(1_001_000_000).description == "1.001 SOMA")
    #expect(Amount.zero.description == "0 SOMA")
    #expect(Amount(1).soma == "0.000000001")
    #expect(Amount(.max).soma == "18446744073.709551615")
    for row in file.toSoma {
      let amount = Amount(shannons: row.shannons)
      #expect(try Amount(amount.description) == amount)
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<2000 {
      let amount = Amount(random.next() >> UInt64.random(in: 0..<64, using: &random))
      #expect(try Amount(amount.description) == amount)
      #expect(try Amount(soma: amount.soma) == amount)
    }
  }

  @Test(
    "units and spellings",
    arguments: [
      ("1.001 SOMA", 1_001_000_000), ("25 SOMA", 25_000_000_000), ("25SOMA", 25_000_000_000),
      ("1 soma", 1_000_000_000), ("1_000 SOMA", 1_000_000_000_000), ("7 shannons", 7),
      ("1 shannon", 1), ("1.50 SOMA", 1_500_000_000), ("1.0000000010 SOMA", 1_000_000_001),
      ("18446744073.709551615 SOMA", .max), ("5.0 shannons", 5),
    ] as [(String, UInt64)])
  func spellings(text: String, shannons: UInt64) throws {
    #expect(try Amount(text).shannons == shannons)
  }

  @Test(
    "everything else is refused, each for its own reason",
    arguments: [
      ("", .notANumber), ("SOMA", .notANumber), (".5 SOMA", .notANumber), ("5. SOMA", .notANumber),
      ("1.2.3 SOMA", .notANumber), ("1,5 SOMA", .notANumber), ("1__0 SOMA", .notANumber),
      ("+1 SOMA", .notANumber), ("1 000 SOMA", .unknownUnit), ("25", .unknownUnit),
      ("25 SUI", .unknownUnit), ("1e3 SOMA", .unknownUnit), ("-1 SOMA", .negative),
      ("0.0000000001 SOMA", .tooPrecise), ("0.5 shannons", .tooPrecise),
      ("18446744073.709551616 SOMA", .tooLarge), ("99999999999999999999 shannons", .tooLarge),
      ("１ SOMA", .notANumber),
    ] as [(String, AmountError)])
  func refusals(text: String, reason: AmountError) {
    #expect(throws: reason) { _ = try Amount(text) }
  }

  @Test("arithmetic never wraps")
  func arithmetic() {
    #expect(Amount(.max).adding(1) == nil)
    #expect(Amount(1).subtracting(2) == nil)
    #expect(Amount(3).subtracting(2) == 1)
    #expect(Amount(3).adding(2) == 5)
  }
}
