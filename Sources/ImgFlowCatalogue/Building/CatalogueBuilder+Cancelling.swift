import ImgFlowSyntax
import ImgFlowValues

// How work that still runs at a service is ended.
extension CatalogueBuilder {
  /// `cancel stopJob(id)`: a call of an operation with fields of the resource; reports anything else.
  mutating func cancelRule(
    _ call: Expression, of resource: String, _ fields: [ObjectField]
  ) -> CancelRule? {
    guard case .call(let callee, let arguments) = call.kind, case .name(let operation) = callee.kind
    else {
      report(
        "`cancel` takes a call of an operation", at: call.range, help: "write `cancel stopJob(id)`")
      return nil
    }
    for argument in arguments {
      guard case .name(let field) = argument.value.kind, !argument.isSpread else {
        report(
          "`cancel` passes fields of the resource", at: argument.range,
          help: "write the name of a field, such as `id`")
        continue
      }
      if !fields.contains(where: { $0.name == field.text }) {
        report(
          "resource `\(resource)` has no field `\(field.text)`", at: field.range,
          help: NearNames.hint(for: field.text, in: fields.map(\.name)))
      }
    }
    cancels.append((operation, arguments))
    return CancelRule(operation: operation.text, call: call)
  }

  /// Reports calls of `cancel` that fit no operation, once all are known.
  mutating func checkCancelledOperations() {
    for (name, arguments) in cancels {
      if let operation = parts.operations.first(where: { $0.name == name.text }) {
        check(name, arguments, by: operation.parameters)
      } else if !operationNames.contains(name.text) {
        // One that could not be read has been reported.
        report(unknownOperation: name)
      }
    }
  }

  private mutating func check(
    _ operation: Name, _ arguments: [Argument], by parameters: [Operation.Parameter]
  ) {
    guard arguments.count <= parameters.count else {
      return report(
        "`\(operation.text)` takes \(Quantity.of(parameters.count, "argument")), not "
          + "\(arguments.count)", at: operation.range)
    }
    var given: Set<String> = []
    for (parameter, argument) in zip(parameters, arguments) {
      if let label = argument.label, index(of: label, parameters) == nil { return }
      given.insert(argument.label?.text ?? parameter.name)
    }
    for parameter in parameters where !given.contains(parameter.name) {
      guard case .required = parameter.presence else { continue }
      return report(
        "`\(operation.text)` needs `\(parameter.name)`", at: operation.range,
        help: "pass a field of the resource for it")
    }
  }

  mutating func report(unknownOperation name: Name) {
    report(
      "vendor `\(parts.name)` has no operation `\(name.text)`", at: name.range,
      help: NearNames.hint(for: name.text, in: operationNames))
  }
}
