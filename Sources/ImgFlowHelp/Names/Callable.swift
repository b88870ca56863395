import ImgFlowAnalysis
import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// What can be called, as completion and help describe it: an operation, a built-in function or method, or a
/// function of a script.
package struct Callable: Sendable {
  /// What a call may give it.
  package struct Parameter: Sendable {
    /// The name that a call may give it by.
    package let name: String
    /// Its type as it is shown.
    package let type: String
    /// Whether every call must give it.
    package var isRequired = true
    /// Whether it collects the arguments that are left.
    package var takesRest = false
    /// Whether it can be given by its name.
    package var isNamed = true
    /// What it is when it is not given, as it is written; nil if that is nothing.
    package var defaultText: String?
    /// What its documentation says, in a sentence or a few.
    package var note = ""
    /// The values of an enum.
    package var alternatives: [Value] = []
    /// Whether it names a file or folder.
    package var isPath = false
  }

  /// As it is called: `print`, `json.parse`, `expoze.createJob`.
  package let name: String
  /// In the order of positional arguments.
  package let parameters: [Parameter]
  /// The type of its result, as it is shown; empty if it is of no use.
  package let result: String
  /// What is known about its result.
  package let known: Type
  /// All that is said about it; empty if nothing is.
  package let documentation: String

  /// The first sentence of the documentation.
  package var summary: String { documentation.firstSentence }

  /// `fn(a, b = 1)`, for lists of names.
  package var shape: String {
    let names = parameters.map { $0.takesRest ? "...\($0.name)" : $0.name }
    return "fn(\(names.joined(separator: ", ")))"
  }

  /// The parameter that takes the positional argument at an index.
  package func parameter(at index: Int) -> Parameter? {
    if index < parameters.count { return parameters[index] }
    return parameters.last.flatMap { $0.takesRest ? $0 : nil }
  }
}

// MARK: - Operations

extension Callable {
  /// An operation or convenience of a vendor; nil if it has none of this name.
  package init?(_ vendor: Vendor, _ name: String) {
    if let operation = vendor.operation(name), !operation.isInternal {
      self.init(operation, of: vendor)
      return
    }
    guard let found = vendor.functions.first(where: { $0.function.name?.text == name }) else {
      return nil
    }
    self.init(
      found.function, documentation: found.documentation, named: "\(vendor.name).\(name)",
      types: vendor)
  }

  init(_ operation: Operation, of vendor: Vendor) {
    let manual = OperationManual(operation, of: vendor)
    name = operation.qualifiedName
    documentation = manual.text
    result = operation.result?.description ?? ""
    known = operation.result ?? .null
    parameters = zip(operation.parameters, manual.parameterNotes).map { parameter, told in
      var shown = Parameter(name: parameter.name, type: told.type, note: told.note)
      switch parameter.presence {
      case .required: break
      case .optional: shown.isRequired = false
      case .literal(let value):
        shown.isRequired = false
        shown.defaultText = value.shortDescription(limit: 60)
      case .supplied(let supplier, let name):
        shown.isRequired = false
        shown.defaultText = "\(supplier.rawValue).\(name)"
      }
      shown.alternatives = parameter.type.alternatives
      shown.isPath = parameter.type.namesFile
      return shown
    }
  }
}

// MARK: - Constructs

extension Callable {
  /// A word of the language with options, such as `retry`.
  package init(_ construct: Construct) {
    name = construct.name
    documentation = construct.documentation.dropLast() + ": `\(construct.example)`."
    result = ""
    known = .any
    parameters = construct.options.map { option in
      Parameter(
        name: option.name, type: option.type.description, isRequired: option.isRequired,
        isNamed: !option.isSole,
        defaultText: option.defaultValue.isNull
          ? nil : option.defaultValue.shortDescription(limit: 60),
        note: option.documentation, alternatives: option.type.alternatives)
    }
  }
}

// MARK: - Built-ins

extension Callable {
  /// A built-in function, or a method without its receiver.
  package init(_ builtin: Builtin, named name: String? = nil) {
    self.name = name ?? builtin.name
    documentation = builtin.documentation
    result = builtin.result.kinds == .null ? "" : builtin.result.description
    known = DerivedCall(receiver: .any).type(builtin.result)
    let own = builtin.parameters.drop { $0.name == "self" }
    parameters = own.map { parameter in
      var shown = Parameter(name: parameter.name, type: parameter.type.description)
      switch parameter.presence {
      case .required: break
      case .optional: shown.isRequired = false
      case .rest: (shown.isRequired, shown.takesRest) = (false, true)
      case .defaulted(let value):
        shown.isRequired = false
        shown.defaultText = value.shortDescription(limit: 60)
      }
      shown.alternatives = parameter.type.alternatives
      shown.isPath = parameter.type.namesFile
      return shown
    }
  }
}

// MARK: - Functions of scripts

extension Callable {
  /// A function value; nil for a value of another type.
  package init?(_ value: Value) {
    guard let function = value.asFunction else { return nil }
    if let native = function as? NativeFunction {
      self.init(native)
    } else if let source = function.declaration.flatMap(SourceIndex.shared.function) {
      self.init(source.function, documentation: source.documentation, named: function.name)
    } else {
      self.init(
        name: function.name,
        parameters: function.parameterNames.map { Parameter(name: $0, type: "any") }, result: "",
        known: .any, documentation: "")
    }
  }

  private init(_ native: NativeFunction) {
    let parts = native.name.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let vendor = BuiltInVendors[parts[0]],
      let operation = vendor.operation(parts[1])
    {
      self.init(operation, of: vendor)
    } else {
      self.init(native.builtin, named: native.name)
    }
  }

  /// - Parameter types: the vendor whose types its annotations name.
  init(
    _ function: Function, documentation: String?, named name: String, types vendor: Vendor? = nil
  ) {
    self.name = name
    self.documentation = documentation ?? ""
    result = function.result?.range.text ?? ""
    known = function.result.map { ShelfTypes.type($0, in: vendor) } ?? .any
    parameters = function.parameters.map { parameter in
      let type = parameter.type.map { ShelfTypes.type($0, in: vendor) } ?? .any
      return Parameter(
        name: parameter.pattern.range.text, type: parameter.type?.range.text ?? "any",
        isRequired: parameter.defaultValue == nil && !parameter.isRest,
        takesRest: parameter.isRest, defaultText: parameter.defaultValue?.range.text,
        alternatives: type.alternatives, isPath: type.namesFile)
    }
  }
}

extension Type {
  /// Whether its values name a file or folder.
  fileprivate var namesFile: Bool { scalar?.isPath ?? false }
}
