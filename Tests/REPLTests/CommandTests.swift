import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite("The list of commands", .blocking)
struct CommandTests {
  @Test("names each command once")
  func names() {
    let names = Commands.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test("has every command of the sources")
  func complete() throws {
    let list = try Repository.sources(in: "Sources/ImgFlowREPL")
    let table = try #require(list["Commands/Commands.swift"])
    for (file, text) in list {
      for match in text.matches(of: /struct (\w+): Command\b/) where match.1 != "ViewCommand" {
        #expect(table.contains("\(match.1)("), "Commands.all lacks `\(match.1)` of \(file)")
      }
      for match in text.matches(of: /static let (\w+) = ViewCommand\(/) {
        #expect(
          table.contains("ViewCommand.\(match.1)"), "Commands.all lacks `\(match.1)` of \(file)")
      }
    }
  }

  @Test("says in one line what each does")
  func summaries() {
    for command in Commands.all {
      #expect(!command.summary.isEmpty && !command.summary.contains("\n"), "\(command.name)")
    }
  }
}
