import ImgFlowSyntax
import ImgFlowValues

/// Follows what is known of values through a module: from literals, annotations and declarations of vendors
/// through calls, lambdas, patterns and branches to where they are used. Reports uses that always fail. What is
/// not known is `any`, and nothing is reported of it.
final class TypeChecker {
  let outer: any OuterScope
  let annotation: (TypeExpression) -> Type
  /// The variables that names stand for.
  private let variables: [NodeID: Variable]
  /// How names of the outermost scope are found there.
  private let outerPath: (String) -> [String]?
  private(set) var problems: [Diagnostic] = []
  /// What is known of names where they are declared, in the order of the source.
  private(set) var declared: [DeclaredName] = []
  /// What tests have found about variables, in the branches where they hold.
  private var narrowed: [ObjectIdentifier: Type] = [:]
  /// What is assigned to variables that may change and have no annotation; nil once that has been found.
  private var assigned: [ObjectIdentifier: Type]?
  private var assignments: [ObjectIdentifier: Type] = [:]
  /// The types of what the functions around give.
  private var returned: [[Type]] = []
  /// How many `try` are around: what fails inside of one is expected to.
  private var attempts = 0

  init(
    outer: any OuterScope, variables: [NodeID: Variable],
    outerPath: @escaping (String) -> [String]?, annotation: @escaping (TypeExpression) -> Type
  ) {
    self.outer = outer
    self.variables = variables
    self.outerPath = outerPath
    self.annotation = annotation
  }

  /// Checks a module.
  ///
  /// Variables that change are looked at twice: first for what is ever assigned to them.
  ///
  /// - Returns: what is known of the value of its last statement.
  func check(_ statements: [Statement]) -> Type {
    if variables.values.contains(where: { $0.kind == .mutable && $0.isAssigned }) {
      assigned = [:]
      _ = value(of: statements)
      assignments = assigned ?? [:]
      assigned = nil
      (problems, declared) = ([], [])
    }
    return value(of: statements)
  }

  /// Reports a problem, once for a place.
  func report(_ problem: @autoclosure () -> Diagnostic) {
    guard attempts == 0, assigned == nil, problems.count < 50 else { return }
    let problem = problem()
    let isKnown = problems.contains { $0.range.start == problem.range.start }
    if !isKnown { problems.append(problem) }
  }

  /// Follows what may fail without harm.
  func attempting<Result>(_ body: () -> Result) -> Result {
    attempts += 1
    defer { attempts -= 1 }
    return body()
  }

  // MARK: - Variables

  func variable(_ name: Name) -> Variable? { variables[name.id] }

  /// The path of a name in the outermost scope; nil for what the module declares itself.
  func path(_ name: Name) -> [String]? {
    variables[name.id] == nil ? outerPath(name.text) : nil
  }

  func type(of name: Name) -> Type {
    guard let variable = variables[name.id] else { return .any }
    return narrowed[ObjectIdentifier(variable)] ?? variable.type ?? .any
  }

  /// Notes what is known of a variable from its declaration on.
  func declare(_ name: Name, _ type: Type, isAnnotated: Bool = false) {
    guard let variable = variables[name.id] else { return }
    let known = isAnnotated ? type : initialType(of: variable, type)
    variable.type = known
    declared.append(DeclaredName(name: name, type: known))
  }

  private func initialType(of variable: Variable, _ type: Type) -> Type {
    guard variable.kind == .mutable else { return type }
    guard variable.isAssigned else { return type.widened }
    let later = assignments[ObjectIdentifier(variable)] ?? .any
    return assigned == nil ? Type.common([type.widened, later]) : .any
  }

  /// Notes what is assigned to a place.
  func assign(_ type: Type, to place: Expression, _ operation: BinaryOperator?) {
    guard let name = place.root, let variable = variables[name.id] else { return }
    narrowed[ObjectIdentifier(variable)] = nil
    guard assigned != nil else { return }
    let isWhole = if case .name = place.kind { true } else { false }
    let new = isWhole && (operation == nil || operation == .coalesce) ? type.widened : .any
    let known = assigned?[ObjectIdentifier(variable)]
    assigned?[ObjectIdentifier(variable)] = known.map { .common([$0, new]) } ?? new
  }

  /// Follows a branch in which more is known.
  func knowing<Result>(_ facts: [(Variable, Type)], _ body: () -> Result) -> Result {
    let outer = narrowed
    for (variable, type) in facts { narrowed[ObjectIdentifier(variable)] = type }
    defer { narrowed = outer }
    return body()
  }

  // MARK: - Statements

  /// Follows the statements of a block; returns what its value is.
  ///
  /// Functions come last: they may use all that the block declares.
  func value(of statements: [Statement]) -> Type {
    let outer = narrowed
    defer { narrowed = outer }
    var result = Type.null
    for statement in statements {
      result = value(of: statement)
      if statement.jump != nil { result = .never }
      for (variable, type) in factsAfter(statement) { narrowed[ObjectIdentifier(variable)] = type }
    }
    for case .function(let function) in statements.map(\.kind) { _ = follow(function, taking: []) }
    return result
  }

  func value(of block: Block) -> Type { value(of: block.statements) }

  private func value(of statement: Statement) -> Type {
    switch statement.kind {
    case .expression(let expression): return type(of: expression)
    case .variable(let pattern, let declared, let value, _):
      follow(value, into: pattern, declared)
    case .assignment(let place, let operation, let value):
      follow(value, assignedTo: place, operation)
    case .patternAssignment(let pattern, let value):
      let found = type(of: value)
      bind(pattern, to: found)
    case .forIn(let head, let body): follow(head) { _ = value(of: body) }
    case .whileLoop(let condition, let body, _):
      let facts = follow(condition: condition)
      _ = knowing(facts.whenTrue) { value(of: body) }
    case .returnValue(let value):
      let type = value.map { self.type(of: $0) } ?? Type.null
      if !returned.isEmpty { returned[returned.count - 1].append(type) }
    case .throwError(let value): _ = type(of: value)
    case .assertion(let condition, let message):
      _ = follow(condition: condition)
      if let message { _ = type(of: message) }
    case .deferBlock(let body), .test(_, let body): _ = value(of: body)
    case .parameter(let parameter): follow(parameter)
    case .function(let function):
      if let name = function.name { declare(name, .function) }
    case .importModule(let declaration):
      if case .names(let names) = declaration.binding {
        for (_, alias) in names { declare(alias, type(of: alias)) }
      }
    case .breakLoop, .continueLoop, .useVendor, .permit, .vendor, .type: break
    }
    return .null
  }

  private func follow(_ value: Expression, into pattern: Pattern, _ declared: TypeExpression?) {
    let found = type(of: value)
    guard let declared else { return bind(pattern, to: found) }
    let type = annotation(declared)
    let name = if case .binding(let name) = pattern.kind { "`\(name.text)`" } else { "the value" }
    require(type, of: value, found, as: name)
    bind(pattern, to: type, isAnnotated: true)
  }

  private func follow(
    _ value: Expression, assignedTo place: Expression, _ operation: BinaryOperator?
  ) {
    let target = type(ofPlace: place)
    let found = type(of: value)
    if let operation { checkOperands(target, operation, found, place, value) }
    assign(found, to: place, operation)
  }

  private func follow(_ parameter: ScriptParameter) {
    let type = parameter.type.map(annotation)
    if let value = parameter.defaultValue {
      let found = self.type(of: value)
      if let type { require(type, of: value, found, as: "`\(parameter.name.text)`") }
      return declare(parameter.name, type ?? found.widened)
    }
    declare(parameter.name, type ?? .any)
  }

  /// Follows the head of a loop, and its body for any item.
  func follow(_ head: LoopHead, _ body: () -> Void) {
    let sequence = type(of: head.sequence)
    if let index = head.index {
      declare(index, sequence.kinds.isDisjoint(with: .object) ? .int : .any)
    }
    let isObject = head.index != nil && sequence.kinds == .object
    bind(head.pattern, to: isObject ? sequence.valueOfKeys : sequence.itemOfLoop)
    body()
  }

  // MARK: - Functions

  /// Follows a function whose arguments have some types; returns what it gives.
  func follow(_ function: Function, taking arguments: [Type]) -> Type {
    // What is known of variables where the function is made may have changed when it runs.
    let outer = narrowed
    narrowed = [:]
    returned.append([])
    defer { narrowed = outer }
    for (index, parameter) in function.parameters.enumerated() {
      let declared = parameter.type.map(annotation)
      if let value = parameter.defaultValue {
        let found = type(of: value)
        if let declared { require(declared, of: value, found, as: "`\(parameter.range.text)`") }
      }
      let given = index < arguments.count ? arguments[index] : .any
      let type = declared ?? (parameter.defaultValue == nil ? given : .any)
      bind(parameter.pattern, to: parameter.isRest ? .list : type)
    }
    let last = value(of: function.body)
    let results = (returned.popLast() ?? []) + [last]
    guard let declared = function.result.map(annotation) else { return .common(results) }
    return declared
  }
}

extension Expression {
  /// The name that a place begins with.
  fileprivate var root: Name? {
    switch kind {
    case .name(let name): name
    case .member(let base, _, _), .index(let base, _, _): base.root
    default: nil
    }
  }
}
