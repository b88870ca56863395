import Foundation
import ImgFlowRuntime
import ImgFlowSyntax
import TestSupport
import Testing

/// A file of the folder `stdlib`.
struct StandardModule: Sendable, CustomTestStringConvertible {
  /// Such as `csv`.
  let name: String
  let source: SourceFile

  var testDescription: String { "std/\(name)" }

  static let all: [StandardModule] = {
    let folder = DocumentationPage.root + "/stdlib/"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".imgflow") }.sorted().compactMap { file in
      let name = String(file.dropLast(".imgflow".count))
      return (try? String(contentsOfFile: folder + file, encoding: .utf8)).map {
        StandardModule(name: name, source: SourceFile(name: "std/\(name)", text: $0))
      }
    }
  }()

  /// The text of `std/csv`; nil when there is no such module.
  static func source(_ path: String) -> SourceFile? {
    all.first { "std/\($0.name)" == path }?.source
  }

  /// A function that it exports.
  struct Export {
    let name: String
    /// As it is declared, without its body.
    let signature: String
    let documentation: String

    /// The lines of its documentation that are indented by four spaces more.
    var examples: [String] {
      documentation.split(separator: "\n").filter { $0.hasPrefix("    ") }.map {
        String($0.dropFirst(4))
      }
    }
  }

  var exports: [Export] {
    Parser.parse(source).tree.statements.compactMap { statement in
      guard statement.isExported, case .function(let function) = statement.kind,
        let name = function.name
      else { return nil }
      let head = source.text(from: name.range.start, to: function.body.range.start)
      let words = head.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return Export(
        name: name.text,
        signature: words.replacing(/\ (=>|\{)$/, with: "").replacing("( ", with: "(")
          .replacing(" )", with: ")"),
        documentation: statement.documentation ?? "")
    }
  }

  /// What scripts write to use it: by its name, or one by one where a built-in has that name.
  var importLine: String {
    guard BuiltinCatalogue.namespace(name) != nil else {
      return "import \"std/\(name)\" as \(name)"
    }
    return "import {\(exports.map(\.name).joined(separator: ", "))} from \"std/\(name)\""
  }
}

/// The documentation of the standard modules shows what their functions give.
///
/// An example is a line that is indented by four spaces more; what follows `//` is an expression for
/// its value.
@Suite(.blocking) struct StandardModuleTests {
  @Test(.timeLimit(.minutes(15)), arguments: StandardModule.all)
  func examples(_ module: StandardModule) throws {
    let exports = module.exports
    #expect(!exports.isEmpty)
    for export in exports {
      let examples = export.examples
      #expect(!examples.isEmpty, "std/\(module.name) has no example of `\(export.name)`")
      let checks = examples.map { example in
        guard let comment = example.range(of: "   // ") else { return example }
        let (call, value) = (example[..<comment.lowerBound], example[comment.upperBound...])
        return "assert (\(call)) == (\(value))"
      }
      let text = ([module.importLine] + checks).joined(separator: "\n") + "\n"
      let source = SourceFile(name: export.name, text: text)
      let outcome = try ScriptRun(source, ExampleTests.settings).outcome()
      // The example of one function does not use the others that are imported.
      #expect(
        outcome.problems.allSatisfy { $0.code == "W0102" },
        "std/\(module.name): \(export.name): \(outcome.summary)")
    }
  }
}
