import ImgFlowValues
import Testing

/// Returns the value of a JSON text: the shortest way to write values in tests.
func json(_ text: String) throws -> Value { try JSON.parse(text) }

func duration(_ milliseconds: Int) -> Value { .duration(milliseconds: milliseconds) }

func time(_ milliseconds: Int) -> Value { .time(milliseconds: milliseconds) }

func secret(_ text: String) -> Value { .heap(SecretObject(text)) }

func range(_ lower: Int, _ upper: Int) -> Value { .heap(RangeObject(lower: lower, upper: upper)) }

func errorValue(_ kind: String, _ message: String, trace: String? = nil) throws -> Value {
  let fields = RecordObject()
  try fields.set("kind", .string(kind))
  try fields.set("message", .string(message))
  if let trace { try fields.set("trace", .string(trace)) }
  return .heap(ErrorObject(fields: fields))
}

/// A function as the runtime would define it.
final class TestFunction: HeapObject, @unchecked Sendable {
  init() { super.init(type: .function) }
  override var displayText: String { "fn(a, b)" }
}

/// A value that is exactly like another: same type, same text, unlike `1 == 1.0`.
func isSame(_ a: Value, _ b: Value) -> Bool {
  a.type == b.type && a.displayText == b.displayText && Value.equals(a, b)
}

/// Returns the error that `body` throws; records an issue when it throws none.
func valueError(
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) -> ValueError {
  do {
    let value = try body()
    Issue.record("no error but \(value.displayText)", sourceLocation: sourceLocation)
  } catch let error as ValueError {
    return error
  } catch {
    Issue.record("another error: \(error)", sourceLocation: sourceLocation)
  }
  return ValueError(.script, "")
}
