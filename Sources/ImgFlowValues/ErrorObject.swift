import Synchronization

/// What `catch` binds: fields such as `kind` and `message`, and where the error came from.
///
/// Most errors are caught and not looked at, so the fields of an error of ImgFlow's own are made when someone
/// asks for one.
///
/// Sendable: `place` is set by the thread that throws it, before any other code sees it; the fields are made
/// once, and seen through an atomic.
public final class ErrorObject: HeapObject, @unchecked Sendable {
  /// Whether a script made it, with `error(…)`: what it says besides its message is for the user.
  public let isOfScript: Bool
  /// Where in the script it was caught, as the evaluator keeps it for throwing it again.
  @exclusivity(unchecked)
  public var place: (any AnyObject & Sendable)?

  private let knownFields: Atomic<Unmanaged<RecordObject>?>
  /// What the fields are made of.
  private let error: ValueError?

  /// Creates an error with `fields`, which hold at least `kind` and `message`.
  public init(fields: RecordObject, isOfScript: Bool = false) {
    self.isOfScript = isOfScript
    knownFields = Atomic(Unmanaged.passRetained(fields))
    error = nil
    super.init(type: .error, depth: fields.depth)
  }

  /// Creates the error that a script sees when an operation on values failed.
  package init(_ error: ValueError) {
    isOfScript = false
    knownFields = Atomic(nil)
    self.error = error
    super.init(type: .error, depth: 1)
  }

  deinit { knownFields.load(ordering: .acquiring)?.release() }

  public override var displayText: String { "error(\(kind): \(message))" }

  /// The fields, which live as long as the error.
  public var fields: RecordObject {
    let known = knownFields.load(ordering: .acquiring) ?? makeFields()
    return known.takeUnretainedValue()
  }

  public var kind: String {
    error?.kind.rawValue ?? fields[Self.kindKey]?.asString ?? ErrorKind.script.rawValue
  }
  public var message: String { error?.message ?? fields[Self.messageKey]?.asString ?? "" }

  @inline(never)
  private func makeFields() -> Unmanaged<RecordObject> {
    let made = Self.fields(
      kind: .string(kind), message: .string(error?.message ?? ""),
      isRetryable: error?.kind.isRetryable ?? false)
    let new = Unmanaged.passRetained(made)
    let (isFirst, known) = knownFields.compareExchange(
      expected: nil, desired: new, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return new }
    new.release()
    return known
  }

  // The fields that every error has.
  private static let kindKey = Symbols.key("kind")
  private static let messageKey = Symbols.key("message")
  private static let shape = Shape.empty.adding(
    contentsOf: [kindKey, messageKey, Symbols.key("retryable")])

  private static func fields(kind: Value, message: Value, isRetryable: Bool) -> RecordObject {
    let fields = RecordObject.make(shape: shape)
    fields.fill(kind)
    fields.fill(message)
    fields.fill(.bool(isRetryable))
    return fields
  }

  /// Creates an error with the fields that every error has.
  package convenience init(
    kind: Value, message: Value, isRetryable: Bool, details: [(StringObject, Value)],
    isOfScript: Bool
  ) {
    let fields = Self.fields(kind: kind, message: message, isRetryable: isRetryable)
    for (key, value) in details {
      // A detail nested to the limit cannot become a field; the error matters more.
      try? fields.set(key, value)
    }
    self.init(fields: fields, isOfScript: isOfScript)
  }
}
