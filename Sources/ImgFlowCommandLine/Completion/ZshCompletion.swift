/// The completion of zsh, by its `_arguments`.
struct ZshCompletion {
  private let program: ProgramPages

  init(_ program: ProgramPages) { self.program = program }

  private var function: String { "_\(program.name)" }

  var script: String {
    """
    #compdef \(program.name)
    # Completion of \(program.name) for zsh, written by `\(program.name) completions zsh`.
    \(function)_files() {
      local result=1
      (( $# == 0 )) || { compadd -- "$@" && result=0; }
      _files -g '*.imgflow(-.)' && result=0
      return result
    }
    \(function)() {
      local curcontext=$curcontext state line
      typeset -A opt_args
      if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        local result=1
        local -a commands
        commands=(
    \(program.commands.map { "      \(described($0))\n" }.joined())\
        )
        (( $#commands == 0 )) || { _describe -t commands command commands && result=0; }
    \(program.root.offer == .nothing ? "" : "    \(function)_files && result=0\n")\
        return result
      fi
      case $words[2] in
    \(program.commands.map(block).joined())\
        *)
    \(arguments(program.root))\
          ;;
      esac
    }
    if [[ $funcstack[1] == \(function) ]]; then \(function) "$@"; else compdef \(function) \(program.name); fi

    """
  }

  /// `name:summary`, for `_describe`.
  private func described(_ command: CommandHelp) -> String {
    CompletedShell.quoted("\(command.word):\(Self.escaped(CompletedShell.plain(command.summary)))")
  }

  private func block(_ command: CommandHelp) -> String {
    let body =
      command.program.map { "      words[1,2]=(\($0)); (( CURRENT-- ))\n      _normal\n" }
      ?? "      shift words; (( CURRENT-- ))\n\(arguments(command))"
    return "    \(command.word))\n\(body)      ;;\n"
  }

  private func arguments(_ command: CommandHelp) -> String {
    let operand = Self.action(command.offer, function)
    let words =
      command.flags.flatMap(specifications) + ["*:argument:\(operand)"]
    return "      _arguments -s -S \\\n"
      + words.map { "        " + CompletedShell.quoted($0) }.joined(separator: " \\\n") + "\n"
  }

  /// How `_arguments` is given the forms of a flag: the short one is not offered after the long one, nor the other way
  /// round.
  private func specifications(_ flag: FlagShape) -> [String] {
    let start =
      flag.repeats ? "*" : flag.short == nil ? "" : "(\(flag.words.joined(separator: " ")))"
    let value = flag.placeholder.map { placeholder in
      (flag.isValueOptional ? "=-" : "=", ":\(flag.isValueOptional ? ":" : "")\(placeholder):")
    }
    let help = "[\(Self.escaped(CompletedShell.plain(flag.help)))]"
    let action = value.map { $0.1 + Self.action(flag.offer, function) } ?? ""
    return flag.words.map { "\(start)\($0)\(value?.0 ?? "")\(help)\(action)" }
  }

  /// What `_arguments` does for a value or an argument; a space for nothing.
  private static func action(_ offer: WordOffer, _ function: String) -> String {
    switch offer.files {
    case .none: offer.words.isEmpty ? " " : "(\(offer.words.joined(separator: " ")))"
    case .any: "_files"
    case .scripts: " " + ([function + "_files"] + offer.words).joined(separator: " ")
    }
  }

  /// Escapes what has a meaning in descriptions.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(":", with: "\\:").replacing("[", with: "\\[")
      .replacing("]", with: "\\]")
  }
}
