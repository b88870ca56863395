import ImgFlowRuntime
import ImgFlowValues

/// What went wrong with one attempt, for failures that another one may not meet.
struct AttemptFailure {
  /// A short description for an observer: `503 Service Unavailable`.
  let reason: String
  /// Whether the service has certainly done nothing yet.
  let isBeforeWork: Bool
  /// Whether the service only wants fewer requests.
  let isThrottled: Bool
  /// How long it asks to be left alone, in milliseconds.
  let retryAfter: Int?

  /// The responses that a later attempt may not meet.
  static let passingStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]

  /// Nil for responses that will be the same next time, successes among them.
  ///
  /// - Parameters:
  ///   - now: The time of day, in milliseconds since 1970.
  ///   - hasKey: Whether the service knows the request again: then 409 means that it is still busy with an
  ///     earlier attempt (draft-ietf-httpapi-idempotency-key-header section 2.6).
  init?(_ response: HTTPResponse, now: Int, hasKey: Bool = false) {
    guard
      Self.passingStatuses.contains(response.status) || hasKey && response.status == 409
    else { return nil }
    reason = "\(response.status) \(StatusText.reason(response.status) ?? "")"
    isThrottled = response.status == 429
    isBeforeWork = isThrottled
    retryAfter = response.retryAfter(now: now)
  }

  /// Nil for errors that will be the same next time.
  init?(_ error: any Error) {
    guard let error = error as? DetailedError, error.isRetryable,
      error.kind == .network || error.kind == .timeout
    else { return nil }
    reason = error.detail("cause")?.asString ?? error.message
    isThrottled = false
    isBeforeWork = error.wasBeforeSending
    retryAfter = nil
  }
}

extension DetailedError {
  /// Whether nothing of the request had reached the server.
  fileprivate var wasBeforeSending: Bool {
    detail("phase")?.asString == Self.connectingPhase
  }

  /// Whether it is about a success whose body cannot be read.
  var isUnreadable: Bool { detail("phase")?.asString == Self.readingPhase }
}
