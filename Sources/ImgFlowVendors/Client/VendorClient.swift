import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import Synchronization

/// A vendor as scripts use it: its operations as functions, with the session that they share.
final class VendorClient: Sendable {
  let vendor: Vendor
  let settings: VendorSettings
  let baseURL: String
  let sessions = SessionStore()
  let retries = RetryBudget()
  let circuits = CircuitBreaker()
  let clock = ServerClock()
  /// Keeps it to the vendor's limits, together with all others that send there.
  let governor: Governor
  private let compiled = Mutex<[String: Value]>([:])
  private let resourceTypes = Mutex<[String: VendorResourceType]>([:])

  init(_ vendor: Vendor, _ settings: VendorSettings, _ governors: Governors) {
    self.vendor = vendor
    self.settings = settings
    baseURL = settings.baseURL(of: vendor)
    settings.spending.know(vendor)
    settings.onUse?(vendor)
    governor = governors.governor(of: vendor, at: baseURL)
  }

  /// What scripts see of the vendor.
  func namespace(for interpreter: Interpreter) throws -> Namespace {
    let listed = operationValues(where: { !$0.isInternal })
    var scope = operationValues()
    scope[vendor.name] = .heap(
      Namespace(name: vendor.name, members: listed, resources: vendor.references))
    // Where the vendor is, the sandbox when that stands in for it.
    scope["base"] = .string(baseURL)
    let functions = try interpreter.compile(
      functions: vendor.functions.map(\.function), scope: scope)
    return Namespace(
      name: vendor.name, members: listed.merging(functions) { $1 }, resources: vendor.references)
  }

  /// The operations as function values, by name.
  func operationValues(where isWanted: (Operation) -> Bool = { _ in true }) -> [String: Value] {
    var values: [String: Value] = [:]
    for operation in vendor.operations where isWanted(operation) {
      values[operation.name] = .heap(
        NativeFunction(builtin(for: operation), name: operation.qualifiedName))
    }
    return values
  }

  /// The type that objects of a declared resource remember; nil if there is none of this name.
  func resourceType(_ name: String) -> VendorResourceType? {
    guard let declaration = vendor.resources[name] else { return nil }
    return resourceTypes.withLock { types in
      if let known = types[name] { return known }
      let type = VendorResourceType(declaration, self)
      types[name] = type
      return type
    }
  }

  // MARK: - Expressions of the declaration

  /// Evaluates an expression of the declaration with `names`, and the operations, in scope.
  func evaluate(
    _ expression: Expression, _ names: [(String, Value)], _ evaluator: Evaluator,
    at range: SourceRange
  ) throws -> Value {
    let function = try compile(expression, names.map(\.0), evaluator)
    return try evaluator.call(function, names.map(\.1), at: range)
  }

  /// The expression as a function of the named parameters, compiled when it is first needed.
  private func compile(
    _ expression: Expression, _ parameters: [String], _ evaluator: Evaluator
  ) throws -> Value {
    try once("\(expression.range.start) \(parameters.joined(separator: " "))") {
      var scope = operationValues()
      scope["jwt"] = .heap(NativeFunction(JWT.builtin))
      for name in parameters { scope[name] = nil }
      return try evaluator.interpreter.compile(
        expression: expression, parameters: parameters, scope: scope)
    }
  }

  /// A function of the declaration as a value, compiled when it is first needed.
  func compile(_ function: Function, _ evaluator: Evaluator) throws -> Value {
    try once("\(function.range.start)") {
      try evaluator.interpreter.compile(function: function, scope: [:])
    }
  }

  private func once(_ key: String, _ compile: () throws -> Value) throws -> Value {
    if let known = compiled.withLock({ $0[key] }) { return known }
    let function = try compile()
    compiled.withLock { $0[key] = function }
    return function
  }
}

/// What an object remembers about the declared resource it came from.
final class VendorResourceType: ResourceType, @unchecked Sendable {
  let declaration: ResourceDeclaration
  let client: VendorClient
  /// The declared fields, in the form used to look up responses.
  let keys: [(key: StringObject, type: Type)]

  init(_ declaration: ResourceDeclaration, _ client: VendorClient) {
    self.declaration = declaration
    self.client = client
    keys = declaration.fields.map { ($0.key, $0.type) }
    super.init(
      name: "\(client.vendor.name).\(declaration.name)", fields: declaration.fields.map(\.name),
      optionalFields: declaration.optionalFields)
  }

  /// The declared fields of an object as names with values, null where they are absent.
  func names(of record: RecordObject) -> [(String, Value)] {
    keys.map { ($0.key.text, record[$0.key] ?? .null) }
  }
}
