import ImgFlowSyntax
import ImgFlowValues

/// A function to call later, perhaps on another thread than the one that made the stream.
struct Callback: Sendable {
  let function: Value
  let range: SourceRange

  func callAsFunction(_ item: Value, _ evaluator: Evaluator) throws -> Value {
    try evaluator.call(function, item, at: range)
  }

  /// Calls the function and requires a bool from it.
  ///
  /// - Parameter method: whose function it is.
  func holds(for item: Value, _ method: String, _ evaluator: Evaluator) throws -> Bool {
    try Self.isTrue(self(item, evaluator), method)
  }

  /// Requires a bool of what a function returned.
  ///
  /// - Parameter method: whose function it is.
  /// - Throws: A `type` error.
  static func isTrue(_ result: Value, _ method: String) throws -> Bool {
    guard case .bool(let isTrue) = result else {
      throw ValueError(
        .type,
        "the function of `\(method)` must return a bool, but returned "
          + "`\(result.shortDescription())`")
    }
    return isTrue
  }
}

/// A stream whose items come from another one.
final class DerivedStream: StreamObject, @unchecked Sendable {
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

final class TakeIterator: StreamIterator {
  private let source: any StreamIterator
  private var remaining: Int

  init(_ source: any StreamIterator, count: Int) { (self.source, remaining) = (source, count) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    guard remaining > 0 else { return nil }
    remaining -= 1
    return try source.next(evaluator)
  }
}

final class DropIterator: StreamIterator {
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

final class MapIterator: StreamIterator {
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

final class FilterIterator: StreamIterator {
  private let source: any StreamIterator
  private let test: Callback

  init(_ source: any StreamIterator, _ test: Callback) { (self.source, self.test) = (source, test) }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while let item = try source.next(evaluator) {
      if try test.holds(for: item, "filter", evaluator) { return item }
    }
    return nil
  }
}
