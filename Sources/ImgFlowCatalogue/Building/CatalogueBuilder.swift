import ImgFlowSyntax
import ImgFlowValues

/// Makes a `Vendor` from a declaration: resolves the names in it and reports what does not fit.
struct CatalogueBuilder {
  let declaration: VendorDeclaration
  let documentation: String?
  var parts = Vendor.Parts()
  var diagnostics: [Diagnostic] = []
  /// Declared types by name; taken out while they are resolved, so that a cycle is found.
  var pendingTypes: [String: (type: VendorType, documentation: String?)] = [:]
  /// The resources by name, before and after what is said of them.
  var references: [String: ResourceReference] = [:]
  var operationNames: Set<String> = []
  /// The calls of `cancel`, whose arguments are checked once all operations are known.
  var cancels: [(operation: Name, arguments: [Argument])] = []

  init(_ declaration: VendorDeclaration, documentation: String?) {
    self.declaration = declaration
    self.documentation = documentation
  }

  mutating func build() -> Vendor {
    parts.name = declaration.name.text
    parts.documentation = documentation
    collectNames()
    for (name, pending) in pendingTypes.sorted(by: { $0.key < $1.key })
    where parts.types[name] == nil {
      _ = resolveNamed(pending.type.name)
    }
    var place = Place()
    // Operations refer to everything else, wherever it is.
    for clause in declaration.clauses where !clause.concernsOperations { add(clause, &place) }
    for clause in declaration.clauses where clause.concernsOperations { add(clause, &place) }
    if parts.baseURL.isEmpty {
      report(
        "vendor `\(parts.name)` has no `base`", at: declaration.name.range,
        help: "add `base \"https://…\"`")
    }
    declareEnds()
    checkCancelledOperations()
    return Vendor(parts, range: declaration.range)
  }

  /// What the clauses above an operation say about it.
  struct Place {
    var section: String?
    var source = KnowledgeSource(kind: .seed, reason: nil)
  }

  mutating func report(_ message: String, at range: SourceRange, help: String? = nil) {
    diagnostics.append(Diagnostic(.vendorDeclaration, message, at: range, help: help))
  }

  // MARK: - Names

  private mutating func collectNames() {
    var known: [String: SourceRange] = [:]
    for clause in declaration.clauses {
      guard let name = clause.declaredName else { continue }
      if known.updateValue(name.range, forKey: name.text) != nil {
        report("`\(name.text)` is declared twice in this vendor", at: name.range)
      }
      switch clause.kind {
      case .type(let type): pendingTypes[name.text] = (type, clause.documentation)
      case .resource: refer(to: name.text)
      case .operation: operationNames.insert(name.text)
      case .function, .base, .alsoSuffix, .prefix, .headers, .credentials, .settings, .session,
        .auth, .certificate, .errors, .limits, .source, .section:
        break
      }
    }
    let hasSession = declaration.clauses.contains {
      if case .session = $0.kind { true } else { false }
    }
    if hasSession { refer(to: "Session") }
  }

  private mutating func refer(to name: String) {
    references[name] = ResourceReference(vendor: declaration.name.text, name: name)
  }

  // MARK: - Clauses

  private mutating func add(_ clause: VendorClause, _ place: inout Place) {
    switch clause.kind {
    case .base(let text): addBase(text)
    case .alsoSuffix(let text): parts.suffixes.append(text.text)
    case .prefix(let prefix): addPrefix(prefix)
    case .headers(let expression): addHeaders(expression)
    case .credentials(let settings): parts.credentials += settings.map { setting($0) }
    case .settings(let settings): parts.settings += settings.map { setting($0) }
    case .session(let session): addSession(session)
    case .auth(let auth): parts.auth = authRule(auth)
    case .certificate(let expression): parts.certificate = expression
    case .errors(let rules): parts.errors += rules.map { errorRule($0) }
    case .limits(let limits): parts.limits = self.limits(limits, after: parts.limits)
    case .resource(let resource): addResource(resource, clause.documentation)
    case .function(let function):
      parts.functions.append((localised(function), clause.documentation))
    case .type: break
    case .section(let text): place.section = text.text
    case .source(let source): place.source = knowledge(source)
    case .operation(let operation):
      if let operation = self.operation(operation, clause, place) {
        parts.operations.append(operation)
      }
    }
  }

  private mutating func addBase(_ text: VendorText) {
    guard let url = URLParts(text.text), url.query == nil else {
      return report("`base` must be an absolute http or https URL", at: text.range)
    }
    parts.baseURL = text.text.hasSuffix("/") ? String(text.text.dropLast()) : text.text
  }

  private mutating func addHeaders(_ expression: Expression) {
    guard let record = literal(expression)?.asRecord else { return }
    for (key, value) in zip(record.keys, record.values) {
      parts.headers.append((key.text, value.displayText))
    }
  }

  private mutating func setting(_ setting: VendorSetting) -> Setting {
    Setting(
      name: setting.name.text, type: type(setting.type), isOptional: setting.isOptional,
      sessionField: setting.fallback.flatMap { sessionField($0) },
      environmentVariable: setting.environmentVariable?.text,
      sandboxValue: setting.sandboxValue?.text, documentation: setting.documentation)
  }

  private mutating func sessionField(_ expression: Expression) -> String? {
    if case .member(let object, let member, isOptional: false) = expression.kind,
      case .name(let root) = object.kind, root.text == "session"
    {
      return member.text
    }
    report(
      "the default of a setting must be a field of the session", at: expression.range,
      help: "write `= session.name`")
    return nil
  }

  private mutating func addPrefix(_ prefix: VendorPrefix) {
    guard let path = RoutePath(prefix.template), path.parameters.count == 1,
      let name = path.parameters.first
    else {
      return report("a prefix can contain one setting", at: prefix.template.range)
    }
    let settings = declaration.clauses.flatMap { clause -> [String] in
      if case .settings(let settings) = clause.kind { settings.map(\.name.text) } else { [] }
    }
    if !settings.contains(name) {
      report(
        "vendor `\(parts.name)` has no setting `\(name)`", at: prefix.template.range,
        help: NearNames.hint(for: name, in: settings))
    }
    parts.prefix = PathPrefix(path: path, setting: name, paths: prefix.paths.map(\.text))
  }

  private mutating func addSession(_ session: VendorSession) {
    let fields = session.fields.map { field in
      SessionDeclaration.Field(
        name: field.name.text, alsoNames: field.alsoNames.map(\.text),
        isOptional: field.isOptional, type: type(field.type), value: field.value)
    }
    parts.session = SessionDeclaration(fields: fields, lifetime: session.lifetime)
    let shown = fields.map {
      ObjectField(
        name: $0.name, alsoNames: $0.alsoNames, type: $0.type,
        isRequired: !$0.isOptional && $0.value == nil, documentation: nil)
    }
    addResource("Session", "What a login returns.", shown)
  }

  mutating func authRule(_ auth: VendorAuth) -> AuthRule {
    if case .optional = auth.scheme { return AuthRule(parts.auth, isOptional: true) }
    for name in [auth.opener, auth.refresher, auth.grant?.operation].compactMap({ $0 })
    where !operationNames.contains(name.text) { report(unknownOperation: name) }
    if case .header(let name, _) = auth.scheme { checkHeader(name) }
    let scheme: AuthRule.Scheme =
      switch auth.scheme {
      case .none, .optional: .none
      case .bearer(let expression): .bearer(expression)
      case .header(let name, let expression): .header(name: name.text, expression)
      }
    let grant = auth.grant.map {
      AuthRule.Grant(page: $0.page.text, operation: $0.operation.text)
    }
    return AuthRule(
      scheme: scheme, opener: auth.opener?.text, refresher: auth.refresher?.text, grant: grant)
  }

  mutating func knowledge(_ source: VendorSource) -> KnowledgeSource {
    guard let kind = KnowledgeSource.Kind(rawValue: source.kind.text) else {
      report("a source must be `seed`, `public` or `inferred`", at: source.kind.range)
      return KnowledgeSource(kind: .inferred, reason: nil)
    }
    return KnowledgeSource(kind: kind, reason: source.reason?.text)
  }

  mutating func errorRule(_ rule: VendorErrorRule) -> ErrorRule {
    let kind = rule.kind.flatMap { ErrorKind(rawValue: $0.text) }
    if let name = rule.kind, kind == nil {
      let kinds = ErrorKind.allCases.map(\.rawValue)
      report(
        "unknown kind of error `\(name.text)`", at: name.range,
        help: NearNames.hint(for: name.text, in: kinds))
    }
    return ErrorRule(
      status: rule.status, isForInvalid: rule.isForInvalid, shape: template(rule.shape), kind: kind,
      condition: rule.condition)
  }

  mutating func template(_ shape: BodyShape) -> BodyTemplate {
    switch shape.kind {
    case .role(let name): return .role(name.text)
    case .constant(let expression): return .constant(literal(expression) ?? .null)
    case .list(let element): return .list(template(element))
    case .entries(let key, let shape): return .entries(key: key.text, template(shape))
    case .object(let entries):
      return .object(entries.map { (key: $0.key.text, template: template($0.shape)) })
    }
  }

  // MARK: - Literals

  /// The value of a literal; reports and gives nil if it is more than that.
  mutating func literal(_ expression: Expression) -> Value? {
    if let value = expression.literalValue { return value }
    report("this must be a literal value", at: expression.range)
    return nil
  }
}

extension VendorClause {
  /// Whether it is an operation, or says something about the operations below it.
  fileprivate var concernsOperations: Bool {
    switch kind {
    case .operation, .section, .source: true
    default: false
    }
  }

  fileprivate var declaredName: Name? {
    switch kind {
    case .operation(let operation): operation.name
    case .resource(let resource): resource.name
    case .type(let type): type.name
    case .function(let function): function.name
    default: nil
    }
  }
}
