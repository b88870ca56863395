import Foundation
import ImgFlowCommandLine
import TestSupport
import Testing

@testable import imgflow_cli
@testable import imgflow_sandbox

/// The real shells offer what the tables of commands and flags say, at each place of a command line.
@Suite(.blocking) struct CompletionTests {
  struct Case: CustomTestStringConvertible {
    let shell: CompletedShell
    let program: ProgramPages
    var testDescription: String { "\(program.name) in \(shell)" }
  }

  private static let cases = CompletedShell.allCases.flatMap { shell in
    [RootCommand.pages, SandboxPages.pages].map { Case(shell: shell, program: $0) }
  }

  @Test(arguments: cases) func `a shell offers what the tables say`(_ example: Case) throws {
    let lines = Self.lines(of: example.program)
    #expect(lines.count > 10)
    let offered = try Self.offered(lines.map(\.line), example.shell, example.program)
    for (line, expected) in lines {
      let found = offered[line] ?? []
      // Fish has no way to leave other files out.
      let isRight =
        example.shell == .fish ? expected.isSubset(of: found) : expected == found
      #expect(isRight, "`\(line)`: \(found.sorted()), not \(expected.sorted())")
      if !expected.contains("b.txt"), !expected.contains("a.imgflow") {
        #expect(expected == found, "`\(line)`: \(found.sorted()), not \(expected.sorted())")
      }
    }
  }

  @Test(arguments: CompletedShell.allCases)
  func `the flags of the sandbox are offered for the command that runs it`(
    _ shell: CompletedShell
  ) throws {
    let both = [RootCommand.pages, SandboxPages.pages].map { shell.script(for: $0) }.joined()
    let offered = try Self.offered(["imgflow sandbox --"], shell, script: both)
    #expect(offered["imgflow sandbox --"] == Self.flags(SandboxPages.pages.root))
  }

  @Test(arguments: CompletedShell.allCases)
  func `a value may be joined to its flag`(_ shell: CompletedShell) throws {
    let line = "imgflow check --diagnostics="
    let offered = try Self.offered([line], shell, RootCommand.pages)[line] ?? []
    let values = offered.map { $0.replacing("--diagnostics=", with: "") }
    #expect(Set(values) == ["terminal", "line", "json"])
  }

  @Test(arguments: CompletedShell.allCases)
  func `the script is read without a complaint`(_ shell: CompletedShell) throws {
    let text = shell.script(for: RootCommand.pages)
    let folder = try TemporaryFolder()
    let file = try folder.write(text, to: "script")
    let run = try ProgramRun("/usr/bin/env", [shell.rawValue, "-n", file])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    guard shell == .bash else { return }
    let lint = try ProgramRun(
      "/usr/bin/env", ["shellcheck", "--shell=bash", "--exclude=SC2207", file])
    #expect(lint.status == 0, "\(lint.output)")
  }

  @Test func `mistakes have a cause and a cure`() throws {
    let folder = try TemporaryFolder()
    let run = try Shell.run(
      """
      imgflow completions; imgflow completions csh; imgflow man nothing
      imgflow-sandbox completions; imgflow-sandbox completions csh; imgflow-sandbox man it
      """, in: folder.url)
    #expect(
      run.errors == """
        error: `imgflow completions` needs a shell
          help: write `imgflow completions bash`
        error: unknown shell `csh`
          help: it is one of `bash`, `zsh`, `fish`
        error: unknown command `nothing`
          help: `imgflow help` lists the commands
        error: `imgflow-sandbox completions` needs a shell
          help: write `imgflow-sandbox completions bash`
        error: unknown shell `csh`
          help: it is one of `bash`, `zsh`, `fish`
        error: `imgflow-sandbox man` takes no arguments without a name, but was given `it`
          help: `imgflow-sandbox man --help` lists the flags

        """)
  }

  // MARK: - What must be offered

  /// Command lines, and what is offered at their end in a folder with `a.imgflow`, `b.txt` and the folder `sub`.
  private static func lines(
    of program: ProgramPages
  ) -> [(line: String, expected: Set<String>)] {
    let name = program.name
    let first = words(program.root.offer).union(program.commands.map(\.word))
    return [("\(name) ", first)] + lines(of: program.root, after: name, isRoot: true)
      + program.commands.filter { $0.program == nil }.flatMap { command in
        lines(of: command, after: "\(name) \(command.word)", isRoot: false)
      }
  }

  private static func lines(
    of command: CommandHelp, after start: String, isRoot: Bool
  ) -> [(line: String, expected: Set<String>)] {
    let begin = isRoot ? start + " a.imgflow" : start
    var lines = [("\(begin) --", flags(command))]
    if !isRoot { lines.append(("\(begin) ", words(command.offer))) }
    for flag in command.flags where flag.placeholder != nil && !flag.isValueOptional {
      lines.append(("\(begin) --\(flag.name) ", words(flag.offer)))
    }
    return lines
  }

  private static func flags(_ command: CommandHelp) -> Set<String> {
    Set(command.flags.map { "--\($0.name)" })
  }

  private static func words(_ offer: WordOffer) -> Set<String> {
    switch offer.files {
    case .none: Set(offer.words)
    case .any: Set(offer.words).union(["a.imgflow", "b.txt", "sub"])
    case .scripts: Set(offer.words).union(["a.imgflow", "sub"])
    }
  }

  // MARK: - What is offered

  private static func offered(
    _ lines: [String], _ shell: CompletedShell, _ program: ProgramPages
  ) throws -> [String: Set<String>] {
    try offered(lines, shell, script: shell.script(for: program))
  }

  /// What a shell offers for each line, after it has read a script.
  private static func offered(
    _ lines: [String], _ shell: CompletedShell, script: String
  ) throws -> [String: Set<String>] {
    let scripts = try TemporaryFolder()
    let file = try scripts.write(script, to: "script")
    let folder = try TemporaryFolder()
    for name in ["a.imgflow", "b.txt"] { try folder.write("", to: name) }
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "sub"), withIntermediateDirectories: false)
    let flags = [CompletedShell.bash: ["--norc"], .zsh: ["-f"], .fish: ["--no-config"]]
    let driver = Repository.fixture("completions/driver.\(shell)").path
    let output = try ProgramRun.output(
      of: "/usr/bin/env", [shell.rawValue] + flags[shell, default: []] + [driver, file],
      in: folder.url,
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": scripts.path, "TERM": "xterm", "LANG": "C.UTF-8",
      ],
      input: lines.map { $0 + "\n" }.joined())
    var offered: [String: Set<String>] = [:]
    for row in output.split(separator: "\n") {
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count == 2 else { throw ProgramRun.Failure("unexpected output: \(row)") }
      // What is written after a word, to go on at once.
      var word = cells[1]
      while word.hasSuffix("/") || word.hasSuffix("=") && !lines[0].hasSuffix("=") {
        word.removeLast()
      }
      offered[String(cells[0]), default: []].insert(String(word))
    }
    return offered
  }
}
