import ImgFlowValues
import TestSupport
import Testing

/// Integers of all sizes are computed, read and written as CPython does it.
@Suite("Integers as CPython computes them", .blocking)
struct IntegerPythonTests {
  /// Prints two integers, and their sum, difference, product, quotient, remainder and order. Their sizes lie
  /// around those where another way of computing begins.
  private static let script = """
    import random, sys
    sys.set_int_max_str_digits(0)
    random.seed(43)
    def number():
        kind = random.randint(0, 9)
        if kind == 0: return random.choice([0, 1, -1, 10**57 - 1])
        if kind == 1: return random.choice([1, -1]) * (10**random.randint(17, 40) - random.randint(0, 2))
        bits = random.choice([8, 62, 63, 64, 65, 126, 127, 128, 129, 190, 1000, 2000])
        result = random.choice([1 << bits, (1 << bits) - 1, random.getrandbits(bits)])
        return random.choice([result, -result])
    for _ in range(1000):
        a, b = number(), number()
        d, m = divmod(a, b) if b else (0, 0)
        print(a, b, a + b, a - b, a * b, d, m, (a > b) - (a < b))
    for _ in range(1):
        a, b = random.getrandbits(20000), random.getrandbits(9000)
        print(a, b, a + b, a - b, a * b, a // b, a % b, (a > b) - (a < b))
    """

  @Test func integers() throws {
    for line in try Python.run(Self.script).split(separator: "\n") {
      let texts = line.split(separator: " ")
      let (a, b) = (try integer(texts[0]), try integer(texts[1]))
      func check(_ index: Int, _ result: Value) {
        #expect(result.displayText == texts[index], "\(index) of \(texts[0]) and \(texts[1])")
      }
      check(0, a)
      check(2, try Arithmetic.add(a, b))
      check(3, try Arithmetic.subtract(a, b))
      try withUnsafePointer(to: a) { a in
        try withUnsafePointer(to: b) { b in
          check(2, try Arithmetic.add(at: a, b))
          check(3, try Arithmetic.subtract(at: a, b))
          check(4, try Arithmetic.multiply(at: a, b))
        }
      }
      check(4, try Arithmetic.multiply(a, b))
      if texts[1] != "0" {
        check(5, try Arithmetic.floorDivide(a, b))
        check(6, try Arithmetic.remainder(a, b))
      }
      #expect(try Value.compare(a, b).signum() == Int(texts[7]))
      #expect(Value.equals(a, try Arithmetic.subtract(Arithmetic.add(a, b), b)))
    }
  }

  private func integer(_ text: Substring) throws -> Value {
    let isNegative = text.hasPrefix("-")
    let value = try IntegerText.read(text.dropFirst(isNegative ? 1 : 0), isNegative: isNegative)
    return try #require(value)
  }
}
