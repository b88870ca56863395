import ImgFlowStdlib
import TestSupport
import Testing

@testable import imgflow_cli

/// What is added to the program in one place, and is missing in another.
@Suite(.blocking) struct AdditionTests {
  @Test func `every command of the sources is one of the program`() throws {
    let sources = try Repository.sources(in: "Sources/imgflow-cli")
    let table = try #require(sources["Commands/RootCommand.swift"])
    let commands = sources.values.flatMap {
      $0.matches(of: /struct (\w+): ImgFlowCommand/).map(\.1)
    }
    #expect(commands.count > 5)
    for command in commands {
      #expect(table.contains("entry(\(command).self)"), "RootCommand lacks `\(command)`")
    }
  }

  @Test(arguments: Stdlib.vendorNames)
  func `a vendor has a page`(_ name: String) throws {
    let page = try String(
      contentsOf: Repository.root.appending(path: "docs/vendors/\(name).md"), encoding: .utf8)
    #expect(!page.isEmpty)
  }
}
