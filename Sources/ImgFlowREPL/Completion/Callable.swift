import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// What can be called, as completion and help tell of it: an operation, a built-in function or method,
/// or a function of a script.
struct Callable: Sendable {
  struct Parameter: Sendable {
    let name: String
    let type: String
    var isRequired = true
    var takesRest = false
    /// What it is when it is not given, as it is written; nil when that is nothing.
    var defaultText: String?
    /// What its documentation says, in a sentence or a few.
    var note = ""
    /// The values of an enum.
    var alternatives: [Value] = []
    /// Whether it names a file or folder.
    var isPath = false
  }

  /// As it is called: `print`, `json.parse`, `expoze.createJob`.
  let name: String
  let parameters: [Parameter]
  /// The type of its result, as it is shown; empty for nothing of use.
  let result: String
  /// What is known about its result.
  let known: Known
  let documentation: String

  /// The first sentence of the documentation.
  var summary: String { documentation.firstSentence }

  /// `fn(a, b = 1)`, for lists of names.
  var shape: String {
    let names = parameters.map { $0.takesRest ? "...\($0.name)" : $0.name }
    return "fn(\(names.joined(separator: ", ")))"
  }

  /// The parameter that takes the positional argument at an index.
  func parameter(at index: Int) -> Parameter? {
    if index < parameters.count { return parameters[index] }
    return parameters.last.flatMap { $0.takesRest ? $0 : nil }
  }
}

// MARK: - Operations

extension Callable {
  /// An operation or convenience of a vendor; nil when it has none of this name.
  init?(_ vendor: Vendor, _ name: String) {
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
    known = operation.result.map { .declared($0, vendor) } ?? .type(.null)
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
      shown.isPath = [.path, .file].contains(parameter.type.scalar)
      return shown
    }
  }
}

// MARK: - Built-ins

extension Callable {
  /// A built-in function, or a method without its receiver.
  init(_ builtin: Builtin, named name: String? = nil) {
    self.name = name ?? builtin.name
    documentation = builtin.documentation
    result = builtin.result == "null" ? "" : builtin.result
    known = Known(typeText: builtin.result)
    let own = builtin.parameters.drop { $0.name == "self" }
    parameters = own.map { parameter in
      var shown = Parameter(name: parameter.name, type: parameter.typeText)
      switch parameter.presence {
      case .required: break
      case .optional: shown.isRequired = false
      case .rest: (shown.isRequired, shown.takesRest) = (false, true)
      case .defaulted(let value):
        shown.isRequired = false
        shown.defaultText = value.shortDescription(limit: 60)
      }
      shown.alternatives = Known.alternatives(in: parameter.typeText)
      shown.isPath = parameter.name == "path" || parameter.typeText == "path"
      return shown
    }
  }
}

// MARK: - Functions of scripts

extension Callable {
  /// A function value; nil for a value of another type.
  init?(_ value: Value) {
    guard let function = value.asFunction else { return nil }
    if let native = function as? NativeFunction {
      self.init(native)
    } else if let source = function.declaration.flatMap(SourceIndex.shared.function) {
      self.init(source.function, documentation: source.documentation, named: function.name)
    } else {
      self.init(
        name: function.name,
        parameters: function.parameterNames.map { Parameter(name: $0, type: "any") }, result: "",
        known: .nothing, documentation: "")
    }
  }

  private init(_ native: NativeFunction) {
    let parts = native.name.split(separator: ".", maxSplits: 1).map(String.init)
    if parts.count == 2, let vendor = VendorShelf.vendor(parts[0]),
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
    known =
      function.result.map { vendor?.known($0) ?? Known(typeText: $0.range.text) } ?? .nothing
    parameters = function.parameters.map { parameter in
      let type = parameter.type?.range.text ?? "any"
      return Parameter(
        name: parameter.pattern.range.text, type: type,
        isRequired: parameter.defaultValue == nil && !parameter.isRest,
        takesRest: parameter.isRest, defaultText: parameter.defaultValue?.range.text,
        alternatives: Known.alternatives(in: type), isPath: type == "path" || type == "file")
    }
  }
}

extension Vendor {
  /// What an annotation in the vendor's own file says about a value.
  fileprivate func known(_ type: TypeExpression) -> Known? {
    switch type.kind {
    case .named(let names):
      // Where a script would write `expoze.Job`, so may the vendor's file after it has been read.
      guard let name = names.last?.text else { return nil }
      if resources[name] != nil { return .declared(.resource(name), self) }
      return types[name].map { .declared(.named($0), self) }
    case .optional(let inner): return known(inner)
    case .list(let element): return known(element).map { .sequence(of: $0) }
    case .bounded, .object, .literal, .union: return nil
    }
  }
}
