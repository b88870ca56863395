import ImgFlowValues

final class TakeWhileIterator: StreamIterator {
  private let source: any StreamIterator
  private let test: Callback
  private var isAtEnd = false

  init(_ source: any StreamIterator, _ test: Callback) { (self.source, self.test) = (source, test) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard !isAtEnd, let item = try source.next(evaluator) else { return nil }
    if try test.holds(for: item, "takeWhile", evaluator) { return item }
    isAtEnd = true
    return nil
  }
}

final class DropWhileIterator: StreamIterator {
  private let source: any StreamIterator
  private let test: Callback
  private var isDropping = true

  init(_ source: any StreamIterator, _ test: Callback) { (self.source, self.test) = (source, test) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while let item = try source.next(evaluator) {
      if isDropping { isDropping = try test.holds(for: item, "dropWhile", evaluator) }
      if !isDropping { return item }
    }
    return nil
  }
}

final class FlatMapIterator: StreamIterator {
  private let source: any StreamIterator
  private let transform: Callback
  /// Where the items come from that were last made.
  private var part: (any StreamIterator)?

  init(_ source: any StreamIterator, _ transform: Callback) {
    (self.source, self.transform) = (source, transform)
  }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while true {
      if let item = try part?.next(evaluator) { return item }
      part = nil
      guard let item = try source.next(evaluator) else { return nil }
      part = try iterator(of: transform(item, evaluator), evaluator)
    }
  }

  private func iterator(
    of value: Value, _ evaluator: Evaluator
  ) throws -> any StreamIterator {
    if let list = value.asList { return ItemsIterator(Items(list.items)) }
    if let range = value.asRange { return ItemsIterator(try Items(range)) }
    if case .heap(let object as StreamObject) = value {
      return try object.makeIterator(evaluator)
    }
    throw ValueError(
      .type,
      "the function of `flatMap` must return a list, a range or a stream, but returned "
        + "`\(value.shortDescription())`", help: "use `map` to keep one result for each item")
  }
}

/// Goes through the items of a list or a range.
private final class ItemsIterator: StreamIterator {
  private let items: Items
  private var place = 0

  init(_ items: Items) { self.items = items }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard place < items.count else { return nil }
    defer { place += 1 }
    return items[place]
  }
}

final class ChunkIterator: StreamIterator {
  private let source: any StreamIterator
  private let size: Int

  init(_ source: any StreamIterator, size: Int) { (self.source, self.size) = (source, size) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    let chunk = ListObject.make(count: 0)
    while chunk.count < size, let item = try source.next(evaluator) { try chunk.append(item) }
    return chunk.count == 0 ? nil : .heap(chunk)
  }
}

final class WindowIterator: StreamIterator {
  private let source: any StreamIterator
  private let size: Int
  private var items: [Value] = []

  init(_ source: any StreamIterator, size: Int) { (self.source, self.size) = (source, size) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    if items.count == size { items.removeFirst() }
    while items.count < size {
      guard let item = try source.next(evaluator) else { return nil }
      try Memory.claim(values: 1)
      items.append(item)
    }
    return try .list(items)
  }
}

final class EnumerateIterator: StreamIterator {
  private let source: any StreamIterator
  private var number: Int

  init(_ source: any StreamIterator, start: Int) { (self.source, number) = (source, start) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard let item = try source.next(evaluator) else { return nil }
    // No stream has so many items that it would wrap around twice.
    defer { number &+= 1 }
    return try .list([.int(number), item])
  }
}
