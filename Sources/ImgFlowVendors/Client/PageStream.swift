import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The items of a listing, requested a page at a time: a recipe that every use starts again.
final class PageStream: StreamObject, @unchecked Sendable {
  private let call: OperationCall
  private let arguments: [Value?]
  private let rule: PagingRule

  /// - Parameter call: the call in the script; the user of the stream requests later pages.
  init(_ call: OperationCall, _ arguments: [Value?], _ rule: PagingRule) {
    self.call = call
    self.arguments = arguments
    self.rule = rule
  }

  override func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    let fetcher = PageFetcher(call, arguments, rule)
    guard let lifetime = rule.lifetime else { return PageIterator(fetcher) }
    return KeptPageIterator(fetcher, lifetime: lifetime)
  }
}

/// One run through a listing: it holds no more than the page it is in.
private final class PageIterator: StreamIterator {
  private let fetcher: PageFetcher
  private var items: [Value] = []
  private var position = 0

  init(_ fetcher: PageFetcher) { self.fetcher = fetcher }

  func next(_ evaluator: Evaluator) throws -> Value? {
    while position == items.count {
      guard !fetcher.isFinished else { return nil }
      (items, position) = (try fetcher.next(evaluator), 0)
    }
    defer { position += 1 }
    return items[position]
  }
}
