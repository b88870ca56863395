import ImgFlowAnalysis

/// What the words of the language mean, in a few lines each.
package enum WordTexts {
  static var names: [String] { texts.map(\.name) + Construct.all.map(\.name) + ["here"] }

  static func text(of name: String) -> HelpPage? {
    if let construct = Construct.all.first(where: { $0.name == name }) {
      return .page(of: Callable(construct))
    }
    guard let text = texts.first(where: { $0.name == name }) else { return nil }
    return HelpPage([.code(text.form), .text(text.meaning)])
  }

  /// The first sentence about a word; empty for any other.
  package static func summary(of name: String) -> String {
    texts.first { $0.name == name }?.meaning.firstSentence ?? ""
  }

  private static let texts: [(name: String, form: String, meaning: String)] = [
    (
      "let", "let name = value",
      "A constant, in depth. `let {id, status} = job` takes an object apart; `let x = f() else { … }` leaves on null."
    ),
    ("var", "var name = value", "A variable: `name = 2`, `name.field += 1`, `[a, b] = [b, a]`."),
    (
      "fn", "fn name(a, b: int = 2, ...rest) { … }",
      "A function; its value is that of the last expression. `fn double(x) => x * 2`."
    ),
    ("return", "return value", "Ends the function with a value."),
    (
      "if", "if condition { … } else { … }",
      "Gives the value of the block that ran. Conditions must be `bool`; `if let x = find() { … }` runs unless null."
    ),
    ("else", "if condition { … } else { … }", "What runs when the condition is false."),
    (
      "for", "for x in xs { … }",
      "Loops over a list, stream, range or string; `for i, x in xs` and `for k, v in object` with two names."
    ),
    ("while", "while condition { … }", "Repeats while the condition is true."),
    ("break", "break", "Ends the loop, or with `break label` the one that begins with `label:`."),
    (
      "continue", "continue",
      "Continues with the loop's next iteration; `continue label` with another loop's."
    ),
    (
      "match", "match value { 200 => …, 400...499 => …, {status} => …, _ => … }",
      "Gives the value of the first arm that matches."
    ),
    (
      "try", "try { … } catch {kind: \"http\", status} { … } catch e { … }",
      "Catches errors by pattern. `try? f() ?? d` is `d` on error."
    ),
    (
      "catch", "try { … } catch e { … }",
      "What runs when the block fails with an error that matches the pattern."
    ),
    (
      "throw", "throw error(\"kind\", \"message\", {details})",
      "Fails with an error; `throw \"text\"` has the kind `script`."
    ),
    ("defer", "defer { … }", "Runs when its block ends, however it ends."),
    (
      "import", "import \"std/csv\" as csv",
      "Brings in a module; `import {mean} from \"std/math\"` some of its names."
    ),
    ("export", "export fn name() { … }", "Lets other files import the name."),
    (
      "use", "use expoze", "Brings a vendor's operations into scope, so that `upload(…)` is enough."
    ),
    (
      "param", "param name: type = default",
      "A parameter of the script: `imgflow run script.imgflow --name value`."
    ),
    (
      "permit", "permit net \"api.example.com\", read \"data/\", run \"ffmpeg\"",
      "Confines the script to what it names: servers, files, programs, environment variables."
    ),
    (
      "vendor", "vendor name { … }",
      "Declares a service with its operations, which are then called as `name.operation(…)`."
    ),
    ("test", "test \"name\" { assert … }", "Runs with `imgflow test` only."),
    (
      "assert", "assert condition, \"message\"",
      "Fails unless the condition is true, and shows the value of each of its parts. The message may be left out."
    ),
    (
      "as", "import \"std/csv\" as csv",
      "Gives what is imported a name; `import {mean as average} from \"std/math\"` one of its names."
    ),
    ("true", "true", "The bool for what holds."),
    ("false", "false", "The bool for what does not hold."),
    ("null", "null", "The absence of a value; `??` replaces it, and `?.` passes it on."),
    (
      "is", "value is type",
      "Whether a value is of a type: `x is string`, `x !is null`. In patterns `n is int` binds, too."
    ),
    (
      "in", "value in list",
      "Whether a list contains an item, an object a key, a string a string, a range a number."
    ),
    (
      "here", "here(path) -> string",
      "The absolute path of something next to the file in which this is written."
    ),
    ("_", "_", "The value of the statement before."),
    ("_error", "_error", "The error that the last statement failed with."),
  ]
}
