import Foundation
import ImgFlowRuntime
import TestSupport
import Testing

@testable import ImgFlow

/// What a program gets of the files of the one that starts it.
@Suite(.blocking) struct InheritedFilesTests {
  /// Counts which of the descriptors, given as arguments, are open.
  private static let counting = """
    import os, sys
    def isOpen(number):
        try: os.fstat(number)
        except OSError: return False
        return True
    print(sum(isOpen(int(number)) for number in sys.argv[1:]))
    """

  /// Files that a program would inherit, were it not prevented.
  private final class OpenFiles {
    let descriptors: [Int32]
    init(count: Int) { descriptors = (0..<count).map { _ in open("/dev/null", O_RDONLY) } }
    deinit { for descriptor in descriptors { close(descriptor) } }
    var arguments: [String] { ["-c", InheritedFilesTests.counting] + descriptors.map { "\($0)" } }
  }

  @Test func `a program of a script inherits no file`() throws {
    let files = OpenFiles(count: 20)
    let command = Command(
      Python.path, files.arguments, input: [], environment: [("PATH", "/usr/bin:/bin")])
    let result = try ChildProcess.run(command, cancellation: Cancellation())
    #expect(String(decoding: result.output, as: UTF8.self) == "0\n")
  }

  @Test func `a program can be started by one that has many files open`() throws {
    let files = OpenFiles(count: 2_000)
    #expect(try ProgramRun.output(of: Python.path, files.arguments) == "0\n")
  }

  /// Foundation's `Process` reads beyond its memory where many files are open, and keeps its own open.
  @Test(arguments: ["Sources", "Tests"]) func `programs are started in one way`(_ folder: String)
    throws
  {
    for (file, text) in try Repository.sources(in: folder)
    where !file.hasPrefix("ImgFlowProcesses/") && !file.hasSuffix("InheritedFilesTests.swift") {
      for name in [/\bProcess\(\)/, /\bposix_spawnp?\(/] {
        #expect(text.firstMatch(of: name) == nil, "\(file)")
      }
    }
  }
}
