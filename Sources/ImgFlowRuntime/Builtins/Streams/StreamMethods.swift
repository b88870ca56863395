import ImgFlowSyntax
import ImgFlowValues

/// The methods of streams. Those that give a stream are lazy: they describe it and do nothing until it is used.
enum StreamMethods {
  static let all: [Builtin] = deriving + grouping + reading

  /// Streams of the same items, or of what a function makes of each.
  private static let deriving: [Builtin] = [
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
      "flatMap", [.receiver(.stream), .function(taking: .item)],
      returns: .derived(.stream(.item(of: .result(of: "f")))),
      "A stream of the items of the lists, ranges or streams that `f` returns for each item.",
      examples: [
        (
          #"file.lines("notes.txt").flatMap(line => line.split()).take(2).all()"#,
          #"["first", "line"]"#
        )
      ]
    ) { call in
      let transform = Callback(function: call[1], range: call.range)
      return try derived(call) { FlatMapIterator($0, transform) }
    },
    Builtin(
      "takeWhile", [.receiver(.stream), .function(taking: .item)], returns: .receiver,
      "A stream of the items before the first one for which `f` is false; what comes after that is never read.",
      examples: [
        (
          #"file.lines("notes.txt").takeWhile(line => line.startsWith("f")).all()"#,
          #"["first line"]"#
        )
      ]
    ) { call in
      let test = Callback(function: call[1], range: call.range)
      return try derived(call) { TakeWhileIterator($0, test) }
    },
    Builtin(
      "dropWhile", [.receiver(.stream), .function(taking: .item)], returns: .receiver,
      "A stream of the items from the first one for which `f` is false; `f` is not called after that.",
      examples: [
        (
          #"file.lines("notes.txt").dropWhile(line => line.startsWith("f")).first()"#,
          "second line"
        )
      ]
    ) { call in
      let test = Callback(function: call[1], range: call.range)
      return try derived(call) { DropWhileIterator($0, test) }
    },
  ]

  /// Streams of several items at a time, or of items with more.
  private static let grouping: [Builtin] = [
    Builtin(
      "chunks", [.receiver(.stream), .count("size", from: 1)],
      returns: .derived(.stream(.list(.item(of: .receiver)))),
      "A stream of lists of `size` items; the last may be shorter.",
      examples: [
        (
          #"file.lines("notes.txt").chunks(2).all()"#,
          #"[["first line", "second line"], ["third line"]]"#
        )
      ]
    ) { call in
      let size = try call.int(1)
      return try derived(call) { ChunkIterator($0, size: size) }
    },
    Builtin(
      "window", [.receiver(.stream), .count("size", from: 1)],
      returns: .derived(.stream(.list(.item(of: .receiver)))),
      "A stream of lists of `size` items in a row, one from each item; a shorter stream has none.",
      examples: [
        (
          #"file.lines("notes.txt").window(2).map(lines => lines[1]).all()"#,
          #"["second line", "third line"]"#
        )
      ]
    ) { call in
      let size = try call.int(1)
      return try derived(call) { WindowIterator($0, size: size) }
    },
    Builtin(
      "enumerate", [.receiver(.stream), .start], returns: .stream(of: .list),
      "A stream of lists of a number and an item; the numbers go up from `start`.",
      examples: [
        (#"file.lines("notes.txt").enumerate(start: 1).first()"#, #"[1, "first line"]"#)
      ]
    ) { call in
      let start = try call.int(1)
      return try derived(call) { EnumerateIterator($0, start: start) }
    },
  ]

  /// Using a stream.
  private static let reading: [Builtin] = [
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
    Builtin(
      "reduce",
      [.receiver(.stream), Builtin.Parameter("start", .any), .function(taking: .any, .item)],
      returns: .any,
      "Calls `f` with the result so far, at first `start`, and each item; returns the last result.",
      examples: [(#"file.lines("notes.txt").reduce(0, (sum, line) => sum + line.length)"#, "31")]
    ) { call in
      let iterator = try source(call).makeIterator(call.evaluator)
      let combine = call.function(2)
      var result = call[1]
      var pace = Pace()
      while let item = try iterator.next(call.evaluator) {
        try pace.step()
        result = try combine(result, item)
      }
      return result
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
