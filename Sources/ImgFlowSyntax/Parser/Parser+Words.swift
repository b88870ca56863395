// Statements of other languages, known by their first word.
extension Parser {
  /// The mistake of using a word of another language, if what follows on the same line cannot follow a name.
  /// A variable may still have this name.
  func foreignWord() -> Diagnostic? {
    guard let token = wordBefore else { return nil }
    let word = text(token)
    if let (what, help) = Self.incompleteWords[word] {
      return Diagnostic(
        .incompleteConstruct, "`\(word)` \(what)", at: range(token), help: help)
    }
    return Self.foreignWords[word].map { unknownWord(token, $0) }
  }

  /// The name before the current token; with `{` here also that of a call, as in `function (x) {`.
  var wordBefore: Token? {
    guard var before = previous else { return nil }
    if at(.leftBrace), before.kind == .rightParen, partners[index - 1] > 0 {
      before = tokens[Int(partners[index - 1]) - 1]
    }
    return before.kind == .identifier ? before : nil
  }

  func unknownWord(_ token: Token, _ help: String) -> Diagnostic {
    Diagnostic(
      .foreignWord, "unknown keyword `\(text(token))`", at: range(token), help: help)
  }

  /// Words of this language that need more than comes after them.
  private static let incompleteWords: [String: (what: String, help: String)] = [
    "print": ("is a function", "write `print(…)`"),
    "retry": ("needs parentheses before its block", "write `retry() { … }`"),
    "timeout": ("needs a duration before its block", "write `timeout(30s) { … }`"),
    "step": ("needs a name before its block", "write `step(\"name\") { … }`"),
    "parallel": ("needs a `for`", "write `parallel for x in xs { … }`"),
    "operation": ("belongs in a vendor", "write it in `vendor name { … }`"),
    "resource": ("belongs in a vendor", "write it in `vendor name { … }`"),
    "type": ("needs a name and `=`", "write `type Name = {…}`"),
  ]

  private static let functionHelp = "write `fn name(…) { … }`, or a lambda such as `x => …`"

  private static let foreignWords = [
    "const": "write `let`; it is constant", "val": "write `let`", "local": "write `let`",
    "my": "write `let`", "auto": "write `let`", "mut": "write `var`",
    "lambda": "write `x => …`, or `(a, b) => …`", "typeof": "write `type(x)`",
    "del": "write `list.remove(i)`, or `object.remove(key)`",
    "def": functionHelp, "function": functionHelp, "func": functionHelp, "fun": functionHelp,
    "sub": functionHelp, "proc": functionHelp,
    "elif": "write `else if` after the `}`", "elsif": "write `else if` after the `}`",
    "elseif": "write `else if` after the `}`",
    "switch": "write `match value { pattern => …, _ => … }`",
    "case": "an arm of a `match` is `pattern => …`", "when": "write `match` or `if`",
    "select": "write `match`", "default": "the last arm of a `match` is `_ => …`",
    "foreach": "write `for x in xs { … }`", "each": "write `for x in xs { … }`",
    "loop": "write `while true { … }`", "do": "write `while condition { … }`",
    "unless": "write `if !(…) { … }`", "until": "write `while !(…) { … }`",
    "echo": "write `print(…)`", "puts": "write `print(…)`",
    "raise": "write `throw`", "rescue": "write `catch`", "except": "write `catch`",
    "finally": "write `defer { … }` at the start of the block", "begin": "write `try { … }`",
    "with": "write `defer { … }` for what must be done at the end",
    "class": "ImgFlow has no classes; use objects and functions",
    "struct": "ImgFlow has no structs; use objects",
    "enum": "ImgFlow has no enums; use strings, and `\"a\" | \"b\"` as their type",
    "async": "leave it out: calls always wait",
    "await": "leave it out: calls always wait", "yield": "return a list",
    "new": "leave it out and call the function", "public": "write `export`",
    "private": "leave it out: what is not exported is private", "static": "leave it out",
    "global": "leave it out: outer variables can be assigned", "nonlocal": "leave it out",
    "from": "write `import {name} from \"path\"`", "require": "write `import \"path\" as name`",
    "include": "write `import \"path\" as name`", "using": "write `import` or `use`",
    "delete": "write `object = object.omit(\"key\")` or `.remove(…)`",
  ]
}
