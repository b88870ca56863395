import Testing

/// An edit between a run and its resumption, and what is right then.
struct ScriptEdit: Sendable, CustomTestStringConvertible {
  /// What the resumption says without flags, or with those that it has asked for before.
  enum Verdict {
    /// It goes on, and comes to its end.
    case goesOn
    /// The script has changed, and that has to be meant.
    case changed
    /// Steps that were done are not asked for any more, and that has to be meant.
    case leavesOver
    /// It does not start.
    case refused
  }

  let name: String
  var file = "night.imgflow"
  /// Texts and what replaces each of them.
  var changes: [(String, String)] = []
  /// More words of the command line.
  var words: [String] = []
  let verdict: Verdict
  /// What is created by the resumption, by number.
  var created: [Int] = []
  /// What the log says in the end.
  var log = "first 101\n[102, 103]\nend\n"

  var testDescription: String { name }
}

extension ScriptEdit {
  static let all = layout + withoutEffect + within + leavingOver + refused + outside

  private static let call = #"http.post("\(base)/create", json: {n: n, kind: kind}).body.id"#

  /// Layout and comments.
  private static let layout: [ScriptEdit] = [
    ScriptEdit(name: "nothing", verdict: .goesOn),
    ScriptEdit(
      name: "a comment above", changes: [("fn create", "// More.\n\n\nfn create")],
      verdict: .goesOn),
    ScriptEdit(
      name: "a documentation comment", changes: [("fn create", "/// Creates.\nfn create")],
      verdict: .goesOn),
    ScriptEdit(
      name: "a comment after a call", changes: [("create(1)", "create(1)  // the first")],
      verdict: .goesOn),
    ScriptEdit(
      name: "indentation", changes: [("  http.post", "        http.post")], verdict: .goesOn),
    ScriptEdit(
      name: "spaces", changes: [("{n: n, kind: kind}", "{ n : n,  kind : kind }")],
      verdict: .goesOn),
    ScriptEdit(
      name: "a comment in a module", file: "words.imgflow",
      changes: [("export", "// The last one.\nexport")], verdict: .goesOn),
  ]

  /// Code that neither reads nor changes anything.
  private static let withoutEffect: [ScriptEdit] = [
    ScriptEdit(
      name: "a variable has another name",
      changes: [("first", "one"), ("\"one \\(one)", "\"first \\(one)")], verdict: .changed),
    ScriptEdit(
      name: "a computation", changes: [("let seen", "let six = 2 * 3\nlet seen")],
      verdict: .changed),
    ScriptEdit(
      name: "more is printed", changes: [("print(first", "print(\"done\", first")],
      verdict: .changed),
    ScriptEdit(
      name: "an unused function with a request",
      changes: [("fn create", "fn other() { http.post(base) }\n\nfn create")], verdict: .changed),
    ScriptEdit(name: "a type", changes: [("create(n)", "create(n: int)")], verdict: .changed),
    ScriptEdit(
      name: "a parameter with a default",
      changes: [("param base", "param limit: int = 3\nparam base")], verdict: .changed),
    ScriptEdit(
      name: "an effect that is not reached",
      changes: [("let seen", "if first == 0 { file.remove(\"log.txt\") }\nlet seen")],
      verdict: .changed),
    ScriptEdit(
      name: "a body of its own", changes: [("create(1)", "if true { create(1) } else { 0 }")],
      verdict: .changed),
    ScriptEdit(
      name: "the code of a module", file: "words.imgflow",
      changes: [("export", "let other = 1\nexport")], verdict: .changed),
  ]

  /// Effects that change without that anything is left over.
  private static let within: [ScriptEdit] = [
    ScriptEdit(
      name: "calls in place of `map`",
      changes: [("[2, 3].map(create)", "[create(2), create(3)]")], verdict: .changed),
    ScriptEdit(
      name: "two steps in the other order",
      changes: [
        ("let seen = file.text(\"input.txt\")\n", ""),
        ("let first", "let seen = file.text(\"input.txt\")\nlet first"),
      ], verdict: .changed),
    ScriptEdit(
      name: "a limit", changes: [("parallel for", "parallel(limit: 1) for")], verdict: .changed),
    ScriptEdit(name: "items in another order", changes: [("[5, 6]", "[6, 5]")], verdict: .changed),
    ScriptEdit(name: "an item less", changes: [("[5, 6]", "[6]")], verdict: .changed),
    ScriptEdit(
      name: "an item more", changes: [("[5, 6]", "[5, 6, 7]")], verdict: .changed, created: [7]),
    ScriptEdit(
      name: "an equal item more", changes: [("[5, 6]", "[5, 6, 5]")], verdict: .changed,
      created: [5]),
    ScriptEdit(
      name: "a request at the end", changes: [("print(", "create(4)\nprint(")],
      verdict: .changed, created: [4]),
    ScriptEdit(
      name: "a request before the step that failed",
      changes: [("let late", "create(4)\nlet late")], verdict: .changed, created: [4]),
    ScriptEdit(
      name: "a read less",
      changes: [("http.get(\"\\(base)/get/1\", query: {seen: seen})\n", "")], verdict: .changed),
    ScriptEdit(
      name: "another read", changes: [("/get/1", "/get/2")], verdict: .leavesOver),
    ScriptEdit(
      name: "the step that failed is mended", changes: [("late.txt", "input.txt")],
      verdict: .changed),
    ScriptEdit(
      name: "the step that failed is caught",
      changes: [("file.text(\"late.txt\")", "try { file.text(\"late.txt\") } catch e { e.kind }")],
      verdict: .changed),
    ScriptEdit(
      name: "the step that failed is gone", changes: [("let late = file.text(\"late.txt\")\n", "")],
      verdict: .changed),
    ScriptEdit(
      name: "the last step has another text", file: "words.imgflow", changes: [("end", "END")],
      verdict: .changed, log: "first 101\n[102, 103]\nEND\n"),
  ]

  /// Effects of which something is left over.
  private static let leavingOver: [ScriptEdit] = [
    ScriptEdit(
      name: "a request in the middle", changes: [("let seen", "create(4)\nlet seen")],
      verdict: .leavesOver, created: [4]),
    ScriptEdit(
      name: "a request at the start", changes: [("let first", "create(4)\nlet first")],
      verdict: .leavesOver, created: [4]),
    ScriptEdit(
      name: "an item more in a list", changes: [("[2, 3]", "[2, 3, 4]")], verdict: .leavesOver,
      created: [4], log: "first 101\n[102, 103]\n[102, 103, 104]\nend\n"),
    ScriptEdit(
      name: "an item less in a list", changes: [("[2, 3]", "[2]")], verdict: .leavesOver,
      log: "first 101\n[102, 103]\n[102]\nend\n"),
    ScriptEdit(
      name: "a list in another order", changes: [("[2, 3]", "[3, 2]")], verdict: .leavesOver,
      log: "first 101\n[102, 103]\n[103, 102]\nend\n"),
    ScriptEdit(
      name: "a line of the log more",
      changes: [("let first", "file.append(\"log.txt\", \"start\\n\")\nlet first")],
      verdict: .leavesOver, log: "first 101\n[102, 103]\nstart\nend\n"),
    ScriptEdit(
      name: "a request less", changes: [("create(1)", "101")], verdict: .leavesOver),
    ScriptEdit(
      name: "another argument", changes: [("create(1)", "create(9)")], verdict: .leavesOver,
      created: [9], log: "first 101\n[102, 103]\nfirst 109\nend\n"),
    ScriptEdit(
      name: "a field more", changes: [("kind: kind", "kind: kind, more: true")],
      verdict: .leavesOver, created: [1, 2, 3]),
    ScriptEdit(
      name: "a function has another name",
      changes: [("create(", "make("), ("map(create", "map(make")],
      verdict: .leavesOver, created: [1, 2, 3]),
    ScriptEdit(
      name: "a call in place of a function",
      changes: [("= create(1)", "= " + call.replacing("n: n", with: "n: 1"))],
      verdict: .leavesOver, created: [1]),
    ScriptEdit(
      name: "a line of the log less",
      changes: [("file.append(\"log.txt\", \"first \\(first)\\n\")\n", "")], verdict: .leavesOver),
    ScriptEdit(
      name: "everything after the first request",
      changes: [("let seen", "exit(0)\nlet seen")], verdict: .changed,
      log: "first 101\n[102, 103]\n"),
    ScriptEdit(
      name: "a parameter of the command line", words: ["--kind", "night"], verdict: .leavesOver,
      created: [1, 2, 3]),
  ]

  /// Scripts that cannot run.
  private static let refused: [ScriptEdit] = [
    ScriptEdit(name: "a syntax error", changes: [("create(1)", "create(1")], verdict: .refused),
    ScriptEdit(name: "an unknown name", changes: [("create(1)", "creat(1)")], verdict: .refused),
    ScriptEdit(
      name: "a parameter without a default",
      changes: [("param base", "param limit: int\nparam base")], verdict: .refused),
    ScriptEdit(name: "an unknown flag", words: ["--kin", "night"], verdict: .refused),
  ]

  /// What is not in the script.
  private static let outside: [ScriptEdit] = [
    ScriptEdit(
      name: "a file that was read has changed", file: "input.txt", changes: [("in", "IN")],
      verdict: .goesOn),
    ScriptEdit(
      name: "the log has changed", file: "log.txt", changes: [("first", "FIRST")],
      verdict: .goesOn, log: "FIRST 101\n[102, 103]\nend\n"),
  ]
}
