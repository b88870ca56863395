import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Something to wait for.
protocol WaitSubject {
  /// `expoze job 12`, for the progress display and messages.
  var label: String { get }
  /// What is known before the first poll; nil to ask at once.
  var first: Value? { get }
  /// The first interval between polls and the longest, in milliseconds.
  var intervals: (first: Int, longest: Int) { get }
  /// Asks how it is now; null while there is nothing to see.
  func poll() throws -> Value
  func verdict(_ value: Value) throws -> WaitVerdict
  /// How far it is: a share from 0 to 1, and a word.
  func progress(_ value: Value) -> (fraction: Double?, detail: String)
}

enum WaitVerdict {
  case running
  case done
  case failed(DetailedError)
}

/// A vendor's resource, polled as its declaration says.
struct ResourceSubject: WaitSubject {
  private let call: NativeCall
  private let resource: RecordObject
  private let type: VendorResourceType
  private let rule: WaitRule
  private let until: Value?
  let intervals: (first: Int, longest: Int)

  init(
    _ call: NativeCall, _ resource: RecordObject, _ type: VendorResourceType, _ rule: WaitRule,
    until: Value?, every: Int?
  ) {
    self.call = call
    self.resource = resource
    self.type = type
    self.rule = rule
    self.until = until
    intervals = every.map { ($0, $0) } ?? (rule.firstInterval, rule.longestInterval)
  }

  var first: Value? { .heap(resource) }

  var label: String {
    let words = type.declaration.name.replacing(/[a-z](?=[A-Z])/) { "\($0.output) " }
    let name = "\(type.client.vendor.name) \(words.lowercased())"
    guard let key = type.declaration.key, let id = resource[key] else { return name }
    return "\(name) \(id.displayText)"
  }

  func poll() throws -> Value {
    try type.client.evaluate(rule.poll, type.names(of: resource), call.evaluator, at: call.range)
  }

  /// Failure first: a job that failed half-way may have left outputs.
  func verdict(_ value: Value) throws -> WaitVerdict {
    guard let record = value.asRecord else { return .running }
    let names = (record.resource as? VendorResourceType ?? type).names(of: record)
    if let failedWhen = rule.failedWhen, try holds(failedWhen, names) {
      return .failed(failure(record))
    }
    if let until { return try GivenFunction(until, in: call).holds(for: value) ? .done : .running }
    return try holds(rule.doneWhen, names) ? .done : .running
  }

  private func holds(_ condition: Expression, _ names: [(String, Value)]) throws -> Bool {
    let result = try type.client.evaluate(condition, names, call.evaluator, at: call.range)
    return result.asBool ?? false
  }

  private func failure(_ record: RecordObject) -> DetailedError {
    let status = record["status"] ?? .null
    let description = record["description"]?.asString ?? record["message"]?.asString
    let reason =
      description.map { ": \($0)" } ?? (status.isNull ? "" : " with status \(status.displayText)")
    return DetailedError(
      .job, "\(label) failed\(reason)",
      details: [
        ("resource", .heap(record)), ("status", status),
        ("description", description.map(Value.string) ?? .null),
      ],
      help: "start it again, or `catch` the error: its `resource` is all that the service says")
  }

  func progress(_ value: Value) -> (fraction: Double?, detail: String) {
    let record = value.asRecord
    let percent = rule.showsProgress ? record?["progress"]?.asDouble : nil
    return (percent.map { min(max($0 / 100, 0), 1) }, record?["status"]?.asString ?? "")
  }
}

/// Anything that a function of the script can look at.
struct FunctionSubject: WaitSubject {
  private let call: NativeCall
  private let function: Value
  private let until: Value
  let intervals: (first: Int, longest: Int)

  init(_ call: NativeCall, function: Value, until: Value, every: Int) {
    self.call = call
    self.function = function
    self.until = until
    intervals = (every, every)
  }

  var label: String { "waitFor" }
  var first: Value? { nil }

  func poll() throws -> Value { try call.evaluator.call(function, [], at: call.range) }

  func verdict(_ value: Value) throws -> WaitVerdict {
    try GivenFunction(until, in: call).holds(for: value) ? .done : .running
  }

  func progress(_ value: Value) -> (fraction: Double?, detail: String) { (nil, "") }
}
