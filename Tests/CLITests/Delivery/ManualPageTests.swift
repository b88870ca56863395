import Foundation
import ImgFlowCommandLine
import ImgFlowSyntax
import TestSupport
import Testing

@testable import imgflow_cli
@testable import imgflow_sandbox

/// The pages that `man` shows.
@Suite(.blocking) struct ManualPageTests {
  struct Page: CustomTestStringConvertible {
    let help: CommandHelp
    let text: String
    var testDescription: String { help.name }
  }

  private static let pages: [Page] = {
    let (program, sandbox) = (RootCommand.pages, SandboxPages.pages)
    let own = program.commands.filter { $0.program == nil }
    return own.map { Page(help: $0, text: ManualPage(of: program, command: $0).text) } + [
      Page(help: program.root, text: ManualPage(of: program).text),
      Page(help: sandbox.root, text: ManualPage(of: sandbox).text),
    ]
  }()

  @Test(arguments: pages) func `a page is well formed, and says what the help says`(
    _ page: Page
  ) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write(page.text, to: "page.1")
    let lint = try ProgramRun("/usr/bin/env", ["mandoc", "-T", "lint", "-W", "warning", file])
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)\(page.text)")
    // A line of any length, so that words are where they are in the help.
    let shown = try ProgramRun(
      "/usr/bin/env", ["man", "--warnings", "--no-hyphenation", "-E", "UTF-8", "-l", file],
      environment: ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "MANWIDTH": "3000"])
    #expect(shown.status == 0 && shown.errors.isEmpty, "\(shown.errors)")
    let words = Self.words(shown.output)
    for section in page.help.sections {
      for row in section.rows {
        #expect(words.contains(Self.words(row.head + " " + row.text)), "\(row)")
      }
    }
    for paragraph in page.help.usage + [page.help.footer].compactMap(\.self) {
      #expect(words.contains(Self.words(paragraph)), "\(paragraph)")
    }
    for paragraph in page.help.discussion.split(separator: "\n\n") {
      #expect(words.contains(Self.words(String(paragraph))), "\(paragraph)")
    }
  }

  @Test func `the program prints them`() throws {
    let folder = try TemporaryFolder()
    let run = try Shell.run(
      """
      for page in '' check sandbox; do imgflow man $page | head -1; done; imgflow-sandbox man | head -1
      """, in: folder.url)
    let end = "1 \(Version.released)"
    #expect(
      run.output == """
        .TH IMGFLOW \(end) "imgflow \(Version.text)" "ImgFlow"
        .TH IMGFLOW\\-CHECK \(end) "imgflow \(Version.text)" "ImgFlow"
        .TH IMGFLOW\\-SANDBOX \(end) "imgflow\\-sandbox \(Version.text)" "ImgFlow"
        .TH IMGFLOW\\-SANDBOX \(end) "imgflow\\-sandbox \(Version.text)" "ImgFlow"

        """, "\(run.errors)")
  }

  /// The words of a text with one space between them, without the marks around code.
  private static func words(_ text: String) -> String {
    text.replacing("`", with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
