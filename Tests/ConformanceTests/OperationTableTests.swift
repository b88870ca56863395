import Foundation
import ImgFlowSyntax
import TestSupport
import Testing

/// The table of single operations, which `scripts/bench --operations` measures: it has every built-in and every
/// construct, and each operation gives the same in Python.
@Suite(.blocking) struct OperationTableTests {
  @Test func `every built-in is an operation`() throws {
    let operations = try OperationTable.rows.map(\.name)
    for name in DocumentedBuiltin.all.map(\.name) {
      #expect(
        operations.contains { $0 == name || $0.hasPrefix(name + " ") || $0.hasPrefix(name + ",") },
        "\(OperationTable.path) lacks `\(name)`")
    }
  }

  @Test func `every construct occurs in an operation`() throws {
    var used: Set<String> = []
    for row in try OperationTable.rows {
      if row.imgflow.hasPrefix("- ") { used.insert(row.name) }
    }
    for code in try OperationTable.code {
      let tree = Parser.parse(SourceFile(name: "operation", text: code + "\n")).tree
      for statement in tree.statements { SyntaxElement.statement(statement).collect(into: &used) }
    }
    for construct in try OperationTable.constructs where !used.contains(construct) {
      Issue.record("no operation of \(OperationTable.path) has the construct \(construct)")
    }
  }

  @Test func `operations give the same in Python`() throws {
    let script = try Python.run(script: "operations_results.py", ["script"])
    let folder = try TemporaryFolder()
    var settings = Expectation.Settings()
    for (name, text) in try OperationTable.files {
      settings.files[name] = text
      try folder.write(text, to: name)
    }
    let source = SourceFile(name: "operations.imgflow", text: script)
    let outcome = try ScriptRun(source, settings).outcome()
    #expect(outcome.problems.filter { !$0.isWarning }.isEmpty)
    let printed = outcome.output.map { $0 + "\n" }.joined()
    let differences = try Python.run(
      script: "operations_results.py", ["compare"], in: folder.url, input: printed)
    #expect(differences == "")
  }
}

/// The files of `Benchmarks/operations`.
private enum OperationTable {
  struct Row {
    let name: String
    /// The code, or a reason not to measure it that begins with `- `.
    let imgflow: String
  }

  static let path = "Benchmarks/operations/table.tsv"

  static var rows: [Row] {
    get throws { try cells(of: path).map { Row(name: $0[0], imgflow: $0[1]) } }
  }

  /// The code of the operations, and of the values that they use.
  static var code: [String] {
    get throws {
      let values = try cells(of: "Benchmarks/operations/values.tsv").map { $0[1] }
      return try (rows.map(\.imgflow) + values).filter { !$0.hasPrefix("- ") }
    }
  }

  /// The files that operations read.
  static var files: [String: String] {
    get throws {
      let folder = Repository.root.appending(path: "Benchmarks/operations/files")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      return try names.reduce(into: [:]) { files, name in
        files[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      }
    }
  }

  /// What the syntax tree declares: `statement.forIn`, `pattern.list`, and so on.
  static var constructs: [String] {
    get throws {
      let sources = try Repository.sources(in: "Sources/ImgFlowSyntax/AST")
      let kinds = try ["Statement", "Expression", "Pattern"].flatMap { type in
        let text = try #require(sources["\(type).swift"])
        let body = try #require(text.firstMatch(of: /(?s)enum Kind: Sendable \{\n(.*?)\n  \}/)).1
        return body.matches(of: /case (\w+)/).map { "\(type.lowercased()).\($0.1)" }
      }
      return kinds + BinaryOperator.allCases.map { "operator.\($0.rawValue)" }
        + Guarded.Kind.allCases.map { "guarded.\($0.rawValue)" }
    }
  }

  private static func cells(of path: String) throws -> [[String]] {
    let text = try String(
      contentsOf: Repository.root.appending(path: path), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("#") }.map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false)
        .map { String($0).replacing("⏎", with: "\n") }
    }
  }
}

extension SyntaxElement {
  /// Adds the names of the kinds of what is in this element.
  fileprivate func collect(into names: inout Set<String>) {
    switch self {
    case .statement(let statement): names.insert("statement.\(label(of: statement.kind))")
    case .pattern(let pattern): names.insert("pattern.\(label(of: pattern.kind))")
    case .expression(let expression):
      names.insert("expression.\(label(of: expression.kind))")
      if case .binary(_, let op, _, _) = expression.kind { names.insert("operator.\(op.rawValue)") }
      if case .guarded(let guarded) = expression.kind {
        names.insert("guarded.\(guarded.kind.rawValue)")
      }
    case .block, .function, .parallelBody: break
    }
    for child in children { child.collect(into: &names) }
  }

  private func label(of kind: Any) -> String {
    Mirror(reflecting: kind).children.first?.label ?? "\(kind)"
  }
}
