import ImgFlowSyntax
import ImgFlowValues

/// One run through whatever `for` accepts.
struct Iteration: ~Copyable {
  private enum Source {
    case list(ListObject)
    case range(RangeObject)
    case text
    case bytes([UInt8])
    case record(RecordObject)
    case stream(any StreamIterator)
  }

  private let source: Source
  private var position = 0
  /// The rest of a string.
  private var characters: String.Iterator?
  private let range: SourceRange

  /// - Parameter takesObjects: whether an object may be gone through, which gives its values.
  /// - Throws: a `type` error for anything that is not a sequence.
  init(_ value: Value, _ e: Evaluator, at range: SourceRange, takesObjects: Bool = false) throws {
    self.range = range
    switch value.type {
    case .list: source = .list(unsafeList(value))
    case .range: source = .range(value.asRange ?? RangeObject(lower: 0, upper: 0))
    case .string:
      source = .text
      characters = (value.asString ?? "").makeIterator()
    case .bytes: source = .bytes(value.asBytes?.bytes ?? [])
    case .object where takesObjects: source = .record(value.asRecord ?? RecordObject())
    case .stream:
      guard let stream = value.asStream else { fallthrough }
      do { source = .stream(try stream.makeIterator(e)) } catch {
        throw RuntimeError.located(error, at: range)
      }
    default:
      let help: String? =
        switch value.type {
        case .object: "name the key too: `for key, value in …`, or use `.values()`"
        case .null: "give it a default: `?? []`"
        case .int: "count with a range: `0..<\(value.shortDescription())`"
        default: nil
        }
      throw RuntimeError(
        ValueError(.type, "cannot loop over \(value.described)", help: help), at: range)
    }
  }

  /// The next item, or nil at the end.
  mutating func next(_ e: Evaluator) throws -> Value? {
    switch source {
    case .list(let list):
      guard position < list.items.count else { return nil }
      defer { position += 1 }
      return list.items[position]
    case .range(let range):
      guard position < range.count else { return nil }
      defer { position += 1 }
      return .int(range.lower + position)
    case .text:
      guard let character = characters?.next() else { return nil }
      position += 1
      return .string(String(character))
    case .bytes(let bytes):
      guard position < bytes.count else { return nil }
      defer { position += 1 }
      return .int(Int(bytes[position]))
    case .record(let record):
      guard position < record.count else { return nil }
      defer { position += 1 }
      return record.values[position]
    case .stream(let iterator):
      do {
        try e.checkCancellation()
        guard let item = try iterator.next(e) else { return nil }
        position += 1
        return item
      } catch { throw RuntimeError.located(error, at: range) }
    }
  }

  /// Uses all items that are left, and pauses now and then.
  mutating func forEach(_ e: Evaluator, _ use: (Value) throws -> Void) throws {
    var pace = Pace()
    while let item = try next(e) {
      try pace.step()
      try use(item)
    }
  }

  /// The index or key of the item that `next` gave last.
  var key: Value {
    if case .record(let record) = source {
      .heap(record.keys[position - 1])
    } else {
      .int(position - 1)
    }
  }
}

private func unsafeList(_ value: Value) -> ListObject {
  value.asList ?? ListObject([], depth: 1)
}
