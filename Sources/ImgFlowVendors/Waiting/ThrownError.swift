import ImgFlowRuntime
import ImgFlowValues

/// An error that scripts can catch, whichever way it was thrown.
struct ThrownError {
  /// What `catch` binds.
  let value: ErrorObject

  /// Nil for what no script can catch, such as a cancellation.
  init?(_ error: any Error) {
    switch error {
    case let error as RuntimeError: value = error.value
    case let error as DetailedError:
      let fields: [(String, Value)] =
        [
          ("kind", .string(error.kind.rawValue)), ("message", .string(error.message)),
          ("retryable", .bool(error.isRetryable)),
        ] + error.details
      guard let record = try? RecordObject(fields) else { return nil }
      value = ErrorObject(fields: record)
    default: return nil
    }
  }

  var kind: String { value.kind }
  var isRetryable: Bool { value.fields["retryable"]?.asBool ?? false }

  /// Whether nothing was sent, since the server is left alone for now.
  var isHeldBack: Bool { value.fields[CircuitBreaker.field] != nil }

  /// How long the service asked to be left alone, or is left alone, in milliseconds; 0 if it is not. A
  /// service that wants a very long pause is asked again anyway.
  var retryAfter: Int {
    min(value.fields[RetryAfter.field]?.asDuration?.milliseconds ?? 0, RetryAfter.longest)
  }
}
