import Foundation
import ImgFlowSyntax
import ImgFlowValues
import Testing

/// What each form of type says of a value, by each of the rules.
@Suite struct TypeRuleTests {
  static let rules: [(name: String, rules: TypeRules)] = [
    ("annotation", .annotation), ("test", .test), ("argument", .argument), ("request", .request),
    ("result", .result), ("answer", .answer), ("received", .received),
  ]

  /// A type and a value, and below them what is wrong by which rules.
  static let table = #"""
    null <- null
      fine [all]
    null <- 3
      must be null, but is an int (`3`) [all]
    bool <- true
      fine [all]
    bool <- 0
      must be a bool, but is an int (`0`) [all]
    int <- null
      must be an int, but is null [all]
    int <- 3
      fine [all]
    int <- 3.0
      must be an int, but is a float (`3.0`) [annotation test argument request result answer]
      fine [received]
    int <- "3"
      must be an int, but is a string (`"3"`) [annotation test argument request result answer]
      fine [received]
    float <- 3
      fine [annotation argument request result answer received]
      must be a float, but is an int (`3`) [test]
    float <- 0.5
      fine [all]
    float <- "a"
      must be a float, but is a string (`"a"`) [all]
    number <- 3
      fine [all]
    number <- 0.5
      fine [all]
    number <- "3"
      must be a number, but is a string (`"3"`) [all]
    string <- 3
      must be a string, but is an int (`3`) [all]
    string <- ""
      fine [all]
    list <- []
      fine [all]
    list <- {}
      must be a list, but is an object (`{}`) [all]
    object <- []
      must be an object, but is a list (`[]`) [all]
    object <- {}
      fine [all]
    duration <- 3
      must be a duration, but is an int (`3`) [all]
    duration <- "a"
      must be a duration, but is a string (`"a"`) [all]
    period <- 3
      must be a period, but is an int (`3`) [all]
    period <- 30s
      must be a period, but is a duration (`30s`) [all]
    period <- "1 month"
      must be a period, but is a string (`"1 month"`) [all]
    period <- 1y6mo
      fine [all]
    duration <- 1mo
      must be a duration, but is a period (`1mo`) [all]
    duration <- 30s
      fine [all]
    time <- 3
      must be a time, but is an int (`3`) [all]
    time <- "a"
      must be a time, but is a string (`"a"`) [all]
    time <- "2026-11-23"
      must be a time, but is a string (`"2026-11-23"`) [annotation test argument result]
      fine [request answer received]
    secret <- 3
      must be a string or a secret, but is an int (`3`) [all]
    secret <- "a"
      fine [annotation argument request result answer received]
      must be a string or a secret, but is a string (`"a"`) [test]
    path <- 3
      must be a path, but is an int (`3`) [all]
    path <- "a"
      fine [all]
    path <- ""
      must be a path, but is an empty string [annotation test argument result]
      fine [request answer received]
    file <- "a"
      fine [all]
    file <- ""
      must be the path of a file, but is an empty string [annotation test argument result]
      fine [request answer received]
    folder <- "a"
      fine [all]
    date <- "a"
      must be a date such as "2026-11-23", but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    date <- "2026-11-23"
      fine [all]
    email <- "a"
      must be an email address, but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    email <- "x@y.org"
      fine [all]
    url <- "a"
      must be an absolute URL (https://…), but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    uuid <- "a"
      must be a UUID, but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    function <- 3
      must be a function, but is an int (`3`) [all]
    stream <- []
      must be a stream, but is a list (`[]`) [all]
    error <- {}
      must be an error, but is an object (`{}`) [all]
    bytes <- "a"
      must be bytes, but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    range <- [1, 2]
      must be a range, but is a list (`[1, 2]`) [all]
    int(1...10) <- null
      must be an int, but is null [all]
    int(1...10) <- 3
      fine [all]
    int(1...10) <- 0
      must be from 1 to 10, but is 0 [annotation test argument request result answer]
      fine [received]
    int(1...10) <- "3"
      must be an int, but is a string (`"3"`) [annotation test argument request result answer]
      fine [received]
    float(0..<1) <- 3
      must be from 0 to less than 1, but is 3 [annotation argument request result answer]
      must be a float, but is an int (`3`) [test]
      fine [received]
    float(0..<1) <- 0
      fine [annotation argument request result answer received]
      must be a float, but is an int (`0`) [test]
    float(0..<1) <- 0.5
      fine [all]
    string(2...) <- 3
      must be a string, but is an int (`3`) [all]
    string(2...) <- "a"
      must be at least 2 characters long, but is 1 [annotation test argument request result answer]
      fine [received]
    string(2...) <- "x@y.org"
      fine [all]
    [int](1...2) <- [1, 2]
      fine [all]
    [int](1...2) <- [1, "x"]
      [1]: must be an int, but is a string (`"x"`) [all]
    [int](1...2) <- []
      must not be empty [annotation test argument request result answer]
      fine [received]
    secret(3...) <- "a"
      must be at least 3 characters long, but is 1 [annotation argument request result answer]
      must be a string or a secret, but is a string (`"a"`) [test]
      fine [received]
    secret(3...) <- "x@y.org"
      fine [annotation argument request result answer received]
      must be a string or a secret, but is a string (`"x@y.org"`) [test]
    duration(0s...) <- 3
      must be a duration, but is an int (`3`) [all]
    duration(0s...) <- 30s
      fine [all]
    int? <- null
      fine [all]
    int? <- 3
      fine [all]
    int? <- "a"
      must be an int or null, but is a string (`"a"`) [annotation test result answer received]
      must be an int, but is a string (`"a"`) [argument request]
    [int] <- null
      must be a list, but is null [all]
    [int] <- [1, "x"]
      [1]: must be an int, but is a string (`"x"`) [all]
    [int] <- []
      fine [all]
    [int] <- {"a": 1}
      must be a list, but is an object (`{"a": 1}`) [all]
    [int?] <- [1, "x"]
      [1]: must be an int or null, but is a string (`"x"`) [annotation test result answer received]
      [1]: must be an int, but is a string (`"x"`) [argument request]
    {a: int, b?: string} <- []
      must be an object, but is a list (`[]`) [all]
    {a: int, b?: string} <- {"a": 1}
      fine [all]
    {a: int, b?: string} <- {"a": null, "b": 5}
      a: must be an int, but is null; b: must be a string, but is an int (`5`) [all]
    {a: int, b?: string} <- {}
      a: is required (int) [annotation test argument request result answer]
      fine [received]
    {a: int?, ...} <- {"a": null, "b": 5}
      fine [all]
    {a: int?, ...} <- {}
      a: is required (int?) [annotation test result answer]
      fine [argument request received]
    "a" | "b" <- 3
      must be one of "a", "b", but is an int (`3`) [all]
    "a" | "b" <- "a"
      fine [all]
    "a" | "b" <- "3"
      must be one of "a", "b", but is a string (`"3"`) [annotation test argument request result answer]
      fine [received]
    int | string <- null
      must be an int or a string, but is null [all]
    int | string <- 3
      fine [all]
    int | string <- 3.0
      must be an int or a string, but is a float (`3.0`) [annotation test argument request result answer]
      fine [received]
    int | string <- ""
      fine [all]
    [{id: int, tags: [string]}] <- [1, 2]
      [0]: must be an object, but is an int (`1`); [1]: must be an object, but is an int (`2`) [all]
    [{id: int, tags: [string]}] <- []
      fine [all]
    [{id: int, tags: [string]}] <- [{"id": 1, "tags": ["x", 5]}]
      [0].tags[1]: must be a string, but is an int (`5`) [all]
    int?(1...3) <- null
      fine [all]
    int?(1...3) <- 3
      fine [all]
    int?(1...3) <- 0
      must be from 1 to 3, but is 0 [annotation test argument request result answer]
      fine [received]
    "on" | 7 | null <- null
      fine [all]
    "on" | 7 | null <- 3
      must be "on", 7 or null, but is an int (`3`) [annotation test argument request result answer]
      fine [received]
    "on" | 7 | null <- "a"
      must be "on", 7 or null, but is a string (`"a"`) [annotation test argument request result answer]
      fine [received]
    """#

  struct Row: CustomStringConvertible {
    let description: String
    /// What each of the rules says.
    var expected: [String: String] = [:]
  }

  static let rows: [Row] = table.split(separator: "\n").reduce(into: []) { rows, line in
    guard line.hasPrefix("  "), let open = line.lastIndex(of: "[") else {
      return rows.append(Row(description: String(line)))
    }
    let names = line[line.index(after: open)...].dropLast()
    let message = line[..<open].trimmingPrefix { $0 == " " }.dropLast()
    for (name, _) in rules where names == "all" || names.split(separator: " ").contains(name[...]) {
      rows[rows.count - 1].expected[name] = String(message)
    }
  }

  @Test(arguments: rows)
  func `a type says what is wrong with a value`(_ row: Row) throws {
    let parts = row.description.components(separatedBy: " <- ")
    let (type, value) = (try Self.type(parts[0]), try Self.value(parts[1]))
    for (name, rules) in Self.rules {
      let found = try type.violations(of: value, by: rules).map { violation in
        violation.field.isEmpty ? violation.message : "\(violation.field): \(violation.message)"
      }
      #expect(
        (found.isEmpty ? "fine" : found.joined(separator: "; ")) == row.expected[name], "\(name)")
      #expect(try type.accepts(value, by: rules) == found.isEmpty, "\(name)")
    }
  }

  @Test func `every scalar type has rows`() {
    let tried = Set(Self.rows.map { $0.description.components(separatedBy: " <- ")[0] })
    for scalar in ScalarType.allCases {
      #expect(tried.contains(scalar.rawValue), "\(scalar.rawValue)")
    }
  }

  private static func type(_ text: String) throws -> Type {
    let parsed = Parser.parse(SourceFile(name: "test", text: "let x: \(text) = null"))
    guard case .variable(_, let type?, _, _) = parsed.tree.statements.first?.kind else {
      throw ValueError(.type, "`\(text)` is not a type")
    }
    return Type.annotation(type, declared: [:])
  }

  private static func value(_ text: String) throws -> Value {
    let parsed = Parser.parse(SourceFile(name: "test", text: "let x = \(text)"))
    guard case .variable(_, _, let value, _) = parsed.tree.statements.first?.kind,
      let constant = value.constantValue
    else { return try json(text) }
    return constant
  }
}
