import ImgFlowAnalysis
import ImgFlowSyntax
import ImgFlowValues

/// The names of the outermost scope with their values: built-ins, vendors, those that the script or what it
/// imports declares among them, and for the functions of a vendor the operations that they accompany.
final class OuterValues: OuterScope {
  private let interpreter: Interpreter
  private let provided: [String: Value]
  /// The vendors that the file, or one that it imports, declares.
  let vendors: [String: Namespace]
  private let functions: [String: Builtin]
  private var namespaces: [String: Namespace] = [:]
  /// What went wrong when a vendor was loaded; reported once.
  private(set) var failures: [any Error] = []

  /// - Parameter file: the file whose folder `here(…)` means.
  init(
    _ interpreter: Interpreter, file: SourceFile, provided: [String: Value] = [:],
    vendors: [String: Namespace] = [:]
  ) {
    self.interpreter = interpreter
    self.provided = provided
    self.vendors = vendors
    var functions: [String: Builtin] = [:]
    for builtin in interpreter.library.functions + [Builtin.here(besides: file)] {
      functions[builtin.name] = builtin
    }
    self.functions = functions
  }

  func value(of name: String, usedFrom vendor: String?) -> Value? {
    if let vendor { return namespace(vendor)?[name] }
    if let value = provided[name] { return value }
    if let vendor = vendors[name] { return .heap(vendor) }
    if let namespace = namespace(name) { return .heap(namespace) }
    return builtin(name).map { .heap(NativeFunction($0)) }
  }

  private func builtin(_ name: String) -> Builtin? {
    functions[name] ?? BuiltinCatalogue.function(name)
  }

  /// The built-in namespace or vendor of a name.
  private func namespace(_ name: String) -> Namespace? {
    if let known = provided[name]?.asNamespace ?? vendors[name] ?? namespaces[name] { return known }
    var found: Namespace?
    if let builtins = BuiltinCatalogue.namespace(name) {
      let members = builtins.map {
        ($0.name, Value.heap(NativeFunction($0, name: "\(name).\($0.name)")))
      }
      found = Namespace(
        name: name, constants: Dictionary(members) { $1 },
        function: builtin(name).map { .heap(NativeFunction($0)) })
    } else if interpreter.library.vendorNames.contains(name) {
      do { found = try interpreter.library.vendor(name, for: interpreter) } catch {
        failures.append(error)
        found = Namespace(name: name, members: [:])
      }
    }
    namespaces[name] = found
    return found
  }

  // MARK: - OuterScope

  func contains(_ name: String) -> Bool {
    provided[name] != nil || vendors[name] != nil || builtin(name) != nil
      || BuiltinCatalogue.namespaceNames.contains(name)
      || interpreter.library.vendorNames.contains(name)
  }

  var names: [String] {
    provided.keys.sorted() + functions.keys.sorted() + BuiltinCatalogue.functionNames
      + BuiltinCatalogue.namespaceNames + vendorNames
  }

  var standardModuleNames: [String] { interpreter.library.standardModuleNames }

  var vendorNames: [String] {
    Set(interpreter.library.vendorNames).union(vendors.keys).sorted()
  }

  func members(of name: String) -> [String]? {
    let isKnown = provided[name] != nil || vendors[name] != nil || namespaces[name] != nil
    if !isKnown, let names = try? interpreter.library.memberNames(ofVendor: name) {
      return names.sorted()
    }
    return namespace(name)?.members.keys.sorted()
  }

  func usedNames(of vendor: String) -> [String]? {
    vendorNames.contains(vendor) ? members(of: vendor) : nil
  }

  func signature(of path: [String]) -> CallSignature? {
    let value =
      path.count == 2 ? namespace(path[0])?[path[1]] : value(of: path[0], usedFrom: nil)
    let called = value?.asNamespace?.function ?? value
    if let native = called?.asNativeFunction { return CallSignature(native) }
    return value?.asClosure.map { CallSignature($0, vendor: path.count == 2 ? path[0] : nil, self) }
  }

  func resources(of vendor: String) -> [String: ResourceReference]? {
    guard vendorNames.contains(vendor) || provided[vendor] != nil else { return nil }
    return namespace(vendor)?.resources
  }

  /// A type of which only the names of resources are known, with what their vendors say of them.
  fileprivate func known(_ type: Type) -> Type {
    type.replacing { part in
      guard case .resource(let reference) = part.form else { return nil }
      return resources(of: reference.vendor)?[reference.name].map(Type.resource) ?? .any
    }
  }

  func method(_ name: String, of kind: ValueType) -> CallSignature? {
    guard let method = BuiltinCatalogue.method(name, on: kind) else { return nil }
    let isMutation = if case .mutation = method.body { true } else { false }
    return CallSignature(
      method, named: name, isMutation ? method.parameters[...] : method.parameters.dropFirst())
  }

  func methodNames(of kind: ValueType) -> [String] { BuiltinCatalogue.methodNames(on: kind) }

  func isPureMethod(_ name: String) -> Bool { BuiltinCatalogue.isPureMethod(name) }
}

extension CallSignature {
  init(_ function: NativeFunction) {
    self.init(function.builtin, named: function.name, function.builtin.parameters[...])
  }

  /// - Parameter parameters: those that a call gives: without the receiver of a method.
  init(_ builtin: Builtin, named name: String, _ parameters: ArraySlice<Builtin.Parameter>) {
    self.init(
      name: name,
      parameters: parameters.map { parameter in
        var (isRequired, isRest, takesNull) = (false, false, false)
        switch parameter.presence {
        case .required: isRequired = true
        case .rest: isRest = true
        case .optional, .defaulted:
          takesNull = builtin.rules.takesNullForAbsence && parameter.takesNull
        }
        return Parameter(
          name: parameter.name, type: parameter.type, isRequired: isRequired, isRest: isRest,
          takesNull: takesNull)
      }, result: builtin.result, requirements: builtin.requirements, rules: builtin.rules)
  }

  init(_ closure: Closure, vendor: String?, _ outer: OuterValues) {
    self.init(
      name: vendor.map { "\($0).\(closure.name)" } ?? closure.name,
      parameters: closure.code.parameters.map { parameter in
        Parameter(
          name: parameter.name, type: parameter.type.map(outer.known) ?? .any,
          isRequired: parameter.isRequired, isRest: parameter.isRest)
      }, result: closure.code.resultType.map(outer.known) ?? .any)
  }
}

extension Builtin {
  /// `here("creatives")`: a path relative to the file that contains it.
  package static func here(besides file: SourceFile) -> Builtin {
    Builtin(
      "here", [Parameter("path", .string)], returns: .string,
      "The absolute path of something next to the file in which this is written.",
      examples: [(#"here("creatives").endsWith("/creatives")"#, "true")]
    ) { call in
      let folder = try file.folder(call.evaluator.host.files)
      return .string(Paths.absolute(try call.string(0), in: folder))
    }
  }
}
