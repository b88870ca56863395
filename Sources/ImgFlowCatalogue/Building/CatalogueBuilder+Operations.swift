import ImgFlowSyntax
import ImgFlowValues

// Operations: their parameters, path, body and rules.
extension CatalogueBuilder {
  /// What the clauses of an operation say, before it is assembled.
  private struct Draft {
    var method: String?
    var path: RoutePath?
    var signedAddress: Expression?
    var signedMethod: Expression?
    var signedHeaders: Expression?
    var alternatives: [(method: String?, path: RoutePath)] = []
    var query: [RequestField] = []
    var body = RequestBody.none
    var status = 200
    var answers: [BodyTemplate] = []
    var paging: PagingRule?
    var requirements: [Requirement] = []
    var looksBefore: [(name: String, look: Expression)] = []
    var gives: Expression?
    var auth: AuthRule?
    var opensSession = false
    var errors: [ErrorRule] = []
    var repetition: Operation.Repetition?
    var recovery: Operation.Recovery?
    var costs: [Operation.Cost] = []
    var limits = RequestLimits()
    var source: KnowledgeSource?
  }

  mutating func operation(
    _ operation: VendorOperation, _ clause: VendorClause, _ place: Place
  ) -> Operation? {
    let parameters = self.parameters(of: operation)
    var draft = Draft()
    for clause in operation.clauses { read(clause, operation, parameters, &draft) }
    guard let method = draft.method, let path = draft.path else {
      report(
        "operation `\(operation.name.text)` has no method and path", at: operation.name.range,
        help: "add a line such as `GET \"/path\"`")
      return nil
    }
    if draft.signedAddress != nil, case .keyed = draft.repetition {
      report(
        "a request to an address from a response cannot carry a key", at: operation.name.range,
        help: "it has exactly the headers that came with the address; write `repeat idempotent` if "
          + "sending it twice does no harm")
    }
    // The path's parameters are known only now, whatever the order of the clauses.
    let inPath = Set(path.parameters)
    draft.query.removeAll { isImplied($0, inPath, parameters) }
    let result = operation.result.map { type($0) }
    return Operation(
      vendor: parts.name, name: operation.name.text, section: place.section,
      documentation: clause.documentation, isInternal: operation.isInternal,
      parameters: parameters, method: method, path: path,
      alternatives: draft.alternatives.map { ($0.method ?? method, $0.path) }, query: draft.query,
      body: draft.body.mapFields { field in
        isImplied(field, inPath, parameters) ? nil : field.relaxed(by: draft.requirements)
      },
      result: operation.givesStream ? result.map(Type.stream) : result, status: draft.status,
      answers: draft.answers, paging: paging(draft.paging, of: operation),
      requirements: draft.requirements, looksBefore: draft.looksBefore, gives: draft.gives,
      signedAddress: draft.signedAddress.map {
        SignedAddress(url: $0, method: draft.signedMethod, headers: draft.signedHeaders)
      }, auth: draft.auth, opensSession: draft.opensSession, errors: draft.errors,
      repetition: draft.repetition ?? Self.repetition(of: method), recovery: draft.recovery,
      costs: draft.costs, limits: draft.limits, source: draft.source ?? place.source,
      range: clause.range)
  }

  private mutating func paging(_ rule: PagingRule?, of operation: VendorOperation) -> PagingRule? {
    let saysHow = operation.clauses.contains { if case .pages = $0.kind { true } else { false } }
    if operation.givesStream, !saysHow {
      report(
        "operation `\(operation.name.text)` returns a stream but does not say how to page",
        at: operation.name.range,
        help: "add a line such as `pages by limit, offset += size while more`")
    }
    return operation.givesStream ? rule : nil
  }

  /// GET is safe, PUT and DELETE are idempotent (RFC 9110 section 9.2.2), the rest is neither.
  private static func repetition(of method: String) -> Operation.Repetition {
    switch method {
    case "GET", "HEAD": .safe
    case "PUT", "DELETE": .idempotent
    default: .never
    }
  }

  /// Whether a field replaces a parameter that the path already holds under the same name.
  private func isImplied(
    _ field: RequestField, _ inPath: Set<String>, _ parameters: [Operation.Parameter]
  ) -> Bool {
    guard case .parameter(let index) = field.content else { return false }
    return inPath.contains(parameters[index].name) && parameters[index].wireName == field.name
  }

  // MARK: - Clauses

  private mutating func read(
    _ clause: OperationClause, _ operation: VendorOperation, _ parameters: [Operation.Parameter],
    _ draft: inout Draft
  ) {
    switch clause.kind {
    case .request(let method, let template):
      if draft.method != nil { report("an operation is one call", at: clause.range) }
      draft.method = method
      draft.path = path(template, parameters, operation) ?? RoutePath(segments: [])
    case .also(let method, let template):
      if let path = path(template, parameters, operation) {
        draft.alternatives.append((method, path))
      }
    case .parameters(.query, let object): draft.query = fields(object, parameters)
    case .parameters(.json, let content): draft.body = jsonBody(content, parameters)
    case .parameters(.form, let object): draft.body = .form(fields(object, parameters))
    case .parameters(.multipart, let object): draft.body = .multipart(fields(object, parameters))
    case .signedRequest(let method, let address):
      if draft.method != nil { report("an operation is one call", at: clause.range) }
      draft.method = method
      draft.path = signedPath(address, parameters)
      draft.signedAddress = address
    case .method(let expression): draft.signedMethod = expression
    case .headers(let expression): draft.signedHeaders = expression
    case .raw(let name, let isBase64, let type):
      guard let index = index(of: name, parameters) else { return }
      draft.body = .raw(RawBody(parameter: index, isBase64: isBase64, contentType: type.text))
    case .answers(let status, let shapes):
      draft.status = status
      draft.answers = shapes.map { template($0) }
    case .pages(let paging): draft.paging = pagingRule(paging, parameters)
    case .requires(let requirement):
      if let requirement = self.requirement(requirement, parameters) {
        draft.requirements.append(requirement)
      }
    case .before(let name, let look): draft.looksBefore.append((name.text, look))
    case .gives(let result): draft.gives = result
    case .auth(let auth): draft.auth = authRule(auth)
    case .opensSession: draft.opensSession = true
    case .repeats(let way): read(way, at: clause.range, &draft)
    case .costs(let cost):
      if let cost = self.cost(cost, parameters, after: draft.costs) { draft.costs.append(cost) }
    case .limits(let limits): draft.limits = self.limits(limits, after: draft.limits)
    case .errors(let rules): draft.errors += rules.map { errorRule($0) }
    case .source(let source): draft.source = knowledge(source)
    }
  }

  /// Reads how an operation is repeated, which it says once: two ways would contradict each other.
  private mutating func read(
    _ way: OperationClause.Repeat, at range: SourceRange, _ draft: inout Draft
  ) {
    if draft.repetition != nil || draft.recovery != nil {
      report(
        "this operation says twice how it may be repeated", at: range,
        help: "keep one line that begins with `repeat`")
    }
    switch way {
    case .safe: draft.repetition = .safe
    case .idempotent: draft.repetition = .idempotent
    case .never: draft.repetition = .never
    case .keyed(let header):
      checkHeader(header, isForKey: true)
      draft.repetition = .keyed(header: header.text)
    case .find(let search, let condition):
      draft.recovery = Operation.Recovery(search: search, condition: condition)
    }
  }

  private mutating func path(
    _ template: PathTemplate, _ parameters: [Operation.Parameter], _ operation: VendorOperation
  ) -> RoutePath? {
    for case .parameter(let name, _) in template.pieces where name.text != "_" {
      _ = index(of: name, parameters)
    }
    guard let path = RoutePath(template), case .text(let start)? = template.pieces.first,
      start.hasPrefix("/")
    else {
      report(
        "this is not a path", at: template.range,
        help: "begin with `/`, put one parameter into a segment, and `\\(...p)` at the end")
      return nil
    }
    return path
  }

  /// The path of a request to an address that an argument gives.
  private mutating func signedPath(_ address: Expression, _ parameters: [Operation.Parameter])
    -> RoutePath
  {
    var root = address
    while case .member(let object, _, _) = root.kind { root = object }
    guard case .name(let name) = root.kind else {
      report("the address must be a parameter or a field of one", at: address.range)
      return RoutePath(segments: [])
    }
    _ = index(of: name, parameters)
    return RoutePath(segments: [.address(name.text)])
  }

  /// `json`, `json {field: parameter}`, or `json parameter` for a parameter that is the whole body.
  private mutating func jsonBody(_ content: Expression?, _ parameters: [Operation.Parameter])
    -> RequestBody
  {
    guard case .name(let name)? = content?.kind else { return .json(fields(content, parameters)) }
    guard let index = index(of: name, parameters) else { return .none }
    return .jsonValue(field(name.text, index, parameters, isMain: true))
  }

  mutating func index(of name: Name, _ parameters: [Operation.Parameter]) -> Int? {
    if let index = parameters.firstIndex(where: { $0.name == name.text }) { return index }
    report(
      "this operation has no parameter `\(name.text)`", at: name.range,
      help: NearNames.hint(for: name.text, in: parameters.map(\.name)))
    return nil
  }

  /// The fields of a query or body: those of the object, or one for each parameter.
  private mutating func fields(_ object: Expression?, _ parameters: [Operation.Parameter])
    -> [RequestField]
  {
    guard let object else {
      return parameters.indices.map {
        field(parameters[$0].wireName, $0, parameters, isMain: true)
      }
    }
    guard case .object(let entries) = object.kind else {
      report("name the fields: `{field: parameter}`", at: object.range)
      return []
    }
    return entries.compactMap { entry in
      switch entry {
      case .shorthand(let name):
        return index(of: name, parameters).map {
          field(parameters[$0].wireName, $0, parameters, isMain: true)
        }
      case .pair(let key, let value):
        if case .name(let name) = value.kind {
          let isMain = name.text == key.text
          return index(of: name, parameters).map { field(key.text, $0, parameters, isMain: isMain) }
        }
        return literal(value).map { constant in
          RequestField(
            name: key.text, content: .constant(constant), type: .literal(constant),
            alsoAccepted: nil, isRequired: false, defaultValue: constant)
        }
      case .computed(let expression, _), .spread(let expression):
        report("a field must be a name and a parameter or literal", at: expression.range)
        return nil
      }
    }
  }

  /// A field for a parameter. The sandbox requires only its main spelling: a service that is sent a value
  /// under three names reads one of them.
  private func field(
    _ name: String, _ index: Int, _ parameters: [Operation.Parameter], isMain: Bool
  ) -> RequestField {
    let parameter = parameters[index]
    var isRequired = isMain
    var defaultValue: Value?
    switch parameter.presence {
    case .required, .supplied: break
    case .optional: isRequired = false
    case .literal(let value): (isRequired, defaultValue) = (false, isMain ? value : nil)
    }
    return RequestField(
      name: name, alsoNames: parameter.wire.alsoNames, format: parameter.wire.format,
      content: .parameter(index), type: parameter.type,
      alsoAccepted: parameter.alsoAccepted, isRequired: isRequired, defaultValue: defaultValue)
  }
}

extension RequestBody {
  fileprivate func mapFields(_ change: (RequestField) -> RequestField?) -> RequestBody {
    switch self {
    case .json(let fields): .json(fields.compactMap(change))
    case .form(let fields): .form(fields.compactMap(change))
    case .multipart(let fields): .multipart(fields.compactMap(change))
    case .none, .jsonValue, .raw: self
    }
  }
}

extension RequestField {
  /// The field as one that may be missing, where another can stand for it.
  fileprivate func relaxed(by requirements: [Requirement]) -> RequestField {
    guard case .parameter(let index) = content,
      requirements.contains(where: { $0.alternatives.contains(index) })
    else { return self }
    var field = self
    field.isRequired = false
    return field
  }
}

extension Operation.Parameter {
  /// What it is called outside the path.
  fileprivate var wireName: String { wire.name ?? name }
}
