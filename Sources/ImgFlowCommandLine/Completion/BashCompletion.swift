/// The completion of bash, with nothing but what bash itself has.
struct BashCompletion {
  private let program: ProgramPages

  init(_ program: ProgramPages) { self.program = program }

  var script: String {
    """
    # Completion of \(program.name) for bash, written by `\(program.name) completions bash`.
    \(program.functionName)() {
      local current=${COMP_WORDS[COMP_CWORD]} flag=${COMP_WORDS[COMP_CWORD - 1]} line
      local command='' joined='' flags='' words='' files=''
      COMPREPLY=()
      # Bash takes a flag, an equals sign and a value for three words.
      if [[ $current == = ]]; then
        current='' joined=1
      elif [[ $flag == = ]]; then
        flag=${COMP_WORDS[COMP_CWORD - 2]} joined=1
      fi
      ((COMP_CWORD == 1)) || command=${COMP_WORDS[1]}
      case $command in
    \(program.commands.map(block).joined())\
        *)
    \(body(program.root))\
          ((COMP_CWORD > 1)) || words+=\(CompletedShell.quoted(commandWords))
          ;;
      esac
      [[ $current != -* || -z $flags ]] || { words=$flags files=''; }
      while IFS= read -r line; do
        COMPREPLY+=("$line")
      done < <(
        compgen -W "$words" -- "$current"
        case $files in
          any) compgen -f -- "$current" ;;
          scripts) compgen -d -- "$current"; compgen -f -X '!*.imgflow' -- "$current" ;;
        esac
      )
      [[ -z $files ]] || compopt -o filenames 2>/dev/null
    }
    complete -F \(program.functionName) \(program.name)

    """
  }

  private var commandWords: String {
    program.commands.map { " " + $0.word }.joined()
  }

  private func block(_ command: CommandHelp) -> String {
    guard let other = command.program else {
      return "    \(command.word))\n\(body(command))      ;;\n"
    }
    let function = "_" + other.replacing("-", with: "_")
    return """
          \(command.word))
            # Another program, which may not be installed, knows its flags.
            declare -F \(function) >/dev/null || { _comp_load \(other) || _completion_loader \(other); } >/dev/null 2>&1
            ! declare -F \(function) >/dev/null || \(function)
            return
            ;;

      """
  }

  /// What is offered for a command: its arguments and flags, or the values of the flag before.
  private func body(_ command: CommandHelp) -> String {
    let flags = command.flags
    let usual = assignments(command.offer)
    var lines = [
      "flags=\(CompletedShell.quoted(flags.flatMap(\.words).joined(separator: " ")))", usual,
      "case $flag in",
    ]
    for flag in flags where flag.placeholder != nil {
      let value = "flags='' " + assignments(flag.offer)
      lines.append(
        flag.isValueOptional
          ? "  --\(flag.name)) [[ -z $joined ]] || { \(value); } ;;"
          : "  \(flag.words.joined(separator: "|"))) \(value) ;;")
    }
    lines.append("esac")
    return lines.map { "      \($0)\n" }.joined()
  }

  private func assignments(_ offer: WordOffer) -> String {
    let files = offer.files == .none ? "''" : "\(offer.files)"
    return "words=\(CompletedShell.quoted(offer.words.joined(separator: " "))) files=\(files)"
  }
}
