import ImgFlowValues
import Testing

@Suite("Arithmetic")
struct ArithmeticTests {
  typealias Operation = @Sendable (Value, Value) throws -> Value

  static let operations: [String: Operation] = [
    "+": { try Arithmetic.add($0, $1) }, "-": { try Arithmetic.subtract($0, $1) },
    "*": { try Arithmetic.multiply($0, $1) }, "/": { try Arithmetic.divide($0, $1) },
    "%": { try Arithmetic.remainder($0, $1) }, "div": { try Arithmetic.floorDivide($0, $1) },
  ]

  /// Expected results are CPython's.
  @Test(arguments: [
    ("1", "+", "2", "3"), ("9223372036854775807", "+", "1", "9223372036854775808"),
    ("9223372036854775808", "-", "1", "9223372036854775807"),
    ("-9223372036854775808", "-", "1", "-9223372036854775809"),
    ("4294967296", "*", "4294967296", "18446744073709551616"),
    ("1", "+", "2.5", "3.5"), ("2.5", "-", "1", "1.5"), ("0.1", "+", "0.2", "0.30000000000000004"),
    ("9223372036854775808", "+", "0.5", "9.223372036854776e+18"),
    ("6", "/", "3", "2.0"), ("1", "/", "3", "0.3333333333333333"), ("1.5", "/", "2", "0.75"),
    ("9007199254740993", "/", "1", "9007199254740992.0"),
    ("9007199254740993", "/", "9007199254740992", "1.0"),
    ("1267650600228229401496703205377", "/", "1267650600228229401496703205376", "1.0"),
    ("10", "/", "-4", "-2.5"), ("0", "/", "-5", "-0.0"),
    ("7", "%", "3", "1"), ("-7", "%", "3", "2"), ("7", "%", "-3", "-2"), ("-7", "%", "-3", "-1"),
    ("-9223372036854775808", "%", "-1", "0"), ("7.5", "%", "2", "1.5"), ("-7.5", "%", "2", "0.5"),
    ("7.5", "%", "-2", "-0.5"), ("6.0", "%", "-2", "-0.0"), ("-6.0", "%", "2", "0.0"),
    ("-18446744073709551617", "%", "10", "3"), ("18446744073709551617", "%", "-10", "-3"),
    ("7", "div", "2", "3"), ("-7", "div", "2", "-4"), ("7", "div", "-2", "-4"),
    ("-7", "div", "-2", "3"), ("-9223372036854775808", "div", "-1", "9223372036854775808"),
    ("7.5", "div", "2", "3.0"), ("-7.5", "div", "2", "-4.0"), ("1", "div", "0.1", "9.0"),
    ("-18446744073709551617", "div", "10", "-1844674407370955162"),
    (#""ab""#, "+", #""cd""#, #""abcd""#), ("[1]", "+", "[[2]]", "[1,[2]]"),
    ("[]", "+", "[]", "[]"),
  ])
  func numbersStringsAndLists(_ a: String, _ name: String, _ b: String, _ expected: String) throws {
    let operation = try #require(Self.operations[name])
    let result = try operation(json(a), json(b))
    #expect(isSame(result, try json(expected)), "\(a) \(name) \(b) is \(result.displayText)")
  }

  /// What is said of the types of operands holds for values of them.
  @Test(arguments: zip(ArithmeticOperation.allCases, ["+", "-", "*", "/", "%", "div"]))
  func resultsByType(_ operation: ArithmeticOperation, _ name: String) throws {
    let compute = try #require(Self.operations[name])
    let values: [Value] = [
      .null, .bool(true), .int(7), .float(2.5), .string("a"), .bytes([1]), try .list([.int(1)]),
      try .object(["a": .int(1)]), .duration(milliseconds: 5), .time(milliseconds: 9),
      .heap(RangeObject(lower: 0, upper: 3)), .heap(SecretObject("hidden")),
    ]
    for a in values {
      for b in values {
        if let type = operation.result(a.type, b.type) {
          #expect(try compute(a, b).type == type, "\(a.type) \(name) \(b.type)")
        } else {
          #expect(valueError { try compute(a, b) }.kind == .type, "\(a.type) \(name) \(b.type)")
        }
      }
    }
  }

  @Test(arguments: ["/", "%", "div"], ["0", "0.0", "-0.0"])
  func divisionByZero(_ name: String, _ zero: String) throws {
    let operation = try #require(Self.operations[name])
    for dividend in ["1", "1.5", "-9223372036854775809"] {
      let error = valueError { try operation(json(dividend), json(zero)) }
      #expect(error.kind == .arithmetic)
      #expect(error.message.contains("by zero"))
    }
  }

  @Test func resultsBeyondFloats() throws {
    let huge = Value.float(1e300)
    for error in [
      valueError { try Arithmetic.multiply(huge, huge) },
      valueError { try Arithmetic.divide(huge, .float(1e-300)) },
      valueError { try Arithmetic.add(.float(1.7e308), .float(1.7e308)) },
      valueError { try Arithmetic.subtract(.float(-1.7e308), .float(1.7e308)) },
      valueError { try Arithmetic.floorDivide(huge, .float(1e-300)) },
      valueError { try Arithmetic.add(json("1" + String(repeating: "0", count: 400)), .float(1)) },
      valueError { try Arithmetic.divide(json("1" + String(repeating: "0", count: 400)), .int(3)) },
    ] { #expect(error.kind == .arithmetic) }
  }

  @Test func quotientsOfHugeIntegersAreRoundedOnce() throws {
    let power = "1" + String(repeating: "0", count: 400)
    #expect(isSame(try Arithmetic.divide(json(power + "0"), json(power)), .float(10)))
    #expect(isSame(try Arithmetic.divide(.int(1), json(power)), .float(0)))
    let tiny = try Arithmetic.divide(.int(5), json("1" + String(repeating: "0", count: 324)))
    #expect(isSame(tiny, .float(.leastNonzeroMagnitude)))
  }

  @Test func integersHaveALimit() throws {
    var value = Value.int(3)
    let error = valueError {
      for _ in 0..<40 { value = try Arithmetic.multiply(value, value) }
      return value
    }
    #expect(error.kind == .limit)
    #expect(valueError { try Arithmetic.multiply(value, value) }.kind == .limit)
  }

  @Test func negation() throws {
    #expect(isSame(try Arithmetic.negate(.int(5)), .int(-5)))
    #expect(isSame(try Arithmetic.negate(.int(.min)), try json("9223372036854775808")))
    #expect(isSame(try Arithmetic.negate(json("9223372036854775808")), .int(.min)))
    #expect(isSame(try Arithmetic.negate(.float(0)), .float(-0.0)))
    #expect(isSame(try Arithmetic.negate(duration(90_000)), duration(-90_000)))
    #expect(valueError { try Arithmetic.negate(.bool(true)) }.help?.contains("`!`") == true)
    #expect(valueError { try Arithmetic.negate(duration(.min)) }.kind == .arithmetic)
  }

  @Test func durationsAndTimes() throws {
    let second = duration(1000)
    #expect(isSame(try Arithmetic.add(second, second), duration(2000)))
    #expect(isSame(try Arithmetic.subtract(second, duration(1500)), duration(-500)))
    #expect(isSame(try Arithmetic.multiply(second, .int(3)), duration(3000)))
    #expect(isSame(try Arithmetic.multiply(.float(1.5), second), duration(1500)))
    #expect(isSame(try Arithmetic.multiply(.float(0.0005), second), duration(1)))
    #expect(isSame(try Arithmetic.divide(second, .int(3)), duration(333)))
    #expect(isSame(try Arithmetic.divide(duration(1500), second), .float(1.5)))
    #expect(isSame(try Arithmetic.remainder(duration(1500), second), duration(500)))
    #expect(isSame(try Arithmetic.floorDivide(duration(-1500), second), .int(-2)))
    #expect(isSame(try Arithmetic.add(time(5), second), time(1005)))
    #expect(isSame(try Arithmetic.add(second, time(5)), time(1005)))
    #expect(isSame(try Arithmetic.subtract(time(5), second), time(-995)))
    #expect(isSame(try Arithmetic.subtract(time(1005), time(5)), second))
  }

  @Test func durationsAndTimesThatFail() throws {
    let (second, huge) = (duration(1000), duration(.max))
    for error in [
      valueError { try Arithmetic.add(huge, second) },
      valueError { try Arithmetic.add(time(.max), second) },
      valueError { try Arithmetic.multiply(huge, .int(2)) },
      valueError { try Arithmetic.multiply(second, .float(1e300)) },
      valueError { try Arithmetic.multiply(second, json("9223372036854775808")) },
      valueError { try Arithmetic.divide(second, duration(0)) },
      valueError { try Arithmetic.divide(second, .int(0)) },
      valueError { try Arithmetic.divide(huge, .float(1e-9)) },
      valueError { try Arithmetic.remainder(second, duration(0)) },
      valueError { try Arithmetic.subtract(time(.min), second) },
    ] { #expect(error.kind == .arithmetic) }
    for error in [
      valueError { try Arithmetic.add(time(1), time(2)) },
      valueError { try Arithmetic.subtract(second, time(2)) },
      valueError { try Arithmetic.add(second, .int(2)) },
      valueError { try Arithmetic.multiply(second, second) },
      valueError { try Arithmetic.divide(.int(1), second) },
      valueError { try Arithmetic.multiply(time(1), .int(2)) },
    ] { #expect(error.kind == .type) }
    #expect(valueError { try Arithmetic.add(second, .int(2)) }.help?.contains("unit") == true)
  }

  @Test func secretsStaySecret() throws {
    let joined = try Arithmetic.add(.string("Bearer "), secret("xyz"))
    #expect(joined.asSecret?.text == "Bearer xyz")
    #expect(joined.displayText == "Bearer «secret»")
    let twice = try Arithmetic.add(joined, secret("!"))
    #expect(twice.asSecret?.text == "Bearer xyz!")
    #expect(twice.displayText == "Bearer «secret»«secret»")
    let error = valueError { try Arithmetic.add(secret("xyz"), .int(1)) }
    #expect(error.kind == .type)
    #expect(!error.message.contains("xyz"))
  }

  @Test(arguments: [
    (#""abc""#, "+", "3", #"cannot add an int to a string (`"abc"` + `3`)"#, "interpolate"),
    ("3", "+", #""abc""#, #"cannot add a string to an int (`3` + `"abc"`)"#, "interpolate"),
    ("[1]", "+", "2", "cannot add an int to a list (`[1]` + `2`)", "items + [item]"),
    ("{}", "+", "{}", "cannot add an object to an object (`{}` + `{}`)", "spread"),
    ("null", "+", "1", "cannot add an int to null (`null` + `1`)", "??"),
    ("true", "-", "1", "cannot subtract an int from a bool (`true` - `1`)", ""),
    (#""a""#, "*", "3", #"cannot multiply a string by an int (`"a"` * `3`)"#, ".repeat"),
    (#""4""#, "/", "2", #"cannot divide a string by an int (`"4"` / `2`)"#, ".toInt"),
    ("[]", "%", "2", "cannot take the remainder of a list by an int (`[]` % `2`)", ""),
    ("[]", "div", "2", "cannot divide a list by an int (`div([], 2)`)", ""),
  ])
  func typeErrors(
    _ a: String, _ name: String, _ b: String, _ message: String, _ help: String
  ) throws {
    let operation = try #require(Self.operations[name])
    let error = valueError { try operation(json(a), json(b)) }
    #expect(error.kind == .type)
    #expect(error.message == message)
    #expect(help.isEmpty ? error.help == nil : error.help?.contains(help) == true)
  }

  @Test func joinedListsKnowTheirDepth() throws {
    let joined = try Arithmetic.add(json("[1]"), json("[[[]]]"))
    #expect(joined.depth == 3)
    var deep = Value.int(1)
    for _ in 0..<512 { deep = try .list([deep]) }
    #expect(try Arithmetic.add(deep, json("[]")).depth == 512)
    let tooDeep = deep
    #expect(valueError { try .list([tooDeep]) }.kind == .limit)
  }
}
