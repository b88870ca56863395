import ImgFlowSyntax

extension SyntaxDump {
  mutating func expression(_ expression: Expression) {
    switch expression.kind {
    case .null: line("null")
    case .bool(let value): line("\(value)")
    case .integer(let digits): line(digits)
    case .float(let value): line("\(value)")
    case .duration(.exact(let milliseconds)): line("\(milliseconds) ms")
    case .duration(.calendar(let months)): line("\(months) mo")
    case .string(let text): line(Self.quoted(text))
    case .interpolation(let parts): interpolation(parts)
    case .list(let elements): line("list") { dump in for item in elements { dump.element(item) } }
    case .object(let entries): line("object") { dump in for item in entries { dump.entry(item) } }
    case .name(let name): line(name.text)
    case .function(let function): self.function(function, "lambda")
    case .block(let block): self.block(block)
    default: access(expression)
    }
  }

  private mutating func access(_ expression: Expression) {
    switch expression.kind {
    case .member(let base, let name, let isOptional):
      line((isOptional ? "?." : ".") + name.text) { $0.expression(base) }
    case .index(let base, let index, let isOptional):
      line(isOptional ? "?[]" : "[]") {
        $0.expression(base)
        $0.expression(index)
      }
    case .call(let callee, let arguments):
      line("call") { dump in
        dump.expression(callee)
        for item in arguments { dump.argument(item) }
      }
    case .chain(let link): line("chain") { $0.expression(link) }
    case .pipe(let value, let callee, let arguments):
      line("|>") { dump in
        dump.expression(value)
        dump.expression(callee)
        for item in arguments { dump.argument(item) }
      }
    default: operation(expression)
    }
  }

  private mutating func operation(_ expression: Expression) {
    switch expression.kind {
    case .unary(let operation, let value): line(operation.rawValue) { $0.expression(value) }
    case .binary(let left, let operation, _, let right):
      line(operation.rawValue) {
        $0.expression(left)
        $0.expression(right)
      }
    case .typeTest(let value, let type, let isNegated):
      line((isNegated ? "!is " : "is ") + Self.text(type)) { $0.expression(value) }
    case .range(let lower, let upper, let isClosed):
      line(isClosed ? "..." : "..<") { dump in
        if let lower { dump.expression(lower) } else { dump.line("start") }
        if let upper { dump.expression(upper) } else { dump.line("end") }
      }
    case .tryOptional(let value): line("try?") { $0.expression(value) }
    default: construct(expression)
    }
  }

  private mutating func construct(_ expression: Expression) {
    switch expression.kind {
    case .ifElse(let construct):
      line(construct.binding.map { "if let \(Self.text($0))" } ?? "if") {
        $0.expression(construct.condition)
        $0.block(construct.then)
        if let otherwise = construct.otherwise { $0.block(otherwise, "else") }
      }
    case .match(let match):
      line("match") { dump in
        dump.expression(match.subject)
        for item in match.arms { dump.arm("", item.pattern, item.condition, item.body) }
      }
    case .tryCatch(let construct):
      line("try") { dump in
        dump.block(construct.body)
        for item in construct.catches {
          dump.arm("catch ", item.pattern, item.condition, item.body)
        }
      }
    case .parallel(let parallel):
      line("parallel") { dump in
        for item in parallel.arguments { dump.argument(item) }
        dump.loop("for", parallel.head, parallel.body)
      }
    case .guarded(let construct):
      line(construct.kind.rawValue) { dump in
        for item in construct.arguments { dump.argument(item) }
        dump.block(construct.body)
      }
    default: line("?")
    }
  }

  private mutating func arm(
    _ title: String, _ pattern: Pattern?, _ condition: Expression?, _ body: Block
  ) {
    line(title + (pattern.map(Self.text) ?? "")) {
      if let condition { $0.line("if") { $0.expression(condition) } }
      $0.block(body)
    }
  }

  private mutating func interpolation(_ parts: [Expression.StringPart]) {
    line("interpolation") { dump in
      for part in parts {
        switch part {
        case .text(let text): dump.line(Self.quoted(text))
        case .expression(let value): dump.expression(value)
        }
      }
    }
  }

  private mutating func element(_ element: Expression.ListElement) {
    switch element {
    case .item(let value): expression(value)
    case .spread(let value): line("...") { $0.expression(value) }
    }
  }

  private mutating func entry(_ entry: Expression.ObjectEntry) {
    switch entry {
    case .pair(let name, let value): line(name.text + ":") { $0.expression(value) }
    case .computed(let key, let value):
      line("computed:") {
        $0.expression(key)
        $0.expression(value)
      }
    case .shorthand(let name): line("\(name.text): \(name.text)")
    case .spread(let value): line("...") { $0.expression(value) }
    }
  }

  private mutating func argument(_ argument: Argument) {
    if argument.isSpread {
      line("...") { $0.expression(argument.value) }
    } else if let label = argument.label {
      line(label.text + ":") { $0.expression(argument.value) }
    } else {
      expression(argument.value)
    }
  }
}
