import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

/// Every built-in takes the most unlikely arguments, in every place, and gives a value or an error of a kind
/// that there is. One that ends the program ends the tests.
@Suite(.blocking) struct ExtremeArgumentTests {
  private static let settings: Expectation.Settings = {
    var settings = Expectation.Settings(files: ["notes.txt": "first line\nsecond line\n"])
    // What is wrong before anything runs is refused then; this is about what runs.
    settings.limits.checksTypes = false
    return settings
  }()

  /// Those that are about waiting or ending, and have tests of their own.
  private static let excluded: Set = ["exit", "sleep"]

  @Test(
    .timeLimit(.minutes(15)),
    arguments: DocumentedBuiltin.all.filter { !excluded.contains($0.name) })
  func takes(_ documented: DocumentedBuiltin) throws {
    let source = SourceFile(
      name: documented.name, text: Self.prelude + Self.calls(documented).joined(separator: "\n"))
    let outcome = try ScriptRun(source, Self.settings).outcome()
    let errors = outcome.problems.filter { !$0.isWarning }
    #expect(errors.isEmpty, "\(documented.name)")
  }

  private static let kinds = ErrorKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")

  private static let prelude = """
    var deep = [1]
    for _ in 0..<500 { deep = [deep] }
    let least = -9223372036854775807 - 1
    let values = [
      least, 9223372036854775807, 18446744073709551616, -18446744073709551616, math.pow(10, 400), -1, 0, 1,
      2147483648, -2147483649, 4294967296, 36, 37, 1114112, 0.0, -0.0, 1.5, 1e308, 5e-324, -1e19, "", "a",
      "\\u{0}", "e\\u{301}", "-", "%", "{", "}", "'", "\\\\", "(", "[", "1e999999999", "x".repeat(100000),
      "9".repeat(300), "z".repeat(40), "+1", "1+1", [], [1, "a", null], [least, 1.5], deep, {}, {a: null},
      {"": deep}, null, true, "".bytes(), "ab".bytes(), 0..<0, least..<(least + 3),
      9223372036854775804..<9223372036854775807, duration(ms: least), duration(ms: 9223372036854775807),
      time(unix: 8640000000000) + duration(ms: 9214732036854775807), time(unix: 0) + duration(ms: least),
      x => x, () => 1, () => throw "no", print, ((t: secret) => t)("abc"), error("a", "b"),
    ]
    fn attempt(call) {
      for value in values {
        try { call(value) } catch e {
          assert [\(kinds), "a"].contains(e.kind)
        }
      }
    }


    """

  /// For each parameter a call that gives it every value, and the others what they take.
  private static func calls(_ documented: DocumentedBuiltin) -> [String] {
    let builtin = documented.builtin
    let fitting = builtin.parameters.map { Self.fitting($0.kinds) }
    return builtin.parameters.indices.map { index in
      var arguments = fitting
      arguments[index] = "v"
      return "attempt(v => \(call(documented, arguments)))"
    }
  }

  private static func call(_ documented: DocumentedBuiltin, _ arguments: [String]) -> String {
    let parts = documented.name.split(separator: ".")
    if case .mutation = documented.builtin.body {
      let start = parts[0] == "object" ? "{a: 1}" : "[1, 2]"
      return "{ var y = \(start); y.\(parts[1])(\(arguments.joined(separator: ", "))) }"
    }
    guard documented.builtin.parameters.first?.name == "self" else {
      return "\(documented.name)(\(arguments.joined(separator: ", ")))"
    }
    return "(\(arguments[0])).\(parts[1])(\(arguments.dropFirst().joined(separator: ", ")))"
  }

  /// An argument of one of the types.
  private static func fitting(_ types: TypeSet) -> String {
    let samples: [(TypeSet, String)] = [
      (.int, "2"), (.float, "1.5"), (.string, "\"ab\""), (.list, "[1, 2]"), (.object, "{a: 1}"),
      (.bytes, "\"ab\".bytes()"), (.function, "(x => x)"), (.duration, "1s"),
      (.time, "time(unix: 0)"), (.range, "0..<3"), (.stream, "file.lines(\"notes.txt\")"),
      (.secret, "((t: secret) => t)(\"abc\")"), (.bool, "true"), (.error, "error(\"a\", \"b\")"),
    ]
    return samples.first { !types.isDisjoint(with: $0.0) }?.1 ?? "null"
  }
}
