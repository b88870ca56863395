import ImgFlowSyntax
import ImgFlowValues

/// The methods of streams. `take`, `drop`, `map` and `filter` are lazy: they describe a further stream
/// and do nothing until that one is used.
enum StreamMethods {
  static let all: [Builtin] = [
    Builtin(
      "take", [.receiver(.stream), .count("count")], returns: .receiver,
      "A stream of the first `count` items; the rest is never read.",
      examples: [
        (#"file.lines("notes.txt").take(2).all()"#, #"["first line", "second line"]"#)
      ]
    ) { call in
      let count = try call.int(1)
      return try derived(call) { TakeIterator($0, count: count) }
    },
    Builtin(
      "drop", [.receiver(.stream), .count("count")], returns: .receiver,
      "A stream of the items after the first `count`.",
      examples: [(#"file.lines("notes.txt").drop(2).all()"#, #"["third line"]"#)]
    ) { call in
      let count = try call.int(1)
      return try derived(call) { DropIterator($0, count: count) }
    },
    Builtin(
      "map", [.receiver(.stream), .function(taking: .item)],
      returns: .derived(.stream(.result(of: "f"))),
      "A stream of what `f` returns for each item, called as the stream is used.",
      examples: [(#"file.lines("notes.txt").map(line => line.length).first()"#, "10")]
    ) { call in
      let transform = Callback(function: call[1], range: call.range)
      return try derived(call) { MapIterator($0, transform) }
    },
    Builtin(
      "filter", [.receiver(.stream), .function(taking: .item)], returns: .receiver,
      "A stream of the items for which `f` is true.",
      examples: [
        (#"file.lines("notes.txt").filter(line => line.length > 10).all()"#, #"["second line"]"#)
      ]
    ) { call in
      let test = Callback(function: call[1], range: call.range)
      return try derived(call) { FilterIterator($0, test) }
    },
    Builtin(
      "all", [.receiver(.stream)], returns: .items,
      "Reads the whole stream and returns its items as a list.",
      examples: [(#"file.lines("notes.txt").all().length"#, "3")]
    ) { call in
      let iterator = try source(call).makeIterator(call.evaluator)
      let items = ListObject.make(count: 0)
      var pace = Pace()
      while let item = try iterator.next(call.evaluator) {
        try pace.step()
        try items.append(item)
      }
      return .heap(items)
    },
    Builtin(
      "first", [.receiver(.stream)], returns: .item,
      "Returns the first item; an empty stream is an `index` error.",
      examples: [(#"file.lines("notes.txt").first()"#, "first line")]
    ) { call in
      let iterator = try source(call).makeIterator(call.evaluator)
      guard let item = try iterator.next(call.evaluator) else {
        throw ValueError(.index, "`first` of an empty stream", help: "use `.take(1).all()`")
      }
      return item
    },
  ]

  private static func source(_ call: NativeCall) throws -> StreamObject {
    guard case .heap(let object) = call[0], let stream = object as? StreamObject else {
      throw ValueError.argument("self", mustBe: "a stream", not: call[0])
    }
    return stream
  }

  private static func derived(
    _ call: NativeCall,
    _ wrap: @escaping @Sendable (any StreamIterator) -> any StreamIterator
  ) throws -> Value {
    .heap(DerivedStream(try source(call), wrap))
  }
}

/// A function to call later, perhaps on another thread than the one that made the stream.
struct Callback: Sendable {
  let function: Value
  let range: SourceRange

  func callAsFunction(_ item: Value, _ evaluator: Evaluator) throws -> Value {
    try evaluator.call(function, item, at: range)
  }
}

/// A stream whose items come from another one.
private final class DerivedStream: StreamObject, @unchecked Sendable {
  private let source: StreamObject
  private let wrap: @Sendable (any StreamIterator) -> any StreamIterator

  init(
    _ source: StreamObject, _ wrap: @escaping @Sendable (any StreamIterator) -> any StreamIterator
  ) {
    self.source = source
    self.wrap = wrap
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    wrap(try source.makeIterator(evaluator))
  }
}

private final class TakeIterator: StreamIterator {
  private let source: any StreamIterator
  private var remaining: Int

  init(_ source: any StreamIterator, count: Int) { (self.source, remaining) = (source, count) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    return try source.next(evaluator)
  }
}

private final class DropIterator: StreamIterator {
  private let source: any StreamIterator
  private var remaining: Int

  init(_ source: any StreamIterator, count: Int) { (self.source, remaining) = (source, count) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while remaining > 0 {
      remaining -= 1
      guard try source.next(evaluator) != nil else {
        remaining = 0
        return nil
      }
    }
    return try source.next(evaluator)
  }
}

private final class MapIterator: StreamIterator {
  private let source: any StreamIterator
  private let transform: Callback

  init(_ source: any StreamIterator, _ transform: Callback) {
    (self.source, self.transform) = (source, transform)
  }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard let item = try source.next(evaluator) else { return nil }
    return try transform(item, evaluator)
  }
}

private final class FilterIterator: StreamIterator {
  private let source: any StreamIterator
  private let test: Callback

  init(_ source: any StreamIterator, _ test: Callback) { (self.source, self.test) = (source, test) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while let item = try source.next(evaluator) {
      let result = try test(item, evaluator)
      guard case .bool(let isTrue) = result else {
        throw ValueError(
          .type,
          "the function of `filter` must return a bool, but returned "
            + "`\(result.shortDescription())`")
      }
      if isTrue { return item }
    }
    return nil
  }
}
