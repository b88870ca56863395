import ImgFlowSyntax
import ImgFlowValues

/// Errors that leave it unknown whether something was done.
///
/// Their field `outcome` is `"unknown"` and `retryable` is false: trying again could do it twice.
package enum UnknownOutcome {
  static let field = "outcome"
  static let value = "unknown"
  /// The field that says it.
  package static let detail = (field, Value.string(value))
  static let note = "it may have been done anyway, so it was not sent again"
  /// How to see whether it was done, where nothing more is known about it.
  package static let advice =
    "check whether it was done before you repeat it; `retry(look: e => …) { … }` does so for you"
}

/// What a status says about a request that must not be sent twice.
enum StatusMeaning {
  /// Whether the service has certainly not done what it was asked for (reliability design 4.1). A 302 or 303
  /// is the response to an accepted form.
  static func isRefusal(_ status: Int) -> Bool {
    switch status {
    case 301, 307, 308, 501, 505: true
    case 408: false
    default: (400..<500).contains(status)
    }
  }
}

extension EffectOutcome {
  /// The outcome of a request, according to the status of its response.
  init(status: Int) {
    self =
      (200..<300).contains(status) ? .done : StatusMeaning.isRefusal(status) ? .refused : .unknown
  }
}

extension DetailedError {
  /// The phase of errors about a success whose response cannot be read, in addition to those of an exchange.
  package static let readingPhase = "reading"
  /// The phase in which nothing of a request has reached the server.
  package static let connectingPhase = "connecting"

  /// A field besides those that every error has.
  package func detail(_ name: String) -> Value? { details.first { $0.0 == name }?.1 }

  /// Whether it is unknown if the service did what it was asked for, or with what result, judging by how far
  /// the request came and what the response said.
  package var leavesOpen: Bool {
    let status = detail("status")?.asInt
    switch detail("phase")?.asString {
    case Self.connectingPhase: return false
    case Self.readingPhase: return true
    case nil: return status.map { !(200..<300 ~= $0) && !StatusMeaning.isRefusal($0) } ?? false
    case .some: return status.map { !StatusMeaning.isRefusal($0) } ?? true
    }
  }

  /// The same error, as one that leaves it unknown whether it was done.
  ///
  /// - Parameters:
  ///   - note: Why it was not tried again, where more than that is known.
  ///   - advice: How to see whether it was done.
  package func withUnknownOutcome(note: String? = nil, advice: String) -> DetailedError {
    guard detail(UnknownOutcome.field) == nil else { return self }
    return DetailedError(
      kind, message, details: details + [UnknownOutcome.detail],
      isRetryable: false, notes: notes + [note ?? UnknownOutcome.note], help: advice)
  }
}

extension ErrorObject {
  /// Whether it is unknown if something was done.
  var hasUnknownOutcome: Bool {
    fields[UnknownOutcome.field]?.asString == UnknownOutcome.value
  }

  /// The same error, as one that leaves it unknown whether something was done.
  func withUnknownOutcome() -> ErrorObject {
    let marked = fields.copied()
    // An object at the limit of nesting cannot grow; the record of effects refuses it as it is.
    try? marked.set("retryable", .bool(false))
    try? marked.set(UnknownOutcome.field, .string(UnknownOutcome.value))
    return ErrorObject(fields: marked, isOfScript: isOfScript)
  }
}

extension RuntimeError {
  /// The same error where something may have been done before it that must not be done twice.
  func admitting(_ open: String?) -> RuntimeError {
    guard let open, !value.hasUnknownOutcome else { return self }
    return RuntimeError(
      value.withUnknownOutcome(), at: range, help: UnknownOutcome.advice,
      notes: notes + ["it is unknown whether `\(open)` was done"],
      trace: trace)
  }

  /// An error that the journal gives back at the call that raised it.
  init(recalled value: ErrorObject, at range: SourceRange) {
    let isOpen = value.hasUnknownOutcome
    self.init(
      value, at: range, help: isOpen ? UnknownOutcome.advice : nil,
      notes: isOpen ? [UnknownOutcome.note] : [])
  }

  /// The same error with one more fact for the diagnostic, and what to do about that.
  func adding(note: String, help: String? = nil) -> RuntimeError {
    RuntimeError(
      value, at: range, advice: help.map(Advice.sentence) ?? place.advice, notes: notes + [note],
      trace: trace)
  }
}
