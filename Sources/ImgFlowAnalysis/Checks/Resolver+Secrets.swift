import ImgFlowSyntax
import ImgFlowValues

// Literals for values of the type `secret`: no diagnostic may show them, not even in a quoted source line.
extension Resolver {
  /// Records the strings in the argument of a parameter whose values are secrets, or hold them.
  func noteSecrets(in argument: Argument, for parameter: CallSignature.Parameter) {
    noteSecrets(in: argument.value, of: parameter.type)
  }

  /// Takes note of those that declarations give to variables and parameters of such a type.
  func noteSecrets(in element: SyntaxElement) {
    switch element {
    case .statement(let statement):
      if let (type, value) = statement.initialization {
        noteSecrets(in: value, of: self.type(type))
      }
    case .function(let function):
      for parameter in function.parameters {
        guard let type = parameter.type, let value = parameter.defaultValue else { continue }
        noteSecrets(in: value, of: self.type(type))
      }
    case .block, .expression, .pattern, .parallelBody: break
    }
    for child in element.children { noteSecrets(in: child) }
  }

  /// Records the strings in a value that are secrets by its type: in an object, those of its secret fields.
  private func noteSecrets(in value: Expression, of type: Type) {
    guard type.holdsSecret else { return }
    // What may be a string as well remains one.
    let isConverted = !type.members.contains { $0.kinds == .string }
    for member in type.members where member.holdsSecret {
      switch (value.kind, member.element, member.fields) {
      case (.list(let elements), let element?, _):
        for case .item(let item) in elements { noteSecrets(in: item, of: element) }
      case (.object(let entries), _, let fields?):
        for case .pair(let key, let value) in entries {
          guard let field = fields.first(where: { $0.name == key.text }) else { continue }
          noteSecrets(in: value, of: field.type)
        }
      case (.string(let text), _, _):
        if isConverted { resolution.secretTexts.insert(text) }
      case (.interpolation(let parts), _, _) where isConverted:
        for case .text(let text) in parts { resolution.secretTexts.insert(text) }
      case (.call, _, _), (.interpolation, _, _): break
      default:
        for case .expression(let part) in SyntaxElement.expression(value).children {
          noteSecrets(in: part, of: type)
        }
      }
    }
  }
}

extension Statement {
  /// What a declaration of a type gives its names.
  fileprivate var initialization: (TypeExpression, Expression)? {
    switch kind {
    case .variable(_, let type?, let value, _): (type, value)
    case .parameter(let parameter):
      parameter.type.flatMap { type in parameter.defaultValue.map { (type, $0) } }
    case .expression, .variable, .function, .assignment, .patternAssignment, .forIn, .whileLoop,
      .breakLoop,
      .continueLoop, .returnValue, .throwError, .deferBlock, .importModule, .useVendor, .permit,
      .test,
      .assertion, .vendor, .type:
      nil
    }
  }
}
