import Foundation
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

/// What is added to the language in one place, and is missing in another that only these tests can name.
@Suite(.blocking) struct AdditionTests {
  @Test func `every built-in of the sources is in the catalogue`() throws {
    var known = Set(BuiltinCatalogue.functionNames + [DocumentedBuiltin.here.builtin.name])
    for name in BuiltinCatalogue.namespaceNames {
      known.formUnion((BuiltinCatalogue.namespace(name) ?? []).map(\.name))
    }
    for type in ValueType.allCases { known.formUnion(BuiltinCatalogue.methodNames(on: type)) }
    let declaration = /\bBuiltin\(\s*(?:(?:mutating|listing): )?"([A-Za-z0-9]+)"/
    for (file, text) in try Repository.sources(in: "Sources/ImgFlowRuntime") {
      for match in text.matches(of: declaration) {
        let name = String(match.1)
        #expect(known.contains(name), "`\(name)` of \(file) is not in BuiltinCatalogue")
      }
    }
  }

  @Test func `every type with methods has a table in the manual`() {
    let documented = Set(BuiltinTables.types.map(\.0)).union([.float, .range])
    for type in ValueType.allCases where !BuiltinCatalogue.methodNames(on: type).isEmpty {
      #expect(documented.contains(type), "BuiltinTables.types lacks \(type.name)")
    }
  }

  @Test func `every keyword is in the grammar and in the manual's list`() throws {
    let manual = try DocumentationPage("docs/language.md").text
    let grammar = try #require(manual.firstMatch(of: /(?s)```ebnf\n(.*?)```/)).1
    let list = try #require(manual.firstMatch(of: /words are reserved:\s+`([a-z\s]+)`/)).1
    let listed = list.split(whereSeparator: \.isWhitespace).map(String.init)
    #expect(listed.sorted() == Token.Kind.keywords.map(\.rawValue).sorted())
    for keyword in Token.Kind.keywords.map(\.rawValue) {
      #expect(grammar.contains("\"\(keyword)\""), "`\(keyword)` is not in the grammar")
    }
  }

  @Test func `every diagnostic code has one declaration and a row in the documentation`() throws {
    let documented = try DocumentationPage("docs/errors.md").tableRows.map { $0[0] }
    var owners: [String: String] = [:]
    for (file, text) in try Repository.sources(in: "Sources") {
      for match in text.matches(of: /let (\w+): DiagnosticCode = "([A-Z]\d{4})"/) {
        let (name, code) = (String(match.1), String(match.2))
        #expect(owners[code] == nil, "\(code) is `\(owners[code] ?? "")` and `\(name)` of \(file)")
        #expect(documented.contains(code), "docs/errors.md lacks \(code), `\(name)` of \(file)")
        owners[code] = name
      }
    }
    #expect(owners.count > 50)
  }
}
