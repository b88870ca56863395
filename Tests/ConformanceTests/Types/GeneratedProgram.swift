import TestSupport

/// A random program.
struct GeneratedProgram {
  /// Whether some of what it does may not fit together.
  private let hasMistakes: Bool
  private var random: SeededRandom
  private var lines: [String] = []
  /// The names that are declared, by what their values are meant to be.
  private var names: [Kind: [String]] = [:]
  private var count = 0
  private var depth = 0

  enum Kind: CaseIterable {
    case int, string, bool, numbers, words, record, records, either
  }

  init(seed: UInt64, hasMistakes: Bool) {
    random = SeededRandom(seed: seed)
    self.hasMistakes = hasMistakes
  }

  /// The source of a program of some statements.
  mutating func source() -> String {
    lines = [
      "fn twice(n: int) -> int => n * 2",
      "fn shout(text: string, mark: \"!\" | \"?\" = \"!\") -> string => text.upper() + mark",
      "type Row = {n: int, s: string, ...}",
      "type Counts = {string: int}",
      "fn size(r: Row) -> int => r.n + r.s.length",
      "fn total(counts: Counts) -> int => counts.values().sum()",
      "fn pick(value: int | string) { if value is int { return value + 1 }\n  value.length }",
    ]
    for _ in 0..<(4 + below(8)) { addStatement() }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The source of a program whose first half is a module, which exports all of its names. The second half
  /// imports them, or reaches them through the module.
  mutating func split() -> (module: String, script: String) {
    _ = source()
    let exported = lines.map { line in
      ["let ", "var ", "fn ", "type "].contains(where: line.hasPrefix) ? "export " + line : line
    }
    let module = exported.joined(separator: "\n") + "\n"
    let functions = ["twice", "shout", "size", "pick", "total", "Row"]
    let all = (functions + names.values.joined()).sorted()
    lines = [
      "import {\(all.joined(separator: ", "))} from \"./m.imgflow\"", "import \"./m.imgflow\" as m",
    ]
    names = names.mapValues { known in known + known.map { "m.\($0)" } }
    for _ in 0..<(4 + below(8)) { addStatement() }
    return (module, lines.joined(separator: "\n") + "\n")
  }

  private mutating func choose<T>(_ choices: [T]) -> T { choices[below(choices.count)] }

  private mutating func below(_ count: Int) -> Int { Int(random.next() % UInt64(count)) }

  private mutating func oneIn(_ count: Int) -> Bool { below(count) == 0 }

  // MARK: - Statements

  private mutating func addStatement() {
    let kind = choose(Kind.allCases)
    let value = expression(kind)
    switch below(14) {
    case 0: lines.append("print(\(value))")
    case 1: lines.append("for x in \(expression(.numbers)) { print(x + \(expression(.int))) }")
    case 2:
      lines.append(
        "if \(expression(.bool)) { print(\(value)) } else { print(\(expression(.string))) }")
    case 3: lines.append("print(try { \(expression(choose(Kind.allCases))) } catch e { e.kind })")
    case 4:
      let name = declare(kind, mutable: true, value)
      if oneIn(2) { lines.append("\(name) = \(expression(mayBe(kind)))") }
    case 5: lines.append("for {n, s} in \(expression(.records)) { print(n, s) }")
    case 6:
      let (a, b) = (declare(kind, mutable: true, value), declare(kind, mutable: true, value))
      lines.append("[\(a), \(b)] = [\(b), \(oneIn(2) ? a : expression(mayBe(kind)))]")
    case 7:
      lines.append(
        "if let {n} = \(expression(.records)).find(r => r.n > 1) { print(n + 1) } else { print(\(value)) }"
      )
    case 8:
      lines.append("for x in \(expression(.numbers)) { print(x ?? continue, \(value)) }")
    case 9:
      declare(.record, mutable: false, expression(.record), type: "Row")
    default: declare(kind, mutable: false, value)
    }
  }

  @discardableResult
  private mutating func declare(
    _ kind: Kind, mutable: Bool, _ value: String, type: String? = nil
  ) -> String {
    count += 1
    let name = "v\(count)"
    let annotation = type.map { ": " + $0 } ?? ""
    lines.append("\(mutable ? "var" : "let") \(name)\(annotation) = \(value)")
    names[kind, default: []].append(name)
    return name
  }

  // MARK: - Expressions

  /// The kind itself or, by mistake, another.
  private mutating func mayBe(_ kind: Kind) -> Kind {
    hasMistakes && oneIn(20) ? choose(Kind.allCases) : kind
  }

  private mutating func expression(_ wanted: Kind) -> String {
    let kind = mayBe(wanted)
    depth += 1
    defer { depth -= 1 }
    if let known = names[kind], !known.isEmpty, oneIn(2) { return choose(known) }
    if depth > 3 { return literal(kind) }
    return switch kind {
    case .int: int()
    case .string: string()
    case .bool: bool()
    case .numbers: numbers()
    case .words: words()
    case .record: record()
    case .records: records()
    case .either:
      "(if \(expression(.bool)) { \(expression(.int)) } else { \(expression(.string)) })"
    }
  }

  private mutating func literal(_ kind: Kind) -> String {
    switch kind {
    case .int: "\(below(9))"
    case .string: choose(["\"a\"", "\"done\"", "\"Ada\"", "\"\""])
    case .bool: choose(["true", "false"])
    case .numbers: choose(["[1, 2, 3]", "[]", "[5]", "(0..<3).toList()"])
    case .words: choose(["[\"a\", \"b\"]", "[]", "\"a,b\".split(\",\")"])
    case .record: choose(["{n: 1, s: \"x\"}", "{n: 2, s: \"y\", extra: null}"])
    case .records: choose(["[{n: 1, s: \"x\"}, {n: 2, s: \"y\"}]", "[]"])
    case .either: choose(["1", "\"a\""])
    }
  }

  private mutating func int() -> String {
    switch below(14) {
    case 0: "(\(expression(.int)) + \(expression(.int)))"
    case 1: "\(expression(.string)).length"
    case 2: "\(expression(.numbers)).sum()"
    case 3: "twice(\(expression(.int)))"
    case 4: "\(expression(.record)).n"
    case 5: "size(\(expression(.record)))"
    case 6: "pick(\(expression(.either)))"
    case 7: "\(expression(.numbers)).reduce(0, (a, b) => a + b)"
    case 8: "(match \(expression(.string)) { \"a\" => 1, \"done\" => 2, _ => \(expression(.int)) })"
    case 9: "(\(expression(.records)).find(r => r.n > 1)?.n ?? 0)"
    case 10: "\(expression(.numbers)).filter(x => x > 1).length"
    case 11: "(match \(expression(.either)) { n is int => n + 1, s is string => s.length })"
    case 12: "total({a: \(expression(.int)), b: \(expression(.int))})"
    default: literal(.int)
    }
  }

  private mutating func string() -> String {
    switch below(10) {
    case 0: "(\(expression(.string)) + \(expression(.string)))"
    case 1: "\"\\(\(expression(choose(Kind.allCases))))\""
    case 2: "\(expression(.string)).upper()"
    case 3: "shout(\(expression(.string)))"
    case 4:
      "shout(\(expression(.string)), mark: \(choose(hasMistakes ? ["\"!\"", "\".\""] : ["\"!\"", "\"?\""])))"
    case 5: "\(expression(.record)).s"
    case 6: "(\(expression(.record))?.missing ?? \(expression(.string)))"
    case 7: "\(expression(.words)).map(w => w.trim()).join(\"-\")"
    case 8: "\(expression(.records)).map(r => r.s).join(\"+\")"
    default: literal(.string)
    }
  }

  private mutating func bool() -> String {
    switch below(8) {
    case 0: "(\(expression(.int)) < \(expression(.int)))"
    case 1: "(\(expression(choose(Kind.allCases))) == \(expression(choose(Kind.allCases))))"
    case 2: "(\(expression(.bool)) && \(expression(.bool)))"
    case 3: "(\(expression(.either)) is int)"
    case 4: "\(expression(.words)).isEmpty()"
    case 5: "\(expression(.numbers)).any(x => x > \(expression(.int)))"
    case 6: "!\(expression(.bool))"
    default: literal(.bool)
    }
  }

  private mutating func numbers() -> String {
    switch below(9) {
    case 0: "\(expression(.numbers)).map(x => x + \(expression(.int)))"
    case 1: "\(expression(.records)).map(r => r.n)"
    case 2: "(\(expression(.numbers)) + \(expression(.numbers)))"
    case 3: "[\(expression(.int)), \(expression(.int))]"
    case 4: "\(expression(.numbers)).sort().take(2)"
    case 5: "\(expression(.words)).map(w => w.length)"
    case 6: "\(expression(.words)).map((w, i) => w.length + i)"
    case 7: "(\(expression(.words)) |> .map(w => w.length) |> (xs => xs.take(2)))"
    default: literal(.numbers)
    }
  }

  private mutating func words() -> String {
    switch below(5) {
    case 0: "\(expression(.words)).filter(w => w.length > 0)"
    case 1: "[\(expression(.string)), \(expression(.string))]"
    case 2: "\(expression(.record)).keys()"
    case 3: "\(expression(.numbers)).map(x => \"\\(x)\")"
    default: literal(.words)
    }
  }

  private mutating func record() -> String {
    switch below(5) {
    case 0: "{n: \(expression(.int)), s: \(expression(.string))}"
    case 1: "{...\(expression(.record)), n: \(expression(.int))}"
    case 2: "\(expression(.record)).merge({extra: \(expression(.bool))})"
    case 3: "(if \(expression(.bool)) { \(expression(.record)) } else { \(expression(.record)) })"
    default: literal(.record)
    }
  }

  private mutating func records() -> String {
    switch below(4) {
    case 0: "[\(expression(.record)), \(expression(.record))]"
    case 1: "\(expression(.records)).filter(r => r.n > 0)"
    case 2: "\(expression(.numbers)).map(x => {n: x, s: \(expression(.string))})"
    default: literal(.records)
    }
  }
}
