import Foundation
import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowHelp
@testable import ImgFlowREPL

/// The table of names of other languages: every row is right, and is shown wherever its name is used.
@Suite(.blocking) struct ForeignNameTests {
  /// The values that rows are about and that stay as they are.
  private static let samples = """
    import "std/csv" as csv
    let list2 = [5, 6, 7]
    let lists = [[1], [2, 3]]
    let items = 1...3
    let rows = [{name: "Ada"}, {name: "Jo"}]
    let pairs = [{key: "a", value: 1}]
    let words = ["a", "b"]
    let part = "-"
    let part2 = "+"
    let pattern = '[a-z]+'
    let digits = "42"
    let encoded = "aGk="
    let document = "[1, 2]"
    let object2 = {b: 2}
    let n = 1
    let x = 2
    let y = 4
    let low = 0
    let high = 2
    let flag = true
    let key = "name"
    let path = "/etc/hostname"
    let path2 = "/tmp/copy"
    let folder = "/tmp"
    let address = "https://example.com/a"
    let moment = time("2026-11-23T10:00:00Z")
    let moment2 = time("2026-11-22T10:00:00Z")
    let data = "hi".bytes()
    let lines = file.lines("/dev/null")
    param token: secret = "abc-123-def"
    fn f(item) => item
    fn passes(item) => item != 3
    """

  /// Those that rows change, or whose type is to be evident.
  private static let changing = """
    var list = [3, 1, 2]
    var string = "b-a"
    var object = {a: 1, name: 2}
    let number = 3
    let span = 90s

    """

  private static func session() throws -> Session {
    let session = Session(host: SystemHost(), library: ImgFlowLibrary())
    let result = session.evaluate(samples)
    guard case .finished = result.outcome else {
      throw SetupError("the samples fail: \(problems(result))")
    }
    return session
  }

  private static func problems(_ result: Session.Result) -> [Diagnostic] {
    switch result.outcome {
    case .rejected(let diagnostics): diagnostics
    case .failed(let error): [error.diagnostic]
    default: []
    }
  }

  /// Whether running a text would reach out, end the session, or need what a test has not.
  private static func isInert(_ text: String) -> Bool {
    let outside = [
      "http.", "process.", "file.", "exit(", "throw", "input(", "sleep(", "reveal", "env(",
    ]
    return !outside.contains { text.contains($0) } && text != "lines.first()"
  }

  @Test func `every row can be read`() {
    let tables = ForeignNames.all
    #expect(tables.count > 600)
    var seen: Set<String> = []
    for row in tables {
      let key = "\(row.type ?? "") \(row.name) \(row.parameters.count)"
      #expect(seen.insert(key).inserted, "\(row.theirs) is there twice")
    }
  }

  @Test func `what a row says to write is right`() throws {
    let session = try Self.session()
    for row in ForeignNames.all {
      guard row.help(for: nil) != row.ours else {
        // Prose: what it quotes is code.
        for code in row.ours.split(separator: "`").enumerated() where code.offset % 2 == 1 {
          #expect(["{ }", "}", "arithmetic"].contains(String(code.element)), "\(row.ours)")
        }
        continue
      }
      // Declarations stand at the top level only.
      let isDeclaration = row.ours.hasPrefix("param ") || row.ours.hasPrefix("import ")
      let isRun = isDeclaration || Self.isInert(row.ours)
      let ours = row.ours.hasPrefix("param ") ? row.ours + " = \"\"" : row.ours
      let text = isRun ? ours : "fn unused() { \(row.ours) }"
      let found = Self.problems(session.evaluate(Self.changing + text))
      #expect(found.isEmpty, "\(row.theirs) -> \(row.ours): \(found.map(\.message))")
    }
  }

  @Test func `no row is about a name of ours`() {
    let library = ImgFlowLibrary()
    for row in ForeignNames.all {
      if let type = row.type {
        let ours = ValueType.allCases.first { $0.name == type }
        #expect(ours != nil, "\(type)")
        let method = ours.flatMap { BuiltinCatalogue.method(row.name, on: $0) }
        #expect(method == nil, "\(row.theirs) is a method")
        continue
      }
      let parts = row.name.split(separator: ".").map(String.init)
      if parts.count == 1 {
        #expect(BuiltinCatalogue.function(row.name) == nil, "\(row.theirs) is a function")
        #expect(!library.functions.map(\.name).contains(row.name), "\(row.theirs)")
      } else {
        let members = BuiltinCatalogue.namespace(parts[0])?.map(\.name) ?? []
        #expect(!members.contains(parts[1]), "\(row.theirs) is a member")
      }
    }
  }

  @Test func `using a foreign name shows what to write`() throws {
    let session = try Self.session()
    for row in ForeignNames.all {
      // A sample may be called like what the row is about.
      let isShadowed = ["list", "path"].contains(row.name.split(separator: ".").first ?? "")
      let found = Self.problems(
        isShadowed && row.type == nil
          ? Session(host: SystemHost(), library: ImgFlowLibrary()).evaluate(row.theirs)
          : session.evaluate(Self.changing + row.theirs))
      let help = found.compactMap(\.help).joined(separator: "; ")
      #expect(
        help.contains(row.ours), "\(row.theirs) -> \(row.ours): \(found.map(\.message)) \(help)")
    }
  }

  /// In an entry of its own nothing is evident about the values, so that running finds it.
  @Test func `what is known only when it runs is shown too`() throws {
    let session = try Self.session()
    _ = session.evaluate(Self.changing)
    for row in ForeignNames.all where row.type != nil {
      let found = Self.problems(session.evaluate(row.theirs))
      let help = found.compactMap(\.help).joined(separator: "; ")
      #expect(
        help.contains(row.ours), "\(row.theirs) -> \(row.ours): \(found.map(\.message)) \(help)")
    }
  }

  @Test func `asking about a foreign name tells what it is here`() throws {
    let scope = try Fixture.scope()
    let index = HelpIndex(scope: scope, masked: Fixture.masked)
    let completer = Completer(scope: scope, masked: Fixture.masked)
    for row in ForeignNames.all {
      guard let page = index.page(about: row.name) else {
        Issue.record("no help for \(row.name)")
        continue
      }
      let text = page.lines(width: 100).text(usesColour: false)
      if text.contains("is from another language") {
        #expect(text.contains(row.ours), "\(row.name): \(text)")
      }
      let question = "?" + row.name
      let found = completer.completions(in: question, at: question.utf8.count)
      #expect(!found.candidates.isEmpty || row.name.contains("."), "\(question)")
    }
  }

  @Test(
    arguments: [
      ("let names = []\nprint(len(names))", "write `names.length`"),
      ("var names = []\nnames.append(\"Ada\")", "write `names.push(\"Ada\")`"),
      ("print(\"a b\".split().len())", "write `\"a b\".split().length`"),
      ("print(str(1 + 2))", "write `\"\\(x)\"`"), ("print(str(12))", "write `\"\\(12)\"`"),
      ("fn total(rows) => rows.sumOf(row => row.n)\ntotal([1])", "write `list.sumBy(f)`"),
      ("os.environ.HOME", "write `env(\"HOME\")`"),
      ("let x: str = \"a\"", "did you mean `string`?"),
      ("random.choice([1, 2])", "write `random([1, 2])`"),
      ("fn f(o) => o.size()\nf({a: 1})", "write `o.length()`"),
      ("let lens = 3\nprint(len)", "did you mean `lens`, declared on line 2?"),
    ])
  func `the help is in terms of what was written`(_ text: String, _ help: String) {
    let session = Session(host: SystemHost(), library: ImgFlowLibrary())
    let found = Self.problems(session.evaluate("\n" + text))
    #expect(found.first?.help == help)
  }
}
