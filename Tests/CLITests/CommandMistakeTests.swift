import ImgFlow
import ImgFlowCommandLine
import ImgFlowSyntax
import TestSupport
import Testing

@testable import imgflow_cli

/// Whichever command and flag a mistake is made with, the same words say so.
@Suite(.blocking) struct CommandMistakeTests {
  /// A value that a flag accepts, by what the help says that it takes.
  private static let values = [
    "url": "http://127.0.0.1:1", "n": "7", "faults": "error=5%", "name": "a", "file": "f",
    "duration": "5s", "size": "5MB", "skin": "line", "number": "7", "text": "t",
    "address": "localhost", "id": "7", "name=value": "a=b", "host": "a.example", "path": "data/",
    "program": "ffmpeg", "budget": "expoze.tokens=5",
  ]

  /// Reads a command line and returns what is wrong with it.
  private typealias Reader = ([String]) -> UsageError?

  private static func reader<Command: ProgramCommand>(_ command: Command.Type) -> Reader {
    { words in
      do { _ = try Command(reading: words) } catch { return error as? UsageError }
      return nil
    }
  }

  /// Tries each kind of mistake with each flag.
  ///
  /// - Parameter operands: what makes the command line complete without flags.
  private func tryFlags<Settings>(
    _ command: String, _ flags: [CommandFlag<Settings>], operands: [String], _ read: Reader
  ) throws {
    #expect(read(operands)?.message == nil, "\(command)")
    let stranger = read(["--zzqq"] + operands)
    #expect(stranger?.message == "unknown flag `--zzqq`")
    #expect(stranger?.help?.hasSuffix("`\(command) --help` lists the flags") == true)
    for flag in flags {
      let written = "--\(flag.name)"
      let misspelt = String(written.dropLast(2) + written.suffix(1))
      if flag.name.count > 4, !flags.contains(where: { "--\($0.name)" == misspelt }) {
        let error = read([misspelt] + operands)
        #expect(error?.message == "unknown flag `\(misspelt)`")
        #expect(error?.help == "did you mean `\(written)`?", "\(command) \(misspelt)")
      }
      if flag.isValueOptional {
        let value = try #require(Self.values[flag.placeholder ?? ""], "\(written)")
        #expect(read([written, "\(written)=\(value)"] + operands) == nil, "\(written)")
        #expect(read(["\(written)="] + operands)?.message == "`\(written)=` has no value")
      } else if let placeholder = flag.placeholder {
        try tryValues(flag, placeholder, written, operands, read)
      } else {
        for word in [written] + (flag.short.map { ["-\($0)"] } ?? []) {
          #expect(read([word, word] + operands) == nil, "\(command) \(word)")
          let error = read(["\(word)=yes"] + operands)
          #expect(error?.message == "`\(word)` takes no value, but was given `yes`")
        }
      }
    }
  }

  private func tryValues<Settings>(
    _ flag: CommandFlag<Settings>, _ placeholder: String, _ written: String, _ operands: [String],
    _ read: Reader
  ) throws {
    for rest in [[], ["--"], ["--help"], ["--zzqq"]] {
      let error = read([written] + rest)
      #expect(error?.message == "`\(written)` needs a value")
      #expect(error?.help == "write `\(written) <\(placeholder)>`")
    }
    let value = try #require(Self.values[placeholder], "\(written) <\(placeholder)>")
    #expect(read([written, value] + operands) == nil, "\(written) \(value)")
    #expect(read(["\(written)=\(value)"] + operands) == nil, "\(written)=\(value)")
    let twice = read([written, value, "\(written)=\(value)"] + operands)
    #expect(twice?.message == (flag.repeats ? nil : "`\(written)` is given twice"))
  }

  private func tryCommand<Command: ProgramCommand>(
    _ command: Command.Type
  ) throws {
    let operands = Command.operand?.count == .oneOrMore ? ["a.imgflow"] : []
    let read = Self.reader(command)
    try tryFlags(Command.name, Command.allFlags, operands: operands, read)
    for flag in Command.allFlags { #expect(Command.helpText.contains("--\(flag.name)")) }
    switch Command.operand?.count {
    case nil:
      let error = read(["x"])
      #expect(
        error?.message == "`\(Command.name)` takes no arguments without a name, but was given `x`")
      #expect(read(["--", "--odd"])?.message.contains("`--odd`") == true)
    case .optional:
      #expect(read(["x", "y"])?.message.hasSuffix(", but was also given `y`") == true)
      #expect(read(["--", "--odd"]) == nil)
    case .oneOrMore:
      let error = read([])
      #expect(error?.message.hasPrefix("`\(Command.name)` needs ") == true)
      #expect(error?.help == "write `\(Command.name) \(Command.usage)`")
      #expect(read(["--", "--odd", "x"]) == nil)
    case .any: break
    }
  }

  @Test func `every command`() throws {
    for command in AllCommands.types { try tryCommand(command) }
    // `run`, `plan` and `resume` take the words of a script too.
    #expect(AllCommands.types.count + 3 == RootCommand.commands.count)
  }

  @Test func `runs of scripts, before the script and after it`() throws {
    let read: Reader = { words in
      do { _ = try RunArguments(words) } catch { return error as? UsageError }
      return nil
    }
    try tryFlags("imgflow run", CommonFlags.all, operands: ["a.imgflow"], read)
    let words = ["--timeout", "5s", "a.imgflow", "--timeout=6s"]
    let parsed = try RunArguments(words)
    let script = ParsedScript(SourceFile(name: "a.imgflow", text: "print(1)"))
    let error = #expect(throws: UsageError.self) {
      _ = try ScriptArguments.parsed(parsed, of: script)
    }
    #expect(error?.message == "`--timeout` is given twice")
  }

  @Test(arguments: ["chekc", "zz"])
  func `the help of an unknown command is a wrong usage`(_ name: String) {
    #expect(RootCommand.execute(["help", name]) == ExitStatus.usage)
  }
}
