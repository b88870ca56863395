import ImgFlowSyntax
import ImgFlowValues

/// An error on its way through a script: what `catch` will bind, and where it came from.
///
public struct RuntimeError: Error {
  /// What `catch` binds.
  public let value: ErrorObject
  let place: Place

  /// Where an error came from, which the value keeps when it has been caught.
  ///
  /// Sendable: `trace` grows only on the one thread that the error passes through.
  final class Place: @unchecked Sendable {
    let range: SourceRange
    let advice: Advice
    let notes: [String]
    @exclusivity(unchecked) fileprivate(set) var trace: [Diagnostic.Frame]

    fileprivate init(
      _ range: SourceRange, _ advice: Advice, _ notes: [String], _ trace: [Diagnostic.Frame]
    ) {
      self.range = range
      self.advice = advice
      self.notes = notes
      self.trace = trace
    }
  }

  /// The expression that failed.
  public var range: SourceRange { place.range }
  /// Facts for the diagnostic, a line each.
  public var notes: [String] { place.notes }
  /// The calls that led here, innermost first; grows while the error passes through them.
  public var trace: [Diagnostic.Frame] { place.trace }
  /// What to do about it.
  public var help: String? { place.advice.text }

  public init(
    _ value: ErrorObject, at range: SourceRange, help: String? = nil, notes: [String] = [],
    trace: [Diagnostic.Frame] = []
  ) {
    self.init(value, at: range, advice: Advice(help), notes: notes, trace: trace)
  }

  init(
    _ value: ErrorObject, at range: SourceRange, advice: Advice, notes: [String] = [],
    trace: [Diagnostic.Frame] = []
  ) {
    self.value = value
    place = Place(range, advice, notes, trace)
  }

  /// The error of a value that was caught, on its way from where it was thrown first.
  init(_ value: ErrorObject, from place: Place) {
    self.init(
      value, at: place.range, advice: place.advice, notes: place.notes, trace: place.trace)
  }

  /// Lets the value know where it came from, as it is caught now.
  func keepPlace() { value.place = place }

  /// Notes a call that the error passes out of.
  func addCall(of name: String, at range: SourceRange) {
    place.trace.addCall(Diagnostic.Frame(name: name, range: range))
  }

  /// What is shown when nothing catches the error.
  ///
  /// It points at the user's own files: an error inside a library points at the call that led there.
  public var diagnostic: Diagnostic {
    var diagnostic = diagnosticWithoutDetails
    diagnostic.details = value.detailsOfScript
    return diagnostic
  }

  private var diagnosticWithoutDetails: Diagnostic {
    let code = DiagnosticCode(rawValue: value.kind)
    guard range.file.isLibrary, let call = trace.firstIndex(where: { !$0.range.file.isLibrary })
    else {
      return Diagnostic(code, value.message, at: range, notes: notes, help: help, trace: trace)
    }
    return Diagnostic(
      code, value.message, at: trace[call].range,
      notes: notes + ["in `\(trace[call].name)`, at \(range)"], help: help,
      trace: Array(trace[(call + 1)...]))
  }
}

/// An error with additional fields: what a vendor operation or a wait throws. The call that runs it adds the
/// place.
public struct DetailedError: Error, Sendable {
  public let kind: ErrorKind
  public let message: String
  /// Fields besides `kind`, `message` and `retryable`.
  public let details: [(String, Value)]
  public let isRetryable: Bool
  public let notes: [String]
  public let help: String?

  public init(
    _ kind: ErrorKind, _ message: String, details: [(String, Value)] = [],
    isRetryable: Bool? = nil, notes: [String] = [], help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.details = details
    self.isRetryable = isRetryable ?? kind.isRetryable
    self.notes = notes
    self.help = help
  }
}

/// Work was cancelled; passes `catch`, `try?` and `retry`.
public struct CancellationError: Error, Sendable {
  public let reason: Cancellation.Reason
  /// What was running, as far as it is known.
  public private(set) var range: SourceRange?
  /// The calls that led there, innermost first.
  public private(set) var trace: [Diagnostic.Frame]
  /// Whether a request had begun to reach its server: it may have been done all the same.
  public private(set) var isAfterSending: Bool

  public init(
    reason: Cancellation.Reason, at range: SourceRange? = nil, trace: [Diagnostic.Frame] = [],
    isAfterSending: Bool = false
  ) {
    self.reason = reason
    self.range = range
    self.trace = trace
    self.isAfterSending = isAfterSending
  }

  /// The same cancellation where a request before it may have been done.
  package func afterSending() -> CancellationError {
    var stop = self
    stop.isAfterSending = true
    return stop
  }

  /// The same cancellation, at `range` if it is not known yet where it was.
  func located(at range: SourceRange) -> CancellationError {
    var stop = self
    stop.range = self.range ?? range
    return stop
  }

  /// The same cancellation on its way out of a call of `name` at `range`.
  func passing(_ name: String, at range: SourceRange) -> CancellationError {
    var stop = self
    stop.trace.addCall(Diagnostic.Frame(name: name, range: range))
    return stop
  }
}

/// `exit(code)` was called: unwinds like an error, but nothing catches it.
public struct ExitRequest: Error, Sendable {
  public let code: Int32

  public init(code: Int32) { self.code = code }
}
