/// The completion of fish.
struct FishCompletion {
  private let program: ProgramPages

  init(_ program: ProgramPages) { self.program = program }

  /// A function of the script that is true where a command has been typed; without one, where no command has.
  private var isIn: String { "__\(program.name)_in" }

  var script: String {
    """
    # Completion of \(program.name) for fish, written by `\(program.name) completions fish`.
    function \(isIn)
        set -l words (commandline -opc)
        test (count $words) -gt 1; and set -l command $words[2]
        if test (count $argv) -gt 0
            test "$command" = $argv[1]
        else
            not contains -- "$command" \(program.commands.map(\.word).joined(separator: " "))
        end
    end
    complete -c \(program.name) -f
    \(program.commands.map(offered).joined())\
    \(lines(program.root, condition: isIn))\
    \(program.commands.map(block).joined())
    """
  }

  private func offered(_ command: CommandHelp) -> String {
    "complete -c \(program.name) -n 'test (count (commandline -opc)) -eq 1' -a \(command.word)"
      + " -d \(Self.quoted(command.summary))\n"
  }

  private func block(_ command: CommandHelp) -> String {
    let condition = "\(isIn) \(command.word)"
    guard let other = command.program else { return lines(command, condition: condition) }
    return """
      function __\(program.name)_\(command.word)
          set -l words (commandline -opc) (commandline -ct)
          complete -C "\(other) $words[3..]"
      end
      complete -c \(program.name) -n '\(condition)' -a '(__\(program.name)_\(command.word))'

      """
  }

  private func lines(_ command: CommandHelp, condition: String) -> String {
    let start = "complete -c \(program.name) -n '\(condition)'"
    let flags = command.flags.map { flag in
      let short = flag.short.map { " -s \($0)" } ?? ""
      let value = flag.placeholder == nil || flag.isValueOptional ? "" : value(flag.offer)
      return "\(start) -l \(flag.name)\(short)\(value) -d \(Self.quoted(flag.help))\n"
    }
    return flags.joined() + operands(command.offer).map { "\(start) \($0)\n" }.joined()
  }

  private func operands(_ offer: WordOffer) -> [String] {
    let words =
      offer.words.isEmpty ? [] : ["-a '\(offer.words.joined(separator: " "))'"]
    switch offer.files {
    case .none: return words
    case .any: return words + ["-F"]
    case .scripts: return words + ["-k -a '(__fish_complete_suffix .imgflow)'"]
    }
  }

  private func value(_ offer: WordOffer) -> String {
    switch offer.files {
    case .none: offer.words.isEmpty ? " -x" : " -x -a '\(offer.words.joined(separator: " "))'"
    case .any: " -r -F"
    case .scripts: " -x -k -a '(__fish_complete_suffix .imgflow)'"
    }
  }

  private static func quoted(_ text: String) -> String {
    "'" + CompletedShell.plain(text).replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
