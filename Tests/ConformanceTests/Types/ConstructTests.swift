import ImgFlowAnalysis
import ImgFlowSyntax
import TestSupport
import Testing

/// The options of constructs: what is wrong with them is found before running where it is written out, and else
/// at run time, at the same place and in the same words.
@Suite(.blocking) struct ConstructTests {
  /// An option, something that it takes, and what is said of what it does not take.
  struct Case: CustomStringConvertible {
    let option: String
    let right: String
    let wrong: [(value: String, message: String)]
    var description: String { option }
  }

  static let cases = [
    Case(
      option: "times", right: "2",
      wrong: [
        ("\"2\"", "must be an int, but is a string (`\"2\"`)"),
        ("1.5", "must be an int, but is a float (`1.5`)"), ("null", "must be an int, but is null"),
        ("0", "must be at least 1, but is 0"), ("-3", "must be at least 1, but is -3"),
      ]),
    Case(
      option: "every", right: "1ms",
      wrong: [
        ("1", "must be a duration, but is an int (`1`)"),
        ("\"1s\"", "must be a duration, but is a string (`\"1s\"`)"),
        ("-1ms", "must be at least 0s, but is -1ms"),
      ]),
    Case(
      option: "backoff", right: "1.5",
      wrong: [
        ("\"2\"", "must be a number, but is a string (`\"2\"`)"),
        ("0", "must be at least 1, but is 0"), ("0.99", "must be at least 1, but is 0.99"),
      ]),
    Case(
      option: "on", right: "e => true",
      wrong: [("true", "must be a function or null, but is a bool (`true`)")]),
    Case(
      option: "look", right: "e => null",
      wrong: [("7", "must be a function or null, but is an int (`7`)")]),
    Case(
      option: "time", right: "1h",
      wrong: [
        ("30", "must be a duration, but is an int (`30`)"),
        ("null", "must be a duration, but is null"),
        ("-1s", "must be at least 0s, but is -1s"),
      ]),
    Case(
      option: "name", right: "\"upload\"",
      wrong: [("5", "must be a string, but is an int (`5`)")]),
    Case(
      option: "key", right: "\"a\"",
      wrong: [
        (
          "null",
          "must be a string, a number, a bool, bytes, a time, a list or an object, but is null"
        )
      ]),
    Case(
      option: "keep", right: "30d",
      wrong: [
        ("30", "must be a duration or null, but is an int (`30`)"),
        ("-1s", "must be at least 0s, but is -1s"),
      ]),
    Case(
      option: "limit", right: "1024",
      wrong: [
        ("0", "must be from 1 to 1024, but is 0"), ("1025", "must be from 1 to 1024, but is 1025"),
        ("99999999999999999999", "must be from 1 to 1024, but is 99999999999999999999"),
        ("2.0", "must be an int, but is a float (`2.0`)"),
      ]),
    Case(
      option: "onError", right: "\"collect\"",
      wrong: [
        ("\"ignore\"", "must be one of \"throw\", \"collect\", but is a string (`\"ignore\"`)"),
        ("true", "must be one of \"throw\", \"collect\", but is a bool (`true`)"),
      ]),
  ]

  /// Every option of every construct, with its case.
  static let options: [(construct: String, option: Int)] = Construct.all.flatMap { construct in
    construct.options.indices.map { (construct.name, $0) }
  }

  @Test(arguments: options)
  func `what an option does not take is said in the same words, before running and at run time`(
    _ name: String, _ place: Int
  ) throws {
    let (construct, option, found) = try Self.find(name, place)
    let needed = try Self.needed(construct, besides: option)
    for (value, message) in found.wrong {
      let sentence =
        (option.isSole ? "the argument of `\(name)`" : "`\(option.name)` of `\(name)`")
        + " " + message
      let written = option.isSole ? value : "\(option.name): \(value)"
      let before = try problem(construct, [written] + needed, "E0205", sentence, line: 2)
      let unchecked = try problem(
        construct, [written] + needed, "type", sentence, line: 2, checksTypes: false)
      #expect(before?.hint == unchecked?.hint)
      let later = option.isSole ? "later(\(value))" : "\(option.name): later(\(value))"
      let computed = try problem(construct, [later] + needed, "type", sentence, line: 2)
      #expect(before?.hint == computed?.hint)
      guard !option.isSole else { continue }
      _ = try problem(
        construct, ["...{\(option.name): \(value)}"] + needed, "type", sentence, line: 2)
      let earlier = try construct.options.prefix(place).map { try Self.right($0) }
      _ = try problem(construct, earlier + [value], "E0205", sentence, line: 2 + place)
      _ = try problem(
        construct, earlier + [value], "type", sentence, line: 2 + place, checksTypes: false)
    }
  }

  @Test(arguments: options)
  func `what an option takes is taken, with and without its name`(_ name: String, _ place: Int)
    throws
  {
    let (construct, option, found) = try Self.find(name, place)
    let needed = try Self.needed(construct, besides: option)
    #expect(!found.wrong.isEmpty)
    let earlier = try construct.options.prefix(place).map { try Self.right($0) }
    var ways = [earlier + [found.right]]
    if !option.isSole {
      ways += [
        ["\(option.name): \(found.right)"] + needed,
        ["...{\(option.name): \(found.right)}"] + needed,
      ]
    }
    for way in ways {
      #expect(try Self.run(construct, way).problems == [], "\(way)")
    }
  }

  @Test(arguments: options)
  func `options that are unknown or given twice are reported, in the same words at run time`(
    _ name: String, _ place: Int
  ) throws {
    let (construct, option, found) = try Self.find(name, place)
    let needed = try Self.needed(construct, besides: option)
    let unknown = "`\(name)` has no parameter `\(option.name)s`"
    let before = try problem(
      construct, ["\(option.name)s: \(found.right)"] + needed, "E0201", unknown, line: 2)
    if option.isSole {
      #expect(before?.hint == "its parameters have no names: write just the value")
      let named = "`\(name)` has no parameter `\(option.name)`"
      _ = try problem(construct, ["\(option.name): \(found.right)"], "E0201", named, line: 2)
      let extra = "`\(name)` takes 1 argument, but 2 are given"
      _ = try problem(construct, [found.right, found.right], "E0203", extra, line: 3)
      return
    }
    #expect(before?.hint == "did you mean `\(option.name):`?")
    let spread = try problem(
      construct, ["...{\(option.name)s: \(found.right)}"] + needed, "type", unknown, line: 1)
    #expect(before?.hint == spread?.hint)
    let written = "\(option.name): \(found.right)"
    let twice = "`\(option.name)` is given to `\(name)` twice"
    let repeated = try problem(construct, [written, written] + needed, "E0202", twice, line: 3)
    let again = try problem(
      construct, [written, "...{\(written)}"] + needed, "type", twice, line: 1)
    #expect(repeated?.hint == again?.hint)
  }

  /// What else the construct needs, by name, when an option is given alone.
  private static func needed(_ construct: Construct, besides option: Construct.Option) throws
    -> [String]
  {
    try construct.options.filter { $0.isRequired && $0.name != option.name }.map {
      "\($0.name): \(try right($0))"
    }
  }

  // MARK: - Parts

  private static func find(_ name: String, _ place: Int) throws -> (
    Construct, Construct.Option, Case
  ) {
    let construct = try #require(Construct.all.first { $0.name == name })
    let option = construct.options[place]
    return (construct, option, try #require(cases.first { $0.option == option.name }))
  }

  private static func right(_ option: Construct.Option) throws -> String {
    try #require(cases.first { $0.option == option.name }).right
  }

  /// The sole problem of a construct with some arguments, which is as expected.
  private func problem(
    _ construct: Construct, _ arguments: [String], _ code: String, _ message: String, line: Int,
    checksTypes: Bool = true
  ) throws -> Outcome.Problem? {
    let outcome = try Self.run(construct, arguments, checksTypes: checksTypes)
    let found = outcome.problems.filter { !$0.isWarning }
    let texts = found.map { "\($0.code) \($0.line) \($0.message)" }
    #expect(texts == ["\(code) \(line) \(message)"], "\(arguments)")
    return found.first
  }

  /// Runs a construct with each of its arguments on a line.
  private static func run(
    _ construct: Construct, _ arguments: [String], checksTypes: Bool = true
  ) throws -> Outcome {
    let head = construct.name == "parallel" ? "for x in [1]" : ""
    let text = """
      \(construct.name)(
      \(arguments.joined(separator: ",\n"))
      ) \(head) { print(1) }
      fn later(x) => x
      print(later(1))
      """
    var settings = Expectation.Settings()
    settings.limits.checksTypes = checksTypes
    return try ScriptRun(SourceFile(name: "test.imgflow", text: text), settings).outcome()
  }
}
