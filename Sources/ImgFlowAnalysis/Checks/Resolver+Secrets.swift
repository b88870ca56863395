import ImgFlowSyntax
import ImgFlowValues

// Literals for values of the type `secret`: no diagnostic may show them, not even in a quoted source line.
extension Resolver {
  /// Records the strings in the argument of a parameter whose type is `secret`.
  func noteSecrets(in argument: Argument, for parameter: CallSignature.Parameter) {
    if parameter.type.scalar == .secret { noteSecrets(in: argument.value) }
  }

  /// Takes note of those that declarations give to variables and parameters of such a type.
  func noteSecrets(in element: SyntaxElement) {
    switch element {
    case .statement(let statement):
      switch statement.kind {
      case .variable(_, let type?, let value, _) where type.mentionsSecret: noteSecrets(in: value)
      case .parameter(let parameter) where parameter.isSecret:
        if let value = parameter.defaultValue { noteSecrets(in: value) }
      default: break
      }
    case .function(let function):
      for parameter in function.parameters where parameter.type?.mentionsSecret ?? false {
        if let value = parameter.defaultValue { noteSecrets(in: value) }
      }
    case .block, .expression, .pattern, .parallelBody: break
    }
    for child in element.children { noteSecrets(in: child) }
  }

  private func noteSecrets(in value: Expression) {
    switch value.kind {
    case .string(let text): resolution.secretTexts.insert(text)
    case .interpolation(let parts):
      for case .text(let text) in parts { resolution.secretTexts.insert(text) }
    case .call: break
    default:
      for case .expression(let part) in SyntaxElement.expression(value).children {
        noteSecrets(in: part)
      }
    }
  }
}
