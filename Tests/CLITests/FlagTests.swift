import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax
import TestSupport
import Testing

@testable import imgflow_cli

@Suite(.blocking) struct FlagTests {
  @Test func `every flag is read, listed and a name that no parameter can have`() throws {
    #expect(CommonFlags.all.map(\.name) == ScriptFlag.allCases.map(\.rawValue))
    for flag in ScriptFlag.allCases {
      #expect(ReservedNames.flags.contains(flag.rawValue))
      #expect(CommonFlags.help.text.contains("--\(flag.rawValue)"))
      var options = RunOptions()
      var cursor = ArgumentCursor([])
      let word = try #require(ArgumentCursor.Flag("--\(flag.rawValue)"))
      do { #expect(try cursor.apply(word, of: CommonFlags.all, to: &options)) } catch let error
        as UsageError
      {
        #expect("\(error)".contains("needs a value"))
      }
    }
  }

  @Test(arguments: [
    ("folder", "folder"), ("maxItems", "max-items"), ("max_items", "max-items"), ("URL", "u-r-l"),
    ("noColor", "no-color"),
  ])
  func `a parameter may be written with hyphens`(_ name: String, _ flag: String) {
    #expect(ReservedNames.flag(for: name) == flag)
  }

  @Test func `flags stand before the script and after it`() throws {
    let arguments = try RunArguments(["run", "-qv", "--timeout=2m", "a.imgflow", "--json", "x"])
    #expect(arguments.options.isQuiet && arguments.options.isVerbose)
    #expect(arguments.options.timeout == 120_000)
    #expect(arguments.cursor.rest == ["--json", "x"])
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
