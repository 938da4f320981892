import Diagnostics
import SomaTypes
import YAMLTree

extension Format where Value == UInt64 {
  /// A whole number, written in digits without quotes.
  static func integer(_ range: ClosedRange<UInt64>) -> Format {
    Format(
      shape: .integer(range),
      read: { node, decoder in
        let expected = "a whole number"
        guard let scalar = decoder.scalar(node, expected: expected) else { return nil }
        let digits = scalar.text.utf8
        // A leading zero means octal to some readers of YAML.
        guard scalar.style == .plain, !digits.isEmpty,
          digits.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains),
          digits.count == 1 || digits.first != UInt8(ascii: "0")
        else {
          decoder.report(.wrongType(expected: expected), at: node.place)
          return nil
        }
        guard let number = UInt64(scalar.text), range.contains(number) else {
          decoder.report(
            .outOfRange("from \(range.lowerBound) to \(range.upperBound)"), at: node.place)
          return nil
        }
        return number
      },
      write: { .number($0) })
  }
}

extension Format where Value == Int {
  /// A small whole number.
  static func count(_ range: ClosedRange<UInt64>) -> Format {
    Format<UInt64>.integer(range).map({ Int($0) }, back: { UInt64($0) })
  }
}

extension Format where Value == Amount {
  /// An amount of money above zero, with its unit.
  static var amount: Format {
    Format(
      TextShape(
        name: "an amount", pattern: "^\(amountPattern)$", examples: ["25 SOMA", "1.5 SOMA"],
        isQuantity: true),
      parse: { text throws(ManifestProblem.Reason) in try positiveAmount(text) },
      write: \.description)
  }

  /// An amount of money above zero for each epoch.
  static var amountPerEpoch: Format {
    Format(
      TextShape(
        name: "an amount per epoch", pattern: "^\(amountPattern) +per +epoch$",
        examples: ["6 SOMA per epoch"], isQuantity: true),
      parse: { text throws(ManifestProblem.Reason) in
        let words = text.split(separator: " ")
        guard words.count > 2, words.suffix(2) == ["per", "epoch"] else {
          throw .malformed(expected: "an amount per epoch", example: "6 SOMA per epoch")
        }
        return try positiveAmount(words.dropLast(2).joined(separator: " "))
      },
      write: { "\($0) per epoch" })
  }

  private static var amountPattern: String {
    "[0-9]+(_[0-9]+)*(\\.[0-9]+(_[0-9]+)*)? *([sS][oO][mM][aA]|[sS][hH][aA][nN][nN][oO][nN][sS]?)"
  }

  private static func positiveAmount(_ text: String) throws(ManifestProblem.Reason) -> Amount {
    let amount: Amount
    do throws(AmountError) { amount = try Amount(text) } catch { throw .amount(error) }
    guard amount > .zero else { throw .outOfRange("above 0") }
    return amount
  }
}

extension Format where Value == BasisPoints {
  /// A rate with its unit, at most all of it.
  static var rate: Format {
    Format(
      TextShape(
        name: "a rate", pattern: "^[0-9]+(\\.[0-9]+)? *(%|[bB][pP][sS]?)$",
        examples: ["10%", "250 bps"], isQuantity: true),
      parse: { text throws(ManifestProblem.Reason) in
        do throws(RateError) { return try BasisPoints(text) } catch { throw .rate(error) }
      },
      write: { EpochSpan.decimal($0.rawValue, per: 100) + "%" })
  }
}

extension Format where Value == EpochSpan {
  /// A time in epochs or in a part of one.
  ///
  /// - Parameters:
  ///   - range: What is possible, in ten-thousandths of an epoch.
  ///   - isWhole: Whether only whole epochs are possible.
  ///   - words: The range in words.
  /// - Returns: The format.
  static func span(
    _ range: ClosedRange<UInt64>, isWhole: Bool = false, _ words: String
  ) -> Format {
    Format(
      TextShape(
        name: "a time in epochs", pattern: "^[0-9]+(\\.[0-9]+)? *(%|epochs?)$",
        examples: isWhole ? ["3 epochs"] : ["5%", "3 epochs"], isQuantity: true),
      parse: { text throws(ManifestProblem.Reason) in
        guard let span = EpochSpan(text) else { throw .notASpan }
        guard range.contains(span.tenThousandths),
          !isWhole || span.tenThousandths % EpochSpan.partsPerEpoch == 0
        else { throw .outOfRange(words) }
        return span
      },
      write: \.description)
  }
}

extension Format where Value == UInt32 {
  /// A number of seconds with its unit; only for programs, since the chain's time is in epochs.
  static func seconds(_ range: ClosedRange<UInt32>) -> Format {
    Format(
      TextShape(
        name: "a number of seconds", pattern: "^[0-9]+ *s$", examples: ["20s"], isQuantity: true),
      parse: { text throws(ManifestProblem.Reason) in
        guard text.hasSuffix("s") else {
          throw .malformed(expected: "a number of seconds", example: "20s")
        }
        let digits = text.dropLast().prefix { $0 != " " }
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
          text.dropFirst(digits.count).dropLast().allSatisfy({ $0 == " " })
        else { throw .malformed(expected: "a number of seconds", example: "20s") }
        guard let seconds = UInt32(digits), range.contains(seconds) else {
          throw .outOfRange("from \(range.lowerBound) to \(range.upperBound) seconds")
        }
        return seconds
      },
      write: { "\($0)s" })
  }
}

extension Format {
  /// A list of different items.
  ///
  /// - Parameters:
  ///   - item: One of them.
  ///   - count: How many there may be.
  ///   - name: What they are called.
  /// - Returns: The format of the list.
  static func list<Item: Hashable & Sendable>(
    of item: Format<Item>, _ count: ClosedRange<Int>, _ name: String
  ) -> Format where Value == [Item] {
    Format(
      shape: .list(item.shape, count),
      read: { node, decoder in
        guard let nodes = decoder.items(node, expected: "a list of \(name)") else { return nil }
        guard count.contains(nodes.count) else {
          decoder.report(
            .outOfRange("from \(count.lowerBound) to \(count.upperBound) items"), at: node.place)
          return nil
        }
        var places: [Item: Place] = [:]
        var items: [Item] = []
        for node in nodes {
          guard let value = item.read(node, &decoder) else { continue }
          if let first = places[value] {
            decoder.report(.duplicateItem(first: first), at: node.place)
          } else {
            places[value] = node.place
            items.append(value)
          }
        }
        return items.count == nodes.count ? items : nil
      },
      write: { .list($0.map(item.write)) })
  }
}
