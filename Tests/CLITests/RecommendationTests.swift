import Foundation
import ImgFlow
import ImgFlowCommandLine
import ImgFlowHelp
import ImgFlowSyntax
import TestSupport
import Testing

@testable import imgflow_cli

/// Every command and flag that a message, a help text or the manual recommends is one that there is.
@Suite(.blocking) struct RecommendationTests {
  /// What stands between backquotes in a file, with the place it was found at.
  struct Recommendation: CustomTestStringConvertible {
    let text: String
    let file: String

    var testDescription: String { "\(text) in \(file)" }
  }

  /// The flags of all commands, as their own help lists them, and those of the sandbox's program.
  private static let flags: Set<String> = {
    let own =
      AllCommands.types.flatMap { AllCommands.flagNames($0) } + ResumeCommand.flags.map(\.name)
    return Set(ScriptFlag.allCases.map(\.rawValue) + own + ["version"])
  }()

  /// Everything between single backquotes in the texts of the program, whatever is put into them being
  /// `expoze`; in the recorded messages; and in the manual.
  private static let all: [Recommendation] = {
    let root = Repository.root
    var found: [Recommendation] = []
    for (folder, ending) in [("Sources", "swift"), ("Tests/Golden", "txt"), ("docs", "md")] {
      let url = root.appendingPathComponent(folder)
      let names =
        FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
      for name in names.sorted() where name.hasSuffix("." + ending) {
        guard
          let text = try? String(contentsOf: url.appendingPathComponent(name), encoding: .utf8)
        else { continue }
        let code =
          ending == "swift"
          ? text.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .joined(separator: "\n") : text
        let plain = code.replacing(/\\\([^()`]*(\([^()`]*\)[^()`]*)*\)/, with: "expoze")
        // What the manual says is missing is at its end.
        let present = plain.split(separator: "\n## Not there yet", maxSplits: 1).first ?? ""
        for match in present.matches(of: /`((?:imgflow |--[a-z])[^`\n]+)`/) {
          found.append(Recommendation(text: String(match.1), file: "\(folder)/\(name)"))
        }
      }
    }
    return found
  }()

  @Test func `every command that is recommended is accepted`() throws {
    let commands = Self.all.filter { $0.text.hasPrefix("imgflow ") }
    #expect(commands.count > 40)
    for command in commands {
      let problem = Self.problem(with: command.text)
      #expect(problem == nil, "\(command.testDescription): \(problem ?? "")")
    }
  }

  @Test func `every flag that is recommended exists`() throws {
    let flags = Self.all.filter { $0.text.hasPrefix("--") }
    #expect(flags.count > 40)
    for recommended in flags {
      guard let flag = ArgumentCursor.Flag(Self.words(recommended.text)[0]) else { continue }
      // `--deny-…`, and `--deny-` with anything put into it, stand for all flags that begin so.
      let start = ["…", "expoze"].first(where: flag.name.hasSuffix).map {
        flag.name.dropLast($0.count)
      }
      let isKnown =
        Self.flags.contains { $0 == flag.name || start.map($0.hasPrefix) == true }
        || Self.isOfScript(flag.name, recommended)
      #expect(isKnown, "\(recommended.testDescription)")
    }
  }

  /// Whether a flag is a parameter of a script that stands in the same file, or of the sample's.
  private static func isOfScript(_ flag: String, _ place: Recommendation) -> Bool {
    if flag == "expoze" || flag == "no-…" { return true }
    let url = Repository.root.appendingPathComponent(place.file)
    let text = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    let names = text.matches(of: /(?:param|export) +([A-Za-z_]+)/).map { String($0.1) }
    let words = flag.split(separator: "-")
    let camel = words.prefix(1).map(String.init) + words.dropFirst().map(\.capitalized)
    if text.contains("`\(camel.joined())`") { return true }
    let spellings = names.flatMap { [$0, ReservedNames.flag(for: $0)] }
    return spellings.contains(flag) || spellings.contains { "no-\($0)" == flag }
      || text.contains("unknown flag `--\(flag)`")
      || text.contains("has no parameter `--\(flag)`")
      || text.contains("`--\(flag)` is reserved")
  }

  private static func words(_ text: String) -> [String] {
    text.split(separator: " ").map { word in
      switch word {
      case "FILE": "a.imgflow"
      case "VENDOR", "NAME": "expoze"
      case "EXPRESSION": "1"
      case "…": ""
      // What may be left out is.
      case _ where word.hasPrefix("[") || word.hasSuffix("]"): ""
      case _ where word.hasSuffix(".NAME"): String(word.dropLast(5))
      default: word.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
      }
    }.filter { !$0.isEmpty }
  }

  /// What the program would say about a command line; nil when it takes it.
  private static func problem(with command: String) -> String? {
    let words = Array(words(command).dropFirst())
    guard let first = words.first else { return "no command" }
    if words.count == 1, RootCommand.answers(to: first) { return nil }
    do {
      switch first {
      case "run": _ = try RunArguments(words)
      case _ where !RootCommand.answers(to: first):
        // A script: a path, or a flag before it.
        guard first.hasPrefix("-") || first.contains(".") || first.contains("expoze") else {
          return "no command `\(first)`"
        }
        _ = try RunArguments(words)
      case _ where words.count > 1 && words[1].hasPrefix("--"):
        try AllCommands.read(first, Array(words.dropFirst()))
      case "help":
        let name = words[1]
        if name != "COMMAND", !RootCommand.commandNames.contains(name) {
          return "no command `\(name)`"
        }
      case "doc" where words.count > 1:
        // `expoze.expoze` stands for any operation.
        let name = words[1].replacing(".expoze", with: ".createJob")
        if Manual.text(about: name) == nil { return "no page about \(words[1])" }
      case "explain" where words.count > 1 && words[1] != "expoze":
        let codes = ErrorCatalogue.shared.entries.map(\.code)
        if !codes.contains(words[1]), words[1] != "CODE" { return "no code \(words[1])" }
      default: try AllCommands.read(first, Array(words.dropFirst()))
      }
      return nil
    } catch {
      return (error as? UsageError)?.message ?? "\(error)"
    }
  }
}
