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
  /// The limits that all requests are subject to; nil if there are none.
  private let shared: Int?
  private var queue: [Entry] = []
  private var latest: Ticket = 0

  /// - Parameter limits: Those of all requests, which get the place 0 unless they are empty.
  init(_ limits: RequestLimits = RequestLimits()) {
    shared = limits.isEmpty ? nil : 0
    if !limits.isEmpty { meters.append(RequestMeter(limits)) }
  }

  /// Adds the limits of some requests and returns their place.
  mutating func add(_ limits: RequestLimits) -> Int {
    meters.append(RequestMeter(limits))
    return meters.count - 1
  }

  /// The places of the limits that a request is subject to.
  ///
  /// - Parameter own: the place of those that only some have.
  func places(_ own: Int?) -> [Int] { [shared, own].compactMap(\.self) }

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
    var begun: Set<Ticket> = []
    // A later one does not get ahead of those that wait for the same.
    var taken: Set<Int> = []
    for entry in queue {
      if let shared, taken.contains(shared) { break }
      guard taken.isDisjoint(with: entry.meters) else { continue }
      let closed = entry.meters.filter { meters[$0].opening(now: now) != .now }
      guard closed.isEmpty else {
        taken.formUnion(closed)
        if let wait = wait(for: closed, now: now) { turns.due.append((entry.ticket, wait)) }
        continue
      }
      for meter in entry.meters { meters[meter].begin(now: now) }
      turns.begun.append(entry.ticket)
      begun.insert(entry.ticket)
    }
    if !begun.isEmpty { queue.removeAll { begun.contains($0.ticket) } }
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
