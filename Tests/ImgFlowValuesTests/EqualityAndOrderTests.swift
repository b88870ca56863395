import ImgFlowValues
import Testing

@Suite("Equality and order")
struct EqualityAndOrderTests {
  @Test(arguments: [
    ("1", "1.0"), ("null", "null"), ("-0.0", "0"), ("9007199254740992", "9007199254740992.0"),
    ("36893488147419103232", "36893488147419103232.0"), (#"{"a":1,"b":2}"#, #"{"b":2,"a":1.0}"#),
    ("[1,[2]]", "[1.0,[2]]"), ("12345678901234567890123", "12345678901234567890123"),
    (#""é""#, #""\u00e9""#),
  ])
  func equalValues(_ a: String, _ b: String) throws {
    #expect(Value.equals(try json(a), try json(b)))
    #expect(Value.equals(try json(b), try json(a)))
  }

  @Test(arguments: [
    ("1", "true"), ("0", "null"), ("1", #""1""#), ("9007199254740993", "9007199254740992.0"),
    ("9223372036854775807", "9223372036854775808.0"),
    ("36893488147419103233", "36893488147419103232.0"),
    (#"{"a":1}"#, #"{"a":1,"b":2}"#), (#"{"a":1}"#, #"{"b":1}"#), (#"{"a":null}"#, #"{"b":null}"#),
    ("[1,2]", "[2,1]"), ("[1]", "[1,2]"), ("[]", "{}"), (#""é""#, #""e\u0301""#),
    ("12345678901234567890123", "12345678901234567890124"), ("1e300", "12345678901234567890123"),
  ])
  func unequalValues(_ a: String, _ b: String) throws {
    #expect(!Value.equals(try json(a), try json(b)))
    #expect(!Value.equals(try json(b), try json(a)))
  }

  @Test func equalityOfWhatJSONLacks() throws {
    #expect(Value.equals(duration(5), duration(5)) && !Value.equals(duration(5), .int(5)))
    #expect(Value.equals(time(5), time(5)) && !Value.equals(time(5), duration(5)))
    #expect(Value.equals(.bytes([1]), .bytes([1])) && !Value.equals(.bytes([1]), .bytes([2])))
    #expect(Value.equals(range(0, 3), range(0, 3)) && !Value.equals(range(0, 3), range(0, 4)))
    #expect(Value.equals(secret("a"), secret("a")) && !Value.equals(secret("a"), secret("b")))
    #expect(!Value.equals(secret("a"), .string("a")))
    let function = Value.heap(TestFunction())
    #expect(Value.equals(function, function) && !Value.equals(function, .heap(TestFunction())))
    let error = try errorValue("http", "Not Found", trace: "here")
    #expect(Value.equals(error, try errorValue("http", "Not Found", trace: "there")))
    #expect(!Value.equals(error, try errorValue("http", "Gone")))
  }

  @Test func equalityReachesTheDeepestValue() throws {
    let deep = String(repeating: "[", count: 511) + "X" + String(repeating: "]", count: 511)
    let (a, b) = (deep.replacing("X", with: "{\"a\":1}"), deep.replacing("X", with: "{\"a\":2}"))
    #expect(Value.equals(try json(a), try json(a)))
    #expect(!Value.equals(try json(a), try json(b)))
  }

  @Test(arguments: [
    ("1", "2"), ("-1", "0.5"), ("1", "1.5"), ("0.5", "1"), ("-1.5", "-1"), ("-2", "-1.5"),
    ("9007199254740992.0", "9007199254740993"), ("9223372036854775807", "9223372036854775808.0"),
    ("-9223372036854775808", "-9223372036854775807"), ("9223372036854775807", "1e19"),
    ("-1e19", "-9223372036854775808"), ("9223372036854775807", "9223372036854775808"),
    ("-36893488147419103232", "1"), ("36893488147419103232.0", "36893488147419103233"),
    ("1.5", "36893488147419103233"), ("12345678901234567890123", "1e300"),
    (#""a""#, #""b""#), (#""a""#, #""aa""#), (#""Z""#, #""a""#), (#""z""#, #""é""#),
    (#""\uffff""#, #""\ud83d\ude00""#), ("[1,2]", "[1,3]"), ("[1]", "[1,0]"), ("[]", "[null]"),
    (#"["a",2]"#, #"["b"]"#), ("[[1]]", "[[2]]"),
  ])
  func ordered(_ a: String, _ b: String) throws {
    #expect(try Value.compare(json(a), json(b)) < 0)
    #expect(try Value.compare(json(b), json(a)) > 0)
    #expect(try Value.compare(json(a), json(a)) == 0)
  }

  @Test func timesAndDurationsAreOrdered() throws {
    #expect(try Value.compare(time(1), time(2)) < 0)
    #expect(try Value.compare(duration(2), duration(-1)) > 0)
    #expect(try Value.compare(.int(1), .float(1)) == 0)
  }

  @Test(arguments: [
    (#""a""#, "1", #"cannot compare a string with an int (`"a"` and `1`)"#),
    ("null", "1", "cannot compare null with an int (`null` and `1`)"),
    ("true", "false", "values of type bool have no order (`true` and `false`)"),
    ("{}", "{}", "values of type object have no order (`{}` and `{}`)"),
    ("[1]", #"["a"]"#, #"cannot compare an int with a string (`1` and `"a"`)"#),
  ])
  func unordered(_ a: String, _ b: String, _ message: String) throws {
    let error = valueError { .int(try Value.compare(json(a), json(b))) }
    #expect(error.kind == .type)
    #expect(error.message == message)
  }

  @Test func secretsHaveNoOrder() {
    let error = valueError { .int(try Value.compare(secret("abc"), secret("abd"))) }
    #expect(error.kind == .type && !error.message.contains("abc"))
  }
}
