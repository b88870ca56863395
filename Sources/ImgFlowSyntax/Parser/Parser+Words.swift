// Statements of other languages, known by their first word.
extension Parser {
  /// The mistake of a statement that begins with a word of another language and goes on, on the
  /// same line, with what cannot follow a name. A variable may still have such a name.
  func foreignWord(at start: Int) -> Diagnostic? {
    guard tokens[start].kind == .identifier, index == start + 1 || isHeadOfFunction(start) else {
      return nil
    }
    let word = text(tokens[start])
    guard let help = Self.foreignWords[word] else { return nil }
    return Diagnostic(
      .foreignWord, "`\(word)` is not a word of the language", at: range(tokens[start]), help: help)
  }

  /// Whether `word(…)` was read as a call and a `{` follows, as in `function (x) { … }`.
  private func isHeadOfFunction(_ start: Int) -> Bool {
    at(.leftBrace) && tokens[start + 1].kind == .leftParen
  }

  private static let foreignWords = [
    "const": "write `let`; it is constant", "val": "write `let`", "local": "write `let`",
    "my": "write `let`", "auto": "write `let`", "mut": "write `var`",
    "def": "write `fn`", "function": "write `fn`", "func": "write `fn`", "fun": "write `fn`",
    "sub": "write `fn`", "proc": "write `fn`",
    "elif": "write `else if` behind the `}`", "elsif": "write `else if` behind the `}`",
    "elseif": "write `else if` behind the `}`",
    "switch": "write `match value { pattern => …, _ => … }`",
    "case": "an arm of a `match` is `pattern => …`", "when": "write `match` or `if`",
    "select": "write `match`", "default": "the last arm of a `match` is `_ => …`",
    "foreach": "write `for x in xs { … }`", "each": "write `for x in xs { … }`",
    "loop": "write `while true { … }`", "do": "write `while condition { … }`",
    "unless": "write `if !(…) { … }`", "until": "write `while !(…) { … }`",
    "print": "write `print(…)`", "echo": "write `print(…)`", "puts": "write `print(…)`",
    "raise": "write `throw`", "rescue": "write `catch`", "except": "write `catch`",
    "finally": "write `defer { … }` at the start of the block", "begin": "write `try { … }`",
    "with": "write `defer { … }` for what must be done at the end",
    "class": "there are no classes; use objects and functions",
    "struct": "there are no structs; use objects",
    "enum": "there are no enums; use strings, and `\"a\" | \"b\"` as their type",
    "type": "named types stand in vendor declarations",
    "async": "leave it out: calls wait by themselves",
    "await": "leave it out: calls wait by themselves", "yield": "return a list",
    "new": "leave it out and call the function", "public": "write `export`",
    "private": "leave it out: what is not exported is private", "static": "leave it out",
    "global": "leave it out: outer variables can be assigned", "nonlocal": "leave it out",
    "from": "write `import {name} from \"path\"`", "require": "write `import \"path\" as name`",
    "include": "write `import \"path\" as name`", "using": "write `import` or `use`",
    "delete": "write `object = object.omit(\"key\")` or `.remove(…)`",
    "retry": "write `retry() { … }`, all on one line",
    "timeout": "write `timeout(30s) { … }`, all on one line",
    "step": "write `step(\"name\") { … }`, all on one line",
    "parallel": "write `parallel for x in xs { … }`",
    "operation": "operations stand in a `vendor name { … }`",
    "resource": "resources stand in a `vendor name { … }`",
  ]
}
