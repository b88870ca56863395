import ImgFlowSyntax

/// The entries of a session as a script: what is fine at a prompt only is put into other words.
struct SavedScript {
  private(set) var text = ""
  private var entries: [LoggedEntry]
  private let problems: (String) -> [Diagnostic]

  /// How many entries are in it.
  var statementCount: Int { entries.count }

  /// The source of the entries in it.
  var statements: [String] { entries.map(\.text) }

  /// - Parameter problems: finds what the checks before running say about a script.
  init(_ entries: [LoggedEntry], problems: @escaping (String) -> [Diagnostic]) {
    self.entries = entries
    self.problems = problems
    movePermissions()
    mergeDeclarations()
    nameResults()
    dropLooks()
    text = Self.join(self.entries).text
  }

  // MARK: - Text

  /// The script with a comment at its start.
  func text(warning: String) -> String {
    text.replacing("\n\n", with: "\n\n// \(warning)\n\n", maxReplacements: 1)
  }

  /// The script, and where each entry begins in it.
  private static func join(_ entries: [LoggedEntry]) -> (text: String, starts: [Int]) {
    var text = "#!/usr/bin/env imgflow\n\n"
    var starts: [Int] = []
    for (index, entry) in entries.enumerated() {
      let isLong = entry.text.contains("\n")
      if index > 0, isLong || entries[index - 1].text.contains("\n") { text += "\n" }
      starts.append(text.utf8.count)
      text += entry.text + "\n"
    }
    return (text, starts)
  }

  /// The entry that a place of the script is in, and the offset in its text.
  private static func place(of offset: Int, in starts: [Int]) -> (entry: Int, offset: Int)? {
    starts.lastIndex { $0 <= offset }.map { ($0, offset - starts[$0]) }
  }

  // MARK: - Declarations

  /// A script begins with what it permits.
  private mutating func movePermissions() {
    let isPermit = { (entry: LoggedEntry) in entry.onlyStatement?.isPermit == true }
    entries = entries.filter(isPermit) + entries.filter { !isPermit($0) }
  }

  /// A script declares a name once: a name that is declared again is assigned to, and of a function only the
  /// last declaration counts.
  private mutating func mergeDeclarations() {
    var declared: [String: Int] = [:]
    var dropped: Set<Int> = []
    for index in entries.indices {
      guard let statement = entries[index].onlyStatement else { continue }
      switch statement.kind {
      case .variable(let pattern, let type, let value, _):
        guard case .binding(let name) = pattern.kind else { continue }
        if let earlier = declared[name.text], entries[earlier].declaresVariable {
          entries[earlier].makeMutable()
          entries[index].text = "\(name.text) = \(Self.text(of: value, as: type, name))"
        } else {
          if let earlier = declared[name.text] { dropped.insert(earlier) }
          declared[name.text] = index
        }
      case .function(let function):
        guard let name = function.name?.text else { continue }
        if let earlier = declared.updateValue(index, forKey: name) { dropped.insert(earlier) }
      case .importModule, .useVendor, .parameter, .permit, .type:
        if let earlier = declared.updateValue(index, forKey: statement.range.text) {
          dropped.insert(earlier == index ? index : earlier)
        }
      case .expression, .assignment, .patternAssignment, .forIn, .whileLoop, .breakLoop,
        .continueLoop, .returnValue,
        .throwError, .deferBlock, .test, .assertion, .vendor:
        continue
      }
    }
    entries = entries.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
  }

  /// The value of a declaration as an expression that checks and converts it, as its type does.
  fileprivate static func text(
    of value: Expression, as type: TypeExpression?, _ name: Name
  ) -> String {
    guard let type else { return value.range.text }
    return "{ let \(name.text): \(type.range.text) = \(value.range.text); \(name.text) }"
  }

  // MARK: - Results

  /// `_` is a name in a session only: the entry whose value it was gets another one.
  private mutating func nameResults() {
    let (text, starts) = Self.join(entries)
    let uses = problems(text).filter { $0.range.text == "_" && $0.severity == .error }
    var count = 0
    for use in uses.sorted(by: { $0.range.start > $1.range.start }) {
      guard let place = Self.place(of: use.range.start, in: starts),
        let source = entries[..<place.entry].lastIndex(where: \.givesValue)
      else { continue }
      if entries[source].resultName == nil {
        count += 1
        entries[source].resultName = "result\(count)"
      }
      entries[place.entry].replace(
        place.offset..<(place.offset + 1), with: entries[source].resultName ?? "_")
    }
    for index in entries.indices {
      guard let name = entries[index].resultName else { continue }
      entries[index].text = "let \(name) = \(entries[index].text)"
    }
  }

  /// Leaves out the entries that have only looked at something.
  private mutating func dropLooks() {
    let (text, starts) = Self.join(entries)
    var looks: Set<Int> = []
    for problem in problems(text) where problem.code == .unusedResult {
      if let place = Self.place(of: problem.range.start, in: starts),
        case .expression = entries[place.entry].onlyStatement?.kind
      {
        looks.insert(place.entry)
      }
    }
    entries = entries.enumerated().filter { !looks.contains($0.offset) }.map(\.element)
  }
}

/// An entry that succeeded.
struct LoggedEntry {
  var text: String
  /// Whether `_` was its value afterwards.
  let givesValue: Bool
  /// What its value is called, where later entries use it.
  fileprivate(set) var resultName: String?

  init(_ text: String, givesValue: Bool) {
    self.text = text
    self.givesValue = givesValue
  }

  /// Its statement, when it is a single one.
  fileprivate var onlyStatement: Statement? {
    let statements = Parser.parse(SourceFile(name: "", text: text)).tree.statements
    return statements.count == 1 ? statements[0] : nil
  }

  /// Whether it declares one variable by its name.
  fileprivate var declaresVariable: Bool {
    guard case .variable(let pattern, _, _, _) = onlyStatement?.kind,
      case .binding = pattern.kind
    else { return false }
    return true
  }

  /// Makes a constant a variable that can become anything: the type is only that of its first value.
  fileprivate mutating func makeMutable() {
    guard let statement = onlyStatement,
      case .variable(let pattern, let type, let value, _) = statement.kind,
      case .binding(let name) = pattern.kind
    else { return }
    let range = statement.range.start..<statement.range.end
    replace(range, with: "var \(name.text) = \(SavedScript.text(of: value, as: type, name))")
  }

  /// Replaces bytes of the text.
  fileprivate mutating func replace(_ range: Range<Int>, with replacement: String) {
    var bytes = Array(text.utf8)
    guard range.upperBound <= bytes.count else { return }
    bytes.replaceSubrange(range, with: replacement.utf8)
    text = String(decoding: bytes, as: UTF8.self)
  }
}
