import Hummingbird
import ImgFlowCatalogue
import ImgFlowValues

/// Reads the query and body of a request as the operation's declaration says, and checks them by it.
struct RequestReader: Sendable {
  let vendor: Vendor
  let uploads: UploadReceiver

  /// Bytes of a body that is read into memory.
  let bodyLimit: Int

  /// - Throws: `Refusal`.
  func content(of request: Request, _ hit: RouteTable.Hit) async throws -> RequestContent {
    var content = RequestContent()
    content.query = try query(of: request, hit.operation)
    do {
      try await readBody(of: request, hit, into: &content)
      try checkRequirements(of: hit, content)
      return content
    } catch {
      content.discard()
      throw error
    }
  }

  private func query(of request: Request, _ operation: Operation) throws -> RecordObject {
    let fields = FormPairs.read(request.uri.query ?? "")
    let record = try vendor.record(ofFields: fields, operation.query)
    try check(vendor.violations(of: record, operation.query))
    return try vendor.withDefaults(record, operation.query)
  }

  private func readBody(
    of request: Request, _ hit: RouteTable.Hit, into content: inout RequestContent
  ) async throws {
    let fields = hit.operation.body.fields
    switch hit.operation.body {
    case .none: return
    case .raw(let raw):
      let name = hit.operation.parameters[raw.parameter].name
      content.files[name] =
        raw.isBase64
        ? try await uploads.base64(request, field: name) : try await uploads.raw(request)
    case .multipart:
      let names = Set(fields.filter { $0.type.scalar == .file }.flatMap(\.names))
      let form = try await uploads.multipart(request, files: names)
      content.files = form.files
      let given = form.texts + form.files.map { ($0.key, $0.value.name ?? $0.key) }
      try check(given, hit, into: &content)
    case .json, .form, .jsonValue:
      let bytes = try await request.bytes(limit: bodyLimit)
      guard BodyType(request.headers[.contentType])?.isForm ?? false else {
        return try check(bytes, hit, into: &content)
      }
      try limit(ValueCount.form(bytes))
      try check(FormPairs.read(String(decoding: bytes, as: UTF8.self)), hit, into: &content)
    }
  }

  /// Takes the fields of a form.
  private func check(
    _ given: [(name: String, text: String)], _ hit: RouteTable.Hit,
    into content: inout RequestContent
  ) throws {
    let fields = hit.operation.body.fields
    let record = try vendor.record(ofFields: given, fields)
    try check(vendor.violations(of: record, fields), record, hit)
    content.body = try vendor.withDefaults(record, fields)
  }

  /// Takes a body of JSON.
  private func check(
    _ bytes: [UInt8], _ hit: RouteTable.Hit, into content: inout RequestContent
  ) throws {
    let value = try bytes.isEmpty ? .heap(RecordObject()) : parse(bytes)
    let violations = vendor.violations(ofBody: value, for: hit.operation)
    try check(violations, value.asRecord ?? RecordObject(), hit)
    if case .jsonValue(let field) = hit.operation.body {
      content.value = try field.type.withoutUnsaid(value)
    } else {
      content.body = try vendor.withDefaults(
        value.asRecord ?? RecordObject(), hit.operation.body.fields)
    }
  }

  /// Refuses a body of more values than one may have.
  private func limit(_ values: Int) throws {
    do throws(FileFault) {
      try DocumentBudget().charge(values, .fields)
    } catch {
      throw Refusal.malformed(error.text)
    }
  }

  private func parse(_ bytes: [UInt8]) throws -> Value {
    try limit(ValueCount.json(bytes))
    do throws(JSONError) {
      return try JSON.parse(bytes)
    } catch {
      throw Refusal.malformed("Syntax error in the JSON body: \(error.message)")
    }
  }

  // MARK: - Violations

  private func check(_ violations: [Violation]) throws {
    guard violations.isEmpty else { throw Refusal.invalid(violations) }
  }

  private func check(
    _ violations: [Violation], _ record: RecordObject, _ hit: RouteTable.Hit
  ) throws {
    try check(violations.filter { !isSaidElsewhere($0, record, hit) })
  }

  /// Whether a field is required although another, or the path, gives the same parameter: expoze's area takes
  /// the media's id under three names, and its own in the path and in the body.
  private func isSaidElsewhere(
    _ violation: Violation, _ record: RecordObject, _ hit: RouteTable.Hit
  ) -> Bool {
    let fields = hit.operation.body.fields
    guard record[violation.field] == nil,
      case .parameter(let index)? = fields.first(where: { $0.name == violation.field })?.content
    else { return false }
    let isInPath = hit.parameters[hit.operation.parameters[index].name] != nil
    return isInPath
      || fields.contains { field in
        if case .parameter(index) = field.content { record[field.name] != nil } else { false }
      }
  }

  /// Checks what must be given together.
  private func checkRequirements(of hit: RouteTable.Hit, _ content: RequestContent) throws {
    let operation = hit.operation
    let fields = operation.query + operation.body.fields
    func argument(_ index: Int) -> Value? {
      for field in fields {
        guard case .parameter(index) = field.content else { continue }
        if let value = content.query[field.name] ?? content.body[field.name] { return value }
      }
      return hit.parameters[operation.parameters[index].name].map { .string($0) }
    }
    let names = operation.parameters.map(\.name)
    try check(operation.requirements.compactMap { $0.violation(names, argument) })
  }
}
