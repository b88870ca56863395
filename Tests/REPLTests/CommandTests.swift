import Testing

@testable import ImgFlowREPL

@Suite("The list of commands")
struct CommandTests {
  @Test("names each command once")
  func names() {
    let names = Commands.all.flatMap { [$0.name] + $0.aliases }
    #expect(Set(names).count == names.count)
  }

  @Test("says in one line what each does")
  func summaries() {
    for command in Commands.all {
      #expect(!command.summary.isEmpty && !command.summary.contains("\n"), "\(command.name)")
    }
  }
}
