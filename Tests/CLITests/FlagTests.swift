import ImgFlow
import ImgFlowSyntax
import Testing

@testable import imgflow_cli

@Suite struct FlagTests {
  @Test func `every flag is a name that no parameter can have`() {
    for flag in CommonFlag.all { #expect(ReservedNames.flags.contains(flag.name)) }
  }

  @Test(arguments: [
    ("folder", "folder"), ("maxItems", "max-items"), ("max_items", "max-items"), ("URL", "u-r-l"),
    ("noColor", "no-color"),
  ])
  func `a parameter may be written with hyphens`(_ name: String, _ flag: String) {
    #expect(ReservedNames.flag(for: name) == flag)
  }

  @Test func `flags stand before the script and behind it`() throws {
    let arguments = try RunArguments(["run", "-qv", "--timeout=2m", "a.imgflow", "--json", "x"])
    #expect(arguments.options.isQuiet && arguments.options.isVerbose)
    #expect(arguments.options.timeout == 120_000)
    #expect(arguments.rest == ["--json", "x"])
    guard case .file("a.imgflow") = arguments.source else {
      Issue.record("\(arguments.source)")
      return
    }
  }

  @Test func `a file may be called like a command or a flag`() throws {
    guard case .file("--odd") = try RunArguments(["--", "--odd"]).source else {
      Issue.record("`--` must end the flags")
      return
    }
  }
}
