import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowRuntime

@Suite struct NumberPatternTests {
  @Test(
    arguments: [
      ("0", .float(2.5), "3"), ("0", .float(-2.5), "-3"), ("0.00", .float(1.005), "1.01"),
      ("0.00", .float(-0.001), "0.00"), ("#,##0", .int(-1_234_567), "-1,234,567"),
      ("#,##0", .int(999), "999"), ("0,000", .int(7), "0,007"), ("#", .int(0), "0"),
      (".00", .float(0.5), ".50"), ("0%", .float(0.005), "1%"), ("0.0%", .float(0.12345), "12.3%"),
      ("000.0", .float(1e21), "1000000000000000000000.0"), ("0.0##", .float(1e-5), "0.0"),
      ("'%'0", .int(5), "%5"), ("€ 0", .int(-5), "-€ 5"),
    ] as [(String, Value, String)])
  func formats(_ pattern: String, _ number: Value, _ expected: String) throws {
    #expect(try NumberPattern(pattern).format(number) == expected)
    #expect(try NumberPattern(pattern).format(number, TextScratch()).asString == expected)
  }

  @Test(arguments: ["", "x", "0.0.0", "0 0", "0#", "0.#0", "'0", "0.0,0"])
  func refuses(_ pattern: String) {
    let error = #expect(throws: ValueError.self) { try NumberPattern(pattern) }
    #expect(error?.kind == .parse)
  }
}

@Suite struct ShortDecimalTests {
  /// What is done with a word is what is done with any number of digits.
  @Test func agreesWithDecimalDigits() throws {
    var generator = TestSeed.numbers(for: "short decimals")
    let patterns = try [
      "0", "0.00", "#,##0.00", "#.##", "0.0##", "000,000", "0%", "#.#%", "0.0000000000000000000",
      "'a'0'b'",
    ].map { try NumberPattern($0) }
    let scratch = TextScratch()
    for round in 0..<500 {
      let size = pow(10, Double(Int.random(in: -6...18, using: &generator)))
      let float = Double.random(in: -1...1, using: &generator) * size
      let short = (float * 100).rounded() / 100
      let number: Value =
        switch round % 4 {
        case 0: .float(float)
        case 1: .float(short)
        case 2: .float(Double(Int.random(in: -20...20, using: &generator)) / 8)
        default: .int(Int(float))
        }
      for pattern in patterns {
        #expect(
          pattern.format(number, scratch).asString == pattern.format(number), "\(TestSeed.advice)")
      }
      let places = Int.random(in: 0...8, using: &generator)
      var (digits, decimal) = (DecimalDigits(number), ShortDecimal(number))
      digits.round(toPlaces: places)
      decimal?.round(toPlaces: places)
      if let double = decimal?.double { #expect(double == digits.double, "\(TestSeed.advice)") }
    }
  }
}

@Suite struct DecimalDigitsTests {
  @Test(
    arguments: [
      (2.675, 2, 2.68), (1e300, 2, 1e300), (.leastNonzeroMagnitude, 10, 0), (9.995, 2, 10),
      (-9.5, 0, -10),
      (149, -2, 100), (150, -2, 200), (4, -1, 0), (0.1 + 0.2, 15, 0.3),
    ] as [(Double, Int, Double)])
  func rounds(_ number: Double, _ places: Int, _ expected: Double) {
    var digits = DecimalDigits(.float(number))
    digits.round(toPlaces: places)
    #expect(digits.double == expected)
  }

  /// The digits of a double read back as the same double.
  @Test func isExact() {
    var generator = TestSeed.numbers(for: "digits of doubles")
    for _ in 0..<2000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      #expect(DecimalDigits(.float(number)).double == number, "\(TestSeed.advice)")
    }
  }
}
