import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

/// The examples in the documentation of built-ins show what `print` shows.
@Suite(.blocking) struct ExampleTests {
  /// The files that examples read.
  static let settings = Expectation.Settings(files: [
    "table.csv": "area,share\nlogo,4.5\n",
    "notes.txt": "first line\nsecond line\nthird line\n",
    "data.json": #"{"name": "example", "size": 3}"#,
  ])

  @Test(.timeLimit(.minutes(15)), arguments: DocumentedBuiltin.all)
  func examples(_ documented: DocumentedBuiltin) throws {
    #expect(!documented.builtin.examples.isEmpty, "\(documented.name) has no example")
    for (example, result) in documented.builtin.examples {
      let source = SourceFile(name: documented.name, text: "print(\(example))\n")
      let outcome = try ScriptRun(source, Self.settings).outcome()
      #expect(outcome.problems.isEmpty, "\(example)")
      // What prints by itself has no value beyond that.
      let printed = outcome.output.joined(separator: "\n").dropSuffix("\nnull", unless: result)
      #expect(printed == result, "\(example)")
    }
  }
}

extension String {
  fileprivate func dropSuffix(_ suffix: String, unless whole: String) -> String {
    hasSuffix(suffix) && self != whole ? String(dropLast(suffix.count)) : self
  }
}

/// A built-in with the name it has in documentation: `print`, `json.parse`, `list.map`.
struct DocumentedBuiltin: Sendable, CustomTestStringConvertible {
  let name: String
  let builtin: Builtin

  var testDescription: String { name }

  /// The function that every file has of its own.
  static let here = DocumentedBuiltin(
    name: "here", builtin: .here(besides: SourceFile(name: "example.imgflow", text: "")))

  static let all: [DocumentedBuiltin] = {
    let functions = BuiltinCatalogue.functionNames.compactMap { name in
      BuiltinCatalogue.function(name).map { DocumentedBuiltin(name: name, builtin: $0) }
    }
    let members = BuiltinCatalogue.namespaceNames.flatMap { namespace in
      (BuiltinCatalogue.namespace(namespace) ?? []).map {
        DocumentedBuiltin(name: "\(namespace).\($0.name)", builtin: $0)
      }
    }
    let methods = ValueType.allCases.flatMap { type in
      BuiltinCatalogue.methodNames(on: type).compactMap { name in
        BuiltinCatalogue.method(name, on: type).map {
          DocumentedBuiltin(name: "\(type.name).\(name)", builtin: $0)
        }
      }
    }
    return [here] + functions + members + methods
  }()
}
