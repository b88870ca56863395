import ImgFlowCatalogue

/// The requests that wait for their turn, in the order in which they came.
///
/// A request is subject to the limits of the vendor and to those of its operation. One that waits for its
/// operation lets others pass, but only until it waits for the vendor alone; so each gets its turn.
struct TurnQueue {
  /// A request that waits. Its number grows with every request.
  typealias Ticket = Int

  private struct Entry {
    let ticket: Ticket
    let meters: [Int]
  }

  private var meters: [RequestMeter] = []
  private var queue: [Entry] = []
  private var latest: Ticket = 0

  /// Adds limits and returns their place.
  mutating func add(_ limits: RequestLimits) -> Int {
    meters.append(RequestMeter(limits))
    return meters.count - 1
  }

  /// Adds a request that is subject to the limits at some places.
  mutating func arrive(at meters: [Int]) -> Ticket {
    latest += 1
    queue.append(Entry(ticket: latest, meters: meters))
    return latest
  }

  /// Removes a request that does not wait any longer.
  mutating func abandon(_ ticket: Ticket) { queue.removeAll { $0.ticket == ticket } }

  /// What there is for those that wait.
  struct Turns {
    /// The requests that begin now.
    var begun: [Ticket] = []
    /// Those that begin as soon as so many milliseconds have passed.
    var due: [(Ticket, wait: Int)] = []
  }

  /// Lets all requests begin that may.
  mutating func advance(now: Int) -> Turns {
    var turns = Turns()
    var waiting: [Entry] = []
    // A later one does not get ahead of those that wait for the same.
    var taken: Set<Int> = []
    for entry in queue {
      let isNext = taken.isDisjoint(with: entry.meters)
      let closed = entry.meters.filter { meters[$0].opening(now: now) != .now }
      guard isNext, closed.isEmpty else {
        waiting.append(entry)
        if isNext, let wait = wait(for: closed, now: now) { turns.due.append((entry.ticket, wait)) }
        if isNext { taken.formUnion(closed) }
        continue
      }
      for meter in entry.meters { meters[meter].begin(now: now) }
      turns.begun.append(entry.ticket)
    }
    queue = waiting
    return turns
  }

  /// How long until all of some limits allow a request; nil if that depends on others.
  private func wait(for closed: [Int], now: Int) -> Int? {
    var longest = 0
    for meter in closed {
      switch meters[meter].opening(now: now) {
      case .now: break
      case .after(let wait): longest = max(longest, wait)
      case .whenOneEnds: return nil
      }
    }
    return longest
  }

  /// Ends a request that has begun.
  mutating func end(at places: [Int]) {
    for place in places { meters[place].end() }
  }

  /// Sends less after a 429 to a request that had begun.
  mutating func slowDown(_ ticket: Ticket, at places: [Int], pause: Int, now: Int) {
    for place in places {
      meters[place].slowDown(turn: ticket, latest: latest, pause: pause, now: now)
    }
  }
}
