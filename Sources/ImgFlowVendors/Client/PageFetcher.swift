import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Asks for the pages of a listing, one after another. Belongs to one thread at a time.
final class PageFetcher: @unchecked Sendable {
  private let client: VendorClient
  private let operation: Operation
  private let range: SourceRange
  private let rule: PagingRule
  /// The field that tells items apart; nil when the declaration names none.
  private let key: String?

  /// For the next page.
  private var arguments: [Value?]
  private var fetched = 0
  private(set) var isFinished = false
  /// The page before, as it came: what is in it again is no news.
  private var lastPage: [Value]?
  /// When the last page came, by the monotonic clock.
  private var answered = 0

  init(_ call: OperationCall, _ arguments: [Value?], _ rule: PagingRule) {
    client = call.client
    operation = call.operation
    range = call.range
    self.arguments = arguments
    self.rule = rule
    if case .stream(.resource(let name)) = call.operation.result {
      key = call.client.vendor.resources[name]?.key
    } else {
      key = nil
    }
  }

  /// Asks for the next page and returns what is new in it.
  ///
  /// - Throws: `DetailedError` when there is none to be had.
  func next(_ evaluator: Evaluator) throws -> [Value] {
    let call = OperationCall(client, operation, evaluator, at: range)
    let asked = evaluator.host.uptime()
    var roles: [String: Value]
    do { roles = try call.page(arguments) } catch let error as DetailedError {
      throw lost(error, after: asked - answered)
    }
    answered = evaluator.host.uptime()
    let page = roles["items"]?.asList?.items ?? []
    fetched += page.count
    try checkProgress(page)
    let items = news(in: page)
    lastPage = page
    roles["fetched"] = .int(fetched)
    try advance(call, roles)
    return items
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

  /// What an answer says of its page.
  private static let roles = ["items", "more", "next", "total", "size", "from", "fetched"]

  /// A service that does not say how long its page is has kept to what it was asked for.
  private func standIn(for role: String) -> Value {
    guard role == "size" else { return .null }
    return switch rule.size {
    case .fixed(let size): .int(size)
    case .parameter(let index): arguments[index] ?? .null
    }
  }

  /// The items that were not in the page before: a list to which something is added while it is read
  /// moves on, and shows its last items once more.
  private func news(in page: [Value]) -> [Value] {
    guard let key, let lastPage else { return page }
    let known = Set(lastPage.compactMap { $0.asRecord?[key]?.displayText })
    return page.filter { item in
      item.asRecord?[key].map { !known.contains($0.displayText) } ?? true
    }
  }

  // MARK: - Failures

  /// - Throws: `DetailedError` when a page is the one before: it would be so for ever.
  private func checkProgress(_ page: [Value]) throws {
    guard let lastPage, lastPage.count == page.count,
      zip(lastPage, page).allSatisfy({ Value.equals($0, $1) })
    else { return }
    let cursor = operation.parameters[rule.cursor].name
    throw DetailedError(
      .http,
      "`\(operation.qualifiedName)` gave the same page twice: the service does not heed `\(cursor)`",
      isRetryable: false, help: "take what the first page holds with `.take(\(max(page.count, 1)))`"
    )
  }

  /// The error of a page that was asked for too late, when it was.
  private func lost(_ error: DetailedError, after pause: Int) -> DetailedError {
    guard let lifetime = rule.lifetime, lastPage != nil, pause > lifetime, error.kind == .http
    else { return error }
    return DetailedError(
      error.kind,
      "`\(operation.qualifiedName)` cannot go on: its next page can be had for "
        + "\(DurationText.short(lifetime)) after the last one, and \(DurationText.short(pause)) had "
        + "passed",
      details: error.details, isRetryable: false, notes: [error.message] + error.notes,
      help: "collect the items first, with `.all()`, and work on them then")
  }
}
