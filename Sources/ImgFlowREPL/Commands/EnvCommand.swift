import ImgFlow
import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax

/// `:env`.
struct EnvCommand: Command {
  let name = "env"
  let arguments = "[NAME]"
  let argument = CommandArgument.expression
  let summary = "list the names declared so far, with types and values"

  func run(_ text: String, in repl: REPL) throws {
    let bindings = repl.session.bindings.filter { text.isEmpty || $0.name.contains(text) }
    guard !bindings.isEmpty else {
      return repl.write("nothing\(text.isEmpty ? "" : " with such a name") has been declared yet\n")
    }
    repl.page(EnvCommand.lines(bindings, repl))
    let vendors = repl.session.usedVendors
    if !vendors.isEmpty { repl.write(repl.dim("use \(vendors.joined(separator: ", "))") + "\n") }
  }

  private static func lines(_ bindings: [Session.Binding], _ repl: REPL) -> [StyledLine] {
    let types = bindings.map { TypeText.short($0.value) }
    let nameWidth = bindings.map { DisplayWidth.of($0.name) }.max() ?? 0
    let typeWidth = min(types.map(DisplayWidth.of).max() ?? 0, repl.screen.width / 3)
    return zip(bindings, types).map { binding, type in
      var line = StyledLine(word(for: binding.kind), .note)
      line.pad(to: 7)
      line.append(binding.name, .name)
      line.pad(to: 9 + nameWidth)
      line.append(Columns.cut(type, to: typeWidth), .type)
      line.pad(to: 11 + nameWidth + typeWidth)
      let room = max(8, repl.screen.width - line.width)
      let said = binding.documentation ?? repl.session.masked(Preview.text(of: binding.value))
      line.append(Columns.cut(said, to: room))
      return line
    }
  }

  private static func word(for kind: Session.Binding.Kind) -> String {
    switch kind {
    case .constant: "let"
    case .variable: "var"
    case .function: "fn"
    case .parameter: "param"
    case .module: "import"
    }
  }
}
