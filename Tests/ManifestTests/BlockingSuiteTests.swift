import TestSupport
import Testing

/// Suites whose tests wait for something without suspending say so: see `BlockingTests`.
@Suite struct BlockingSuiteTests {
  private static let waiting = [
    "ProgramRun", "RunningProgram", "Shell.run", "Python.", "PythonServer", "RunningSandbox",
    "PseudoTerminal", "Prompt(",
  ]

  /// In these most tests run scripts or programs.
  private static let folders = ["CLITests", "ConformanceTests", "REPLTests", "ReportTests"]

  @Test func whatBlocksHasThreadsOfItsOwn() throws {
    for (file, text) in try Repository.sources(in: "Tests")
    where !file.hasPrefix("TestSupport/") && !file.hasSuffix("BlockingSuiteTests.swift") {
      let folder = String(file.prefix { $0 != "/" })
      guard Self.folders.contains(folder) || Self.waiting.contains(where: text.contains) else {
        continue
      }
      for suite in text.matches(of: /@Suite(?<traits>\(.*)?/) {
        #expect(suite.traits?.contains(".blocking") == true, "\(file): \(suite.output.0)")
      }
    }
  }
}
