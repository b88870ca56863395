import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The response to an operation as far as its declaration says what it is like, for rehearsals of scripts with
/// vendors of their own.
///
/// What is waited for is not done in the response that starts it, and done when it is looked at.
struct DeclaredAnswer {
  private let call: OperationCall
  private var operation: Operation { call.operation }
  private var vendor: Vendor { call.client.vendor }

  init(_ call: OperationCall) { self.call = call }

  var response: HTTPResponse {
    let text = body.flatMap { try? JSON.text(of: $0) } ?? ""
    return HTTPResponse(
      status: operation.status,
      headers: [("Content-Type", "application/json"), (AnswerSources.header, "1")],
      body: Array(text.utf8), url: call.client.baseURL, elapsed: 0)
  }

  /// Nil where the response says nothing.
  private var body: Value? {
    if operation.opensSession { return session }
    guard let type = operation.result, operation.gives == nil, type.scalar != .bytes else {
      return nil
    }
    let result = sample(of: type)
    guard let template = operation.answers.first else { return result }
    return value(template, result)
  }

  private var session: Value {
    let fields = (vendor.session?.fields ?? []).filter { $0.value == nil || $0.isFromCredentials }
    return Self.object(fields.map { ($0.name, $0.type.sample) })
  }

  private static func object(_ fields: [(String, Value)]) -> Value {
    (try? RecordObject(fields)).map(Value.heap) ?? .null
  }

  private func value(_ template: BodyTemplate, _ result: Value) -> Value {
    switch template {
    case .constant(let value): value
    case .role("items"): (try? .list([result])) ?? .null
    case .role("item"), .role("result"): result
    case .role("more"): .bool(false)
    case .role("total"), .role("size"): .int(1)
    case .role("from"): .int(0)
    case .role: .null
    case .list(let element): (try? .list([value(element, result)])) ?? .null
    case .entries: Self.object([])
    case .object(let entries): Self.object(entries.map { ($0.key, value($0.template, result)) })
    }
  }

  // MARK: - Resources

  /// A sample of a type; a resource that the operation looks at is done.
  private func sample(of type: Type) -> Value {
    let sample = type.sample
    guard case .resource(let reference) = type.resolved.form,
      let resource = call.client.resourceType(reference.name),
      let rule = resource.declaration.wait, Self.calls(rule.poll, operation.name)
    else { return sample }
    return done(sample, resource, rule) ?? sample
  }

  /// Whether an expression calls the operation of a name.
  private static func calls(_ poll: Expression, _ name: String) -> Bool {
    func isCall(_ element: SyntaxElement) -> Bool {
      guard case .expression(let expression) = element, case .call(let callee, _) = expression.kind
      else { return false }
      switch callee.kind {
      case .name(let called), .member(_, let called, _): return called.text == name
      default: return false
      }
    }
    return SyntaxElement.expression(poll).contains(where: isCall) { _ in true }
  }

  /// A resource that fulfils the condition of its declaration: with one of the values that the condition names in one
  /// of the fields that it names. Nil if none does.
  private func done(
    _ sample: Value, _ resource: VendorResourceType, _ rule: WaitRule
  ) -> Value? {
    if isDone(sample, resource, rule) { return sample }
    var (names, values): ([String], [Value]) = ([], [.bool(true)])
    var elements = [SyntaxElement.expression(rule.doneWhen)]
    while let element = elements.popLast() {
      elements += element.children
      guard case .expression(let expression) = element else { continue }
      if case .name(let name) = expression.kind { names.append(name.text) }
      if let value = expression.literalValue { values.append(value) }
    }
    for field in resource.declaration.fields where names.contains(field.name) {
      for value in values + [field.type.sample] {
        guard let record = sample.asRecord, let changed = try? record.copy(),
          (try? changed.set(field.name, value)) != nil,
          (try? field.type.accepts(value, by: .received)) == true,
          isDone(.heap(changed), resource, rule)
        else { continue }
        return .heap(changed)
      }
    }
    return nil
  }

  private func isDone(
    _ value: Value, _ resource: VendorResourceType, _ rule: WaitRule
  ) -> Bool {
    guard let names = value.asRecord.map({ resource.names(of: $0) }) else { return false }
    let holds = { (condition: Expression) in
      (try? call.evaluate(condition, names))?.asBool ?? false
    }
    return !(rule.failedWhen.map(holds) ?? false) && holds(rule.doneWhen)
  }
}
