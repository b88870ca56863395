import Foundation
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

/// What the documentation shows is true: its examples run, its tables are complete.
@Suite(.blocking) struct DocumentationTests {
  @Test(.timeLimit(.minutes(15)), arguments: DocumentationExample.all)
  func example(_ example: DocumentationExample) throws {
    let source = example.source
    var expected = try Expectation(of: source)
    var outcome = Outcome()
    if example.isOnlyChecked {
      // What it prints is seen by `DocumentedCommandTests`, with a vendor.
      expected = expected.withoutOutput()
      outcome.problems = DocumentedVendors.problems(of: source, files: example.files)
    } else {
      var settings = expected.settings
      settings.files = example.files
      outcome = try ScriptRun(source, settings).outcome(failing: expected, always: true)
    }
    for difference in expected.differences(from: outcome) {
      Issue.record(
        Comment(rawValue: difference.message),
        sourceLocation: example.location(line: difference.line))
    }
  }

  @Test func thereAreExamples() { #expect(DocumentationExample.all.count > 30) }

  @Test func theManualHasATableOfEveryBuiltin() throws {
    try Self.checkTables("built-ins", BuiltinTables.markdown)
  }

  @Test func theManualHasATableOfEveryStandardModule() throws {
    try Self.checkTables("standard modules", ModuleTables.markdown)
  }

  @Test func theManualHasATableOfTheOptionsOfConstructs() throws {
    try Self.checkTables("options of constructs", ConstructTable.markdown)
  }

  /// `IMGFLOW_RECORD=1` writes the tables anew, and that run fails.
  private static func checkTables(_ name: String, _ expected: String) throws {
    let page = try DocumentationPage("docs/language.md")
    let (start, end) = ("<!-- \(name) -->\n", "<!-- end of \(name) -->\n")
    let parts = page.text.components(separatedBy: start)
    try #require(parts.count == 2, "docs/language.md has no place for \(name)")
    let rest = parts[1].components(separatedBy: end)
    try #require(rest.count == 2, "the place for \(name) in docs/language.md has no end")
    guard rest[0] != expected else { return }
    if GoldenFile.isRecording {
      let text = parts[0] + start + expected + end + rest[1]
      try text.write(toFile: page.path, atomically: true, encoding: .utf8)
      Issue.record("the \(name) in docs/language.md were rewritten")
    } else {
      Issue.record("the \(name) in docs/language.md are others: run with IMGFLOW_RECORD=1")
    }
  }

  /// Every name in the grammar has a rule, and every rule but the first is used.
  @Test func theGrammarIsWhole() throws {
    let page = try DocumentationPage("docs/language.md")
    let block = try #require(page.text.firstMatch(of: /(?s)```ebnf\n(.*?)```/)).1
    let rules = block.matches(of: /(?m)^([a-z-]+) +=/).map { String($0.1) }
    let terminals = /'[^']*'|"[^"]*"|\?[^?]*\?/
    let words = block.replacing(terminals, with: "").matches(of: /[a-z][a-z-]*/)
    let uses = Dictionary(grouping: words.map { String($0.0) }) { $0 }.mapValues(\.count)
    #expect(Set(rules).count == rules.count, "a rule is written twice")
    #expect(Set(uses.keys) == Set(rules), "a name has no rule")
    for rule in rules.dropFirst() { #expect(uses[rule, default: 0] > 1, "\(rule) is never used") }
  }
}

/// The tables of `docs/errors.md` are those of the sources, and their examples cause what they say.
@Suite(.blocking) struct DocumentedErrorTests {
  /// The rows of the `E` and `W` codes, or those of the kinds of errors.
  private static func rows(ofCodes: Bool) -> [[String]] {
    let rows = (try? DocumentationPage("docs/errors.md").tableRows) ?? []
    return rows.filter { $0[0].wholeMatch(of: ofCodes ? /[EW]\d{4}/ : /`[a-z]+`/) != nil }
  }

  /// Codes whose checks are made by targets that these tests do not have.
  private static let untestable: Set<String> = [
    "E0106", "E0130", "E0131", "E0901",
  ]

  @Test(arguments: rows(ofCodes: true).filter { !untestable.contains($0[0]) })
  func exampleOfACode(_ row: [String]) throws {
    let outcome = try ScriptRun(
      DocumentationPage.source(inCell: row[2]),
      Expectation.Settings(files: [
        "loop.imgflow": "import \"./loop.imgflow\" as again\n",
        "prices.imgflow": "let net = 100\nexport let vat = net * 0.2\n",
        "report.imgflow": "param title = \"Scores\"\n",
      ])
    ).outcome()
    #expect(outcome.problems.map(\.code) == [row[0]], "\(row[2])")
  }

  /// For every code some case, or a module of one, says that it expects it, beside the example.
  @Test func everyCodeHasACase() throws {
    let root = ConformanceCase.root
    let files = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
    let text = try files.filter { $0.hasSuffix(".imgflow") }
      .map { try String(contentsOfFile: root + "/" + $0, encoding: .utf8) }.joined()
    for code in Self.rows(ofCodes: true).map({ $0[0] }) where !Self.untestable.contains(code) {
      let expectation = try Regex("expect (?:error|warning)[^:\\n]*: \(code)")
      #expect(text.contains(expectation), "\(code)")
    }
  }

  @Test(arguments: rows(ofCodes: false).filter { $0[2] != "" })
  func exampleOfAKind(_ row: [String]) throws {
    let kind = row[0].replacing("`", with: "")
    let outcome = try ScriptRun(DocumentationPage.source(inCell: row[2])).outcome()
    #expect(outcome.problems.map(\.code) == [kind], "\(row[2])")
  }

  @Test func everyKindIsDocumented() {
    let documented = Self.rows(ofCodes: false).map { $0[0].replacing("`", with: "") }
    #expect(documented.sorted() == ErrorKind.allCases.map(\.rawValue).sorted())
  }

  /// Every code that the sources have in quotes, and no other.
  @Test func everyCodeIsDocumented() throws {
    let sources = DocumentationPage.root + "/Sources"
    let files = FileManager.default.enumerator(atPath: sources)?.compactMap { $0 as? String } ?? []
    var codes: Set<String> = []
    for file in files where file.hasSuffix(".swift") {
      let text = try String(contentsOfFile: sources + "/" + file, encoding: .utf8)
      codes.formUnion(text.matches(of: /"([EW]\d{4})"/).map { String($0.1) })
    }
    let documented = Self.rows(ofCodes: true).map { $0[0] }
    #expect(documented == documented.sorted())
    // A partial copy of the sources has fewer codes.
    #expect(codes.subtracting(documented).isEmpty)
    #expect(Set(documented).subtracting(codes).isSubset(of: Self.untestable))
  }
}

/// A Markdown file of the project.
struct DocumentationPage {
  /// Its path in the project, such as `docs/language.md`.
  let name: String
  let text: String

  init(_ name: String) throws {
    self.name = name
    text = try String(contentsOfFile: Self.root + "/" + name, encoding: .utf8)
  }

  var path: String { Self.root + "/" + name }

  /// The pages with examples: the README, and those in `docs`.
  static var all: [DocumentationPage] {
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: root + "/docs")) ?? []
    let names = ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 }
    return names.compactMap { try? DocumentationPage($0) }
  }

  static let root = Repository.root.path

  /// The cells of all rows of its tables, headings too.
  var tableRows: [[String]] {
    text.split(separator: "\n").filter { $0.hasPrefix("| ") && $0.hasSuffix(" |") }.map { line in
      line.dropFirst(2).dropLast(2).replacing("\\|", with: "\u{0}")
        .components(separatedBy: "|")
        .map { $0.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces) }
    }
  }

  /// The script in a table's cell, where `⏎` stands for a line end.
  static func source(inCell cell: String) -> SourceFile {
    let code = cell.trimmingCharacters(in: CharacterSet(charactersIn: "` "))
    return SourceFile(name: "example.imgflow", text: code.replacing("⏎", with: "\n"))
  }
}

/// A block of a Markdown file that begins with a fence and `imgflow`.
///
/// Behind `// → ` stands what is printed, after `// error: ` and `// warning: ` a code or kind and a
/// part of the message. A block marked `sandbox` needs a vendor: it is only checked. A block marked with a name
/// of a file, in whatever language, is a file that the blocks below it can read or import. A comment
/// `<!-- env: NAME = text -->` on the line before the fence holds a directive that readers need not
/// see.
struct DocumentationExample: Sendable, CustomTestStringConvertible {
  let page: String
  /// The line of the fence.
  let line: Int
  let isOnlyChecked: Bool
  let files: [String: String]
  let source: SourceFile

  var testDescription: String { "\(page):\(line)" }

  /// Where in the page a line of the example stands.
  func location(line: Int) -> SourceLocation {
    SourceLocation(
      fileID: "Documentation/\(page)", filePath: DocumentationPage.root + "/" + page,
      line: self.line + line, column: 1)
  }

  static let all = DocumentationPage.all.flatMap { examples(of: $0) }

  private static func examples(of page: DocumentationPage) -> [DocumentationExample] {
    var examples: [DocumentationExample] = []
    var files: [String: String] = [:]
    let lines = page.text.components(separatedBy: "\n")
    var index = 0
    while index < lines.count {
      let start = index
      index += 1
      guard lines[start].hasPrefix("```") else { continue }
      let words = lines[start].dropFirst(3).split(separator: " ").map(String.init)
      let end = lines[index...].firstIndex { $0.hasPrefix("```") } ?? lines.count
      let block = lines[index..<end]
      index = end + 1
      if words.count == 2, words[1] != "sandbox" {
        files[words[1]] = block.joined(separator: "\n") + "\n"
      } else if words.first == "imgflow" {
        let directive = start > 0 ? hidden(lines[start - 1]) : ""
        let text = (block.map(translated) + [directive]).joined(separator: "\n") + "\n"
        examples.append(
          DocumentationExample(
            page: page.name, line: start + 1, isOnlyChecked: words.contains("sandbox"),
            files: files, source: SourceFile(name: "example.imgflow", text: text)))
      }
    }
    return examples
  }

  /// The directive in a hidden comment.
  private static func hidden(_ line: String) -> String {
    guard line.hasPrefix("<!-- "), line.hasSuffix(" -->") else { return "" }
    return "// " + line.dropFirst(5).dropLast(4)
  }

  /// A line with its comments as the directives of conformance cases.
  private static func translated(_ line: String) -> String {
    line.replacing("// → ", with: "// expect: ")
      .replacing(/\/\/ error: (?=[EP]\d{4})/, with: "// expect error: ")
      .replacing("// error: ", with: "// expect runtime error: ")
      .replacing("// warning: ", with: "// expect warning: ")
      .replacing("// hint: ", with: "// expect hint: ")
      .replacing("// note: ", with: "// expect note: ")
  }
}

/// The vendors that examples name, as far as checking needs them: names and parameters, read from
/// the declarations in `stdlib/vendors`.
private struct DocumentedVendors: Library {
  /// What the checks before running report for a script.
  static func problems(of source: SourceFile, files: [String: String]) -> [Outcome.Problem] {
    do {
      let host = try TestHost(Expectation.Settings(files: files))
      let program = try Interpreter(host: host, library: Self()).prepare(Parser.parse(source))
      return program.warnings.map { .init($0, isRuntime: false) }
    } catch let failure as CheckFailure {
      return failure.diagnostics.map { .init($0, isRuntime: false) }
    } catch {
      let start = SourceRange(file: source, start: 0, end: 0)
      return [.init(Diagnostic("unexpected", "\(error)", at: start), isRuntime: false)]
    }
  }

  private static let folder = DocumentationPage.root + "/stdlib/vendors"

  let functions = [
    Self.function(
      "waitFor", ["target"], optional: ["timeout", "every", "until", "onError"])
  ]
  let standardModuleNames = StandardModule.all.map { "std/\($0.name)" }
  let vendorNames = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".imgflow") }.map { String($0.dropLast(8)) }.sorted()

  func standardModule(_ path: String) -> SourceFile? { StandardModule.source(path) }

  func vendor(_ name: String, for interpreter: Interpreter) throws -> Namespace? {
    let path = "\(Self.folder)/\(name).imgflow"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var members: [String: Value] = [:]
    for statement in Parser.parse(SourceFile(name: path, text: text)).tree.statements {
      guard case .vendor(let declaration) = statement.kind else { continue }
      for function in declaration.clauses.compactMap({ Self.function($0) }) {
        members[function.name] = .heap(NativeFunction(function, name: "\(name).\(function.name)"))
      }
    }
    return Namespace(name: name, members: members)
  }

  /// The operation or function that a clause declares.
  private static func function(_ clause: VendorClause) -> Builtin? {
    switch clause.kind {
    case .operation(let operation):
      let isRequired = { (parameter: VendorOperation.Parameter) in
        !parameter.isOptional && parameter.defaultValue == nil
      }
      return Builtin(
        operation.name.text,
        operation.parameters.map {
          .init($0.name.text, .any, isRequired($0) ? .required : .optional)
        }, returns: .any, ""
      ) { _ in .null }
    case .function(let function):
      let names = function.parameters.compactMap { parameter -> (String, Bool)? in
        guard case .binding(let name) = parameter.pattern.kind else { return nil }
        return (name.text, parameter.defaultValue == nil)
      }
      return Builtin(
        function.name?.text ?? "",
        names.map { .init($0.0, .any, $0.1 ? .required : .optional) }, returns: .any, ""
      ) { _ in .null }
    default: return nil
    }
  }

  private static func function(
    _ name: String, _ required: [String], optional: [String]
  ) -> Builtin {
    Builtin(
      name,
      required.map { .init($0, .any) } + optional.map { .init($0, .any, .optional) },
      returns: .any, ""
    ) { _ in .null }
  }
}
