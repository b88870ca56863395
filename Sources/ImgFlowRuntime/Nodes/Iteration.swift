import ImgFlowSyntax
import ImgFlowValues

/// One run through whatever `for` accepts.
struct Iteration: ~Copyable {
  private enum Source {
    case list(ListObject)
    case range(RangeObject)
    case text(StringObject)
    /// A string with characters that have several scalars.
    case clusters
    case bytes([UInt8])
    case record(RecordObject)
    case stream(any StreamIterator)
  }

  private let source: Source
  private var position = 0
  /// The byte of a string at which its next character begins.
  private var place = 0
  /// The rest of a string whose characters have several scalars.
  private var characters: String.Iterator?
  private let range: SourceRange

  /// What the items are for.
  enum Purpose {
    case loop
    /// A loop with two names, which goes through objects too and gets their values.
    case loopWithIndex
    /// The items of a list, or arguments, after `...`.
    case spread
  }

  /// - Throws: a `type` error for anything that is not a sequence.
  init(_ value: Value, _ e: Evaluator, at range: SourceRange, for purpose: Purpose = .loop) throws {
    self.range = range
    switch value.type {
    case .list: source = .list(unsafeList(value))
    case .range: source = .range(value.asRange ?? RangeObject(lower: 0, upper: 0))
    case .string:
      let text = value.asStringObject ?? StringObject("")
      if text.byteCount == 0 || text.endOfCharacter(at: 0) != nil {
        source = .text(text)
      } else {
        source = .clusters
        characters = text.text.makeIterator()
      }
    case .bytes: source = .bytes(value.asBytes?.bytes ?? [])
    case .object where purpose == .loopWithIndex: source = .record(value.asRecord ?? RecordObject())
    case .stream:
      guard let stream = value.asStream else { fallthrough }
      do { source = .stream(try stream.makeIterator(e)) } catch {
        throw RuntimeError.located(error, at: range)
      }
    default:
      throw RuntimeError(Self.unsuitable(value, for: purpose), at: range)
    }
  }

  private static func unsuitable(_ value: Value, for purpose: Purpose) -> ValueError {
    let isSpread = purpose == .spread
    let help: String? =
      switch value.type {
      case .object where isSpread: "spread its values: `.values()`, or write `{...x}` for an object"
      case .object: "name the key too: `for key, value in …`, or use `.values()`"
      case .null: "give it a default: `?? []`"
      case .int where !isSpread: "count with a range: `0..<\(value.shortDescription())`"
      default: nil
      }
    let what = isSpread ? "spread" : "loop over"
    return ValueError(.type, "cannot \(what) \(value.described)", help: help)
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
    case .text(let text):
      guard place < text.byteCount, let end = text.endOfCharacter(at: place) else { return nil }
      defer { (place, position) = (end, position + 1) }
      return .heap(text.withUTF8 { e.scratch.string(of: place..<end, in: $0) })
    case .clusters:
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
