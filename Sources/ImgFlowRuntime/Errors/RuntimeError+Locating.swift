import ImgFlowSyntax
import ImgFlowValues

extension RuntimeError {
  /// An error of an operation on values, at the expression that asked for it.
  package init(_ error: ValueError, at range: SourceRange, notes: [String] = []) {
    self.init(ErrorObject(error), at: range, advice: error.advice, notes: notes)
  }

  init(_ error: DetailedError, at range: SourceRange) {
    self.init(
      ErrorObject(
        kind: error.kind, message: error.message, isRetryable: error.isRetryable,
        details: error.details),
      at: range, help: error.help, notes: error.notes)
  }

  /// Gives an error the place of the expression that failed, unless it has one already or is not an error of
  /// the script (a cancellation, an `exit`, a `break`).
  static func located(_ error: any Error, at range: SourceRange) -> any Error {
    switch error {
    case let error as ValueError: RuntimeError(error, at: range)
    case let error as DetailedError: RuntimeError(error, at: range)
    case let stop as CancellationError: stop.located(at: range)
    default: error
    }
  }
}

extension ErrorObject {
  /// Creates an error of a kind that ImgFlow knows.
  convenience init(
    kind: ErrorKind, message: String, isRetryable: Bool, details: [(String, Value)]
  ) {
    self.init(
      kind: .string(kind.rawValue), message: .string(message),
      isRetryable: isRetryable, details: details.map { (StringObject($0.0), $0.1) },
      isOfScript: false)
  }

  /// What a script has said about its error besides the message, for the diagnostic.
  var detailsOfScript: [Diagnostic.Detail] {
    guard isOfScript else { return [] }
    return zip(fields.keys, fields.values).compactMap { key, value in
      guard !["kind", "message", "retryable"].contains(key.text) else { return nil }
      let text = value.shortDescription(limit: 200)
      return Diagnostic.Detail(
        name: key.text, text: text, json: (try? JSON.text(of: value)) ?? "null")
    }
  }
}
