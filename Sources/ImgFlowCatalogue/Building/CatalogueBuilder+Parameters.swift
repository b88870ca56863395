import ImgFlowSyntax
import ImgFlowValues

// The parameters of operations: their types, defaults and forms on the wire.
extension CatalogueBuilder {
  /// The parameters of an operation, with one for each field of a type in place of `...name: Type`.
  mutating func parameters(of operation: VendorOperation) -> [Operation.Parameter] {
    let named = Set(operation.parameters.filter { !$0.isRest }.map(\.name.text))
    return operation.parameters.flatMap { declared -> [Operation.Parameter] in
      guard declared.isRest else { return [parameter(declared)] }
      let fields = fields(of: type(declared.type))
      if fields.isEmpty {
        report(
          "`...\(declared.name.text)` must be of a type with fields", at: declared.range,
          help: "name a resource, or a type such as `{name?: string}`")
      }
      return fields.filter { !named.contains($0.name) }.map { field in
        Operation.Parameter(
          name: field.name, type: field.type, alsoAccepted: nil,
          presence: field.isRequired ? .required : .optional, wire: WireForm(), fileRules: nil,
          deprecation: nil, documentation: field.documentation)
      }
    }
  }

  private func fields(of type: Type) -> [ObjectField] {
    type.fields ?? []
  }

  private mutating func parameter(_ parameter: VendorOperation.Parameter) -> Operation.Parameter {
    let presence: Operation.Parameter.Presence =
      if let value = parameter.defaultValue {
        defaultPresence(value)
      } else {
        parameter.isOptional ? .optional : .required
      }
    return Operation.Parameter(
      name: parameter.name.text, type: matching(type(parameter.type), parameter.pattern),
      alsoAccepted: parameter.alsoAccepted.map { type($0) }, presence: presence,
      wire: wireForm(parameter.wireForm), fileRules: parameter.fileRules.map { fileRules($0) },
      deprecation: parameter.deprecation?.text, documentation: parameter.documentation)
  }

  private mutating func defaultPresence(_ expression: Expression) -> Operation.Parameter.Presence {
    if let value = expression.literalValue { return .literal(value) }
    guard case .member(let object, let member, isOptional: false) = expression.kind,
      case .name(let root) = object.kind,
      let supplier = Operation.Parameter.Supplier(rawValue: root.text)
    else {
      report(
        "a default must be a literal, or a value from `credentials`, `settings` or `session`",
        at: expression.range)
      return .optional
    }
    let known = names(of: supplier)
    if !known.contains(member.text) {
      report(
        "`\(root.text)` has no `\(member.text)`", at: member.range,
        help: NearNames.hint(for: member.text, in: known))
    }
    return .supplied(by: supplier, name: member.text)
  }

  private func names(of supplier: Operation.Parameter.Supplier) -> [String] {
    switch supplier {
    case .credentials: parts.credentials.map(\.name)
    case .settings: parts.settings.map(\.name)
    case .session: parts.session?.fields.map(\.name) ?? []
    }
  }

  // MARK: - Forms

  private func wireForm(_ form: VendorWireForm?) -> WireForm {
    WireForm(
      name: form?.name?.text, alsoNames: form?.alsoNames.map(\.text) ?? [], format: form?.format)
  }

  private mutating func fileRules(_ rules: VendorFileRules) -> FileRules {
    var bounds: [String: Bounds] = [:]
    for (name, lower, upper) in rules.bounds {
      bounds[name.text] = Bounds(
        lower: lower.flatMap { constant($0) }, upper: upper.flatMap { constant($0) },
        isClosed: true)
    }
    return FileRules(
      kinds: rules.kinds.map(\.text), size: bounds["size"], width: bounds["width"],
      height: bounds["height"])
  }
}
