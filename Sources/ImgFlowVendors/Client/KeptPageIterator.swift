import ImgFlowRuntime
import ImgFlowValues
import Synchronization

/// One pass through a listing of a service that soon forgets its position: the next page is fetched when half
/// of that time has passed, whatever the script is doing then.
final class KeptPageIterator: StreamIterator {
  private let pages: PageQueue
  private let lifetime: Int
  private var keeper: SideTask?
  private var items: [Value] = []
  private var position = 0
  /// When the last page came, by the monotonic clock.
  private var answered = 0

  init(_ fetcher: PageFetcher, lifetime: Int) {
    pages = PageQueue(fetcher)
    self.lifetime = lifetime
  }

  func next(_ evaluator: Evaluator) throws -> Value? {
    if keeper != nil, evaluator.host.uptime() - answered >= lifetime / 2 { try take(evaluator) }
    while position == items.count {
      guard !pages.isDone else { return try pages.end() }
      (items, position) = ([], 0)
      try take(evaluator)
    }
    defer { position += 1 }
    return items[position]
  }

  /// Takes over the pages that have arrived, and requests one more if there is none.
  private func take(_ evaluator: Evaluator) throws {
    if keeper == nil {
      keeper = SideTask(evaluator) { [pages, lifetime] in pages.keep($0, every: lifetime / 2) }
    }
    // Without a thread for it the pages are requested as they are needed.
    if keeper == nil { pages.fetch(evaluator) }
    items += try pages.take(evaluator)
    answered = evaluator.host.uptime()
  }
}

/// Pages on their way from the thread that requests them to the one that uses them.
private final class PageQueue: Sendable {
  private struct State {
    var items: [Value] = []
    var isDone = false
    var failure: (any Error)?
    /// Brought when the next page is wanted.
    var wanted = Latch<Void>()
    /// Delivered when it has arrived.
    var arrived = Latch<Void>()
  }

  private let fetcher: PageFetcher
  private let state = Mutex(State())

  init(_ fetcher: PageFetcher) { self.fetcher = fetcher }

  /// Whether no further page will come.
  var isDone: Bool { state.withLock { $0.isDone && $0.items.isEmpty } }

  /// The end of the listing.
  ///
  /// - Throws: What ended it too early.
  func end() throws -> Value? {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    return nil
  }

  /// Requests pages, each when it is needed or `interval` milliseconds after the one before, to the end.
  func keep(_ evaluator: Evaluator, every interval: Int) {
    while !state.withLock({ $0.isDone }) {
      let wanted = state.withLock { $0.wanted }
      _ = wanted.wait(milliseconds: interval, cancellation: evaluator.cancellation)
      if evaluator.cancellation.isCancelled { return }
      fetch(evaluator)
    }
  }

  /// Asks for one page.
  func fetch(_ evaluator: Evaluator) {
    let page = Result { try fetcher.next(evaluator) }
    let arrived = state.withLock { state -> Latch<Void> in
      switch page {
      case .success(let items):
        state.items += items
        state.isDone = fetcher.isFinished
      case .failure(let error):
        state.failure = error
        state.isDone = true
      }
      defer { (state.wanted, state.arrived) = (Latch(), Latch()) }
      return state.arrived
    }
    arrived.fulfil(())
  }

  /// Returns the items that have arrived; waits for a page if there are none.
  func take(_ evaluator: Evaluator) throws -> [Value] {
    let waiting = state.withLock { state -> Latch<Void>? in
      guard state.items.isEmpty, !state.isDone else { return nil }
      state.wanted.fulfil(())
      return state.arrived
    }
    if let waiting, waiting.wait(cancellation: evaluator.cancellation) == nil {
      try evaluator.checkCancellation()
    }
    return state.withLock { state in
      defer { state.items = [] }
      return state.items
    }
  }
}
