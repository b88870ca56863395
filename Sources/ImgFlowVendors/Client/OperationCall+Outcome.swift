import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// Whether the call was made, for those that must not be made twice.
extension OperationCall {
  /// Makes the call, and records its outcome if it must not be made twice. A session that is opened twice
  /// does no harm.
  func onceOnly(_ perform: () throws -> Value) throws -> Value {
    switch operation.repetition {
    case _ where operation.opensSession, .safe, .idempotent: return try perform()
    case .never: return try evaluator.once(operation.qualifiedName, advice: advice, perform)
    case .keyed:
      return try evaluator.once(operation.qualifiedName, advice: advice) {
        do { return try perform() } catch let error as DetailedError where error.leavesOpen {
          throw error.withUnknownOutcome(note: Self.keyNote, advice: advice)
        }
      }
    }
  }

  private static let keyNote =
    "it may have been done anyway, and the service would take another call for a new one"

  /// Returns the result that a person has looked up, with the types of the declaration.
  ///
  /// - Throws: a `validation` error for what cannot be a result.
  func adopt(_ value: Value) throws -> Value {
    guard let type = operation.result else { return .null }
    if let found = try type.violations(of: value, at: "", by: .received, limit: 1).first {
      let field = found.field.isEmpty ? "it" : "`\(found.field)`"
      throw DetailedError(.validation, "\(field) \(found.message)")
    }
    return try ValueReader(self).read(value, type)
  }

  /// How to see whether the call was made.
  var advice: String {
    guard let listing else { return UnknownOutcome.advice }
    return
      "check with `\(listing.qualifiedName)` whether it was done before you repeat it; "
      + "`retry(look: e => …) { … }` does so for you"
  }

  /// An operation that lists what this one makes.
  private var listing: Operation? {
    guard let made = operation.result?.resource?.name else { return nil }
    return client.vendor.operations.first { other in
      guard !other.isInternal, other.repetition == .safe else { return false }
      return other.result?.element?.resource?.name == made
    }
  }

  /// Reads what a success says: where that fails or is stopped, the call was made all the same.
  func readingSuccess<T>(_ body: () throws -> T) throws -> T {
    do { return try body() } catch let stop as ImgFlowRuntime.CancellationError {
      throw stop.afterSending()
    } catch {
      guard let thrown = ThrownError(error) else { throw error }
      throw DetailedError(
        ErrorKind(rawValue: thrown.kind) ?? .parse,
        "the response to `\(operation.qualifiedName)` cannot be used: \(thrown.value.message)",
        details: [("phase", .string(DetailedError.readingPhase))], isRetryable: false)
    }
  }
}
