import Foundation
import ImgFlow
import ImgFlowRuntime
import ImgFlowSyntax
import Synchronization
import TestSupport
import Testing

@testable import imgflow_cli

/// What people see for every code and kind that `docs/errors.md` explains: its example, run.
///
/// `IMGFLOW_RECORD=1` writes what is seen now into `Tests/Golden/errors/examples.txt`, and fails.
@Suite(.blocking) struct ErrorExampleTests {
  private static let golden = GoldenFile("errors/examples.txt")

  /// Modules that the examples name.
  private static let modules = [
    "loop.imgflow": "import \"./loop.imgflow\" as again\n",
    "prices.imgflow": "export let vat = 0.2\nlet net = 1\n",
    "report.imgflow": "param title = \"Scores\"\n",
  ]

  @Test func `examples look as recorded`() throws {
    let folder = try TemporaryFolder()
    for (name, text) in Self.modules {
      try text.write(to: folder.url.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    let entries = ErrorCatalogue.shared.entries.filter { !$0.example.isEmpty }
    let seen = entries.map { entry in
      let path = folder.url.appendingPathComponent("example.imgflow").path
      let shown = Self.seen(SourceFile(name: path, text: entry.example + "\n", location: path))
      #expect(shown.contains("[\(entry.code)]") || entry.example.contains("…"), "\(shown)")
      let text = shown.replacing(folder.url.path + "/", with: "")
        .replacing(folder.url.path, with: "<folder>")
        .replacing(FileManager.default.currentDirectoryPath, with: "<folder>")
      return GoldenFile.Case(
        title: "\(entry.code): \(entry.meaning)", input: entry.example, output: text)
    }
    let differences = try Self.golden.differences(from: seen)
    #expect(differences == [])
  }

  /// Kinds without an example, such as `http`, are seen in cases of the command line.
  @Test func `every code and kind is recorded somewhere`() throws {
    let cases = try (GoldenTests.files + [Self.golden]).flatMap { try $0.cases }
    let text = cases.flatMap(\.sections).map(\.text).joined()
    for entry in ErrorCatalogue.shared.entries {
      #expect(text.contains("[\(entry.code)]: "), "\(entry.code)")
    }
  }

  /// What is said about a script.
  private static func seen(_ file: SourceFile) -> String {
    let warnings = Mutex<[Diagnostic]>([])
    var diagnostics: [Diagnostic] = []
    switch Script(file).run(warn: { found in warnings.withLock { $0 = found } }) {
    case .rejected(let found): diagnostics = found
    case .failed(let error): diagnostics = [error.diagnostic]
    default: break
    }
    // Wherever the folder for temporary files is, its path leaves room for what is beside it.
    let renderer = DiagnosticRenderer(width: 100 + file.name.count)
    return (warnings.withLock { $0 } + diagnostics).map { renderer.render($0) }
      .joined(separator: "\n")
  }
}

/// How `imgflow explain` reads the page.
@Suite(.blocking) struct ErrorCatalogueTests {
  @Test func `rows of its tables are entries`() {
    let page = """
      | code | meaning | example | fix |
      | --- | --- | --- | --- |
      | P0026 | `\\|>` with nothing | `` xs \\|> 3⏎print(xs) `` | Write `x \\|> f` |

      | kind | meaning | example | fix | status |
      | --- | --- | --- | --- | --- |
      | `auth` | Wrong | | Set them | 4 |
      """
    let catalogue = ErrorCatalogue(page: page)
    #expect(catalogue.entries.map(\.code) == ["P0026", "auth"])
    #expect(catalogue["p0026"]?.example == "xs |> 3\nprint(xs)")
    #expect(catalogue["P0026"]?.meaning == "`|>` with nothing")
    #expect(catalogue["auth"]?.status == "4" && catalogue["auth"]?.example == "")
    #expect(catalogue["E0101"] == nil)
  }
}
