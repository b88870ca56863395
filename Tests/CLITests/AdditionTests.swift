import ImgFlowStdlib
import TestSupport
import Testing

@testable import imgflow_cli

/// What is added to the program in one place, and is missing in another.
@Suite struct AdditionTests {
  @Test func `every command of the sources is one of the program`() throws {
    let known = RootCommand.configuration.subcommands.map { String(describing: $0) }
    for (file, text) in try Repository.sources(in: "Sources/imgflow-cli") {
      for match in text.matches(of: /struct (\w+): ParsableCommand/) where match.1 != "RootCommand"
      {
        #expect(known.contains(String(match.1)), "RootCommand lacks `\(match.1)` of \(file)")
      }
    }
  }

  @Test(arguments: Stdlib.vendorNames)
  func `a vendor has a page`(_ name: String) throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/vendors/\(name).md"), encoding: .utf8)
    #expect(!page.isEmpty)
  }
}
