import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Asks for the pages of a listing, one after another. Belongs to one thread at a time.
///
/// Sendable: the thread that iterates over the listing alone touches its state.
final class PageFetcher: @unchecked Sendable {
  private let client: VendorClient
  private let operation: Operation
  private let range: SourceRange
  private let rule: PagingRule
  /// The field that identifies items; nil if the declaration names none, or it does not.
  private var key: String?

  /// For the next page.
  private var arguments: [Value?]
  private var fetched = 0
  private(set) var isFinished = false
  /// What was given lately, and is not new when it comes again.
  private var recent = RecentKeys()
  /// The page before, as it came, and how often it has arrived.
  private var lastPage: [Value]?
  private var repeats = 0
  /// How many items the longest page had.
  private var largest = 0
  /// When the last page came, by the monotonic clock.
  private var answered = 0

  init(_ call: OperationCall, _ arguments: [Value?], _ rule: PagingRule) {
    client = call.client
    operation = call.operation
    range = call.range
    self.arguments = arguments
    self.rule = rule
    key = Self.key(of: call.operation.result, in: call.client.vendor)
  }

  private static func key(of result: Type?, in vendor: Vendor) -> String? {
    guard case .stream(let item)? = result?.form else { return nil }
    switch item.resolved.form {
    case .resource(let reference): return reference.key
    case .object(let object): return object.fields.contains { $0.name == "id" } ? "id" : nil
    default: return nil
    }
  }

  /// Requests the next page and returns its new items.
  ///
  /// - Throws: `DetailedError` if none is available.
  func next(_ evaluator: Evaluator) throws -> [Value] {
    let call = OperationCall(client, operation, evaluator, at: range)
    let asked = evaluator.host.uptime()
    var roles: [String: Value]
    do { roles = try recordedPage(call) } catch let error as DetailedError {
      throw lost(error, after: asked - answered)
    }
    answered = evaluator.host.uptime()
    let page = roles["items"]?.asItems ?? []
    fetched += page.count
    try checkProgress(page)
    let items = news(in: page)
    let isEnd = isEnd(page, news: items, roles)
    lastPage = page
    largest = max(largest, page.count)
    roles["fetched"] = .int(fetched)
    try advance(call, roles)
    isFinished = isFinished || isEnd
    return items
  }

  /// Requests a page, unless the journal of the run has it.
  private func recordedPage(_ call: OperationCall) throws -> [String: Value] {
    guard call.evaluator.task != nil else { return try call.page(arguments) }
    let named = zip(operation.parameters, arguments).compactMap { parameter, argument in
      argument.map { (parameter.name, $0) }
    }
    let page = try call.evaluator.recordingRead(operation.qualifiedName, at: range, named) {
      .heap(try RecordObject(call.page(arguments).map { ($0, $1) }))
    }
    guard let record = page.asRecord else { return [:] }
    return Dictionary(zip(record.keys.map { $0.text }, record.values)) { $1 }
  }

  /// Sets the arguments for the next page, or finds that there is none.
  private func advance(_ call: OperationCall, _ roles: [String: Value]) throws {
    let names = call.names(arguments) + Self.roles.map { ($0, roles[$0] ?? standIn(for: $0)) }
    guard try call.evaluate(rule.condition, names).asBool ?? false else {
      isFinished = true
      return
    }
    let step = try call.evaluate(rule.step, names)
    guard rule.isAdded else {
      arguments[rule.cursor] = step
      return
    }
    let sum = (arguments[rule.cursor]?.asInt ?? 0).addingReportingOverflow(step.asInt ?? 0)
    isFinished = sum.overflow
    arguments[rule.cursor] = .int(sum.partialValue)
  }

  /// What a response says of its page.
  private static let roles = ["items", "more", "next", "total", "size", "from", "fetched"]

  /// A service that does not say how long its page is has kept to what was requested.
  private func standIn(for role: String) -> Value {
    guard role == "size" else { return .null }
    return switch rule.size {
    case .fixed(let size): .int(size)
    case .parameter(let index): arguments[index] ?? .null
    }
  }

  /// The items that have not arrived yet: a list that grows while it is read shifts, and shows some of its
  /// items again.
  private func news(in page: [Value]) -> [Value] {
    guard let key else { return page }
    let keys = page.map { item in
      item.asRecord?[key].flatMap { $0.isNull ? nil : $0.displayText }
    }
    let known = keys.compactMap { $0 }
    // Ids that users gave to their own things may be all the same.
    guard Set(known).count == known.count else {
      self.key = nil
      return page
    }
    return zip(page, keys).filter { _, key in key.map { recent.add($0) } ?? true }.map(\.0)
  }

  /// Whether a page that does not say so is the last one: shorter than others, and complete. While items are
  /// added to the list, an empty page may never follow.
  private func isEnd(_ page: [Value], news: [Value], _ roles: [String: Value]) -> Bool {
    news.isEmpty && repeats == 0 && page.count < largest && roles["more"] == nil
      && roles["next"] == nil
  }

  // MARK: - Failures

  /// The most times that a page may come again: as much may have been added as it holds.
  private static let mostRepeats = 2

  /// - Throws: `DetailedError` if a page keeps repeating the one before, which would never end.
  private func checkProgress(_ page: [Value]) throws {
    guard let lastPage, lastPage.count == page.count,
      zip(lastPage, page).allSatisfy({ Value.equals($0, $1) })
    else {
      repeats = 0
      return
    }
    repeats += 1
    guard repeats >= Self.mostRepeats else { return }
    let cursor = operation.parameters[rule.cursor].name
    throw DetailedError(
      .http,
      "`\(operation.qualifiedName)` returned the same page \(repeats + 1) times: the service "
        + "ignores `\(cursor)`",
      isRetryable: false,
      help: "take the items of the first page with `.take(\(max(page.count, 1)))`"
    )
  }

  /// The error for a page that was requested too late; nil otherwise.
  private func lost(_ error: DetailedError, after pause: Int) -> DetailedError {
    guard let lifetime = rule.lifetime, lastPage != nil, error.kind == .http, !error.isRetryable
    else { return error }
    let passed = pause < 1000 ? "less than 1s" : DurationText.short(pause / 1000 * 1000)
    return DetailedError(
      error.kind,
      "`\(operation.qualifiedName)` cannot continue: its next page is available for "
        + "\(DurationText.short(lifetime)) after the last one, and \(passed) had passed",
      details: error.details, isRetryable: false, notes: [error.message] + error.notes,
      help: "collect the items first, with `.all()`, and work on them then")
  }
}

/// The keys of the items that a listing gave last, as many as keep its memory small.
private struct RecentKeys {
  private static let capacity = 10_000

  private var known: Set<String> = []
  /// The keys in the order in which they came, from `oldest` on around the end.
  private var order: [String] = []
  private var oldest = 0

  /// Adds a key; false if it exists already.
  mutating func add(_ key: String) -> Bool {
    guard known.insert(key).inserted else { return false }
    guard order.count == Self.capacity else {
      order.append(key)
      return true
    }
    known.remove(order[oldest])
    order[oldest] = key
    oldest = (oldest + 1) % Self.capacity
    return true
  }
}
