import ImgFlowCatalogue
import TestSupport
import Testing

@testable import ImgFlowVendors

/// The limits of a vendor over random schedules of requests, with a clock that only events move.
@Suite("Turns under declared limits")
struct TurnQueueTests {
  /// A service with random limits, and requests that come, end, are refused and give up at random.
  private struct Schedule {
    struct Request {
      let operation: Int
      let arrival: Int
      let duration: Int
      /// How long it asks to be left alone if its response is 429; nil for any other response.
      let refusal: Int?
      let patience: Int?
      var began: Int?
      var ended: Int?
      var gaveUp = false
    }

    enum Event {
      case arrival
      case look
      case end(TurnQueue.Ticket)
      case impatience(TurnQueue.Ticket)
    }

    let vendor: RequestLimits
    let operations: [RequestLimits]
    private(set) var requests: [Request]
    private var queue: TurnQueue
    private var places: [[Int]] = []
    private var events: [(time: Int, event: Event)] = []
    private var tickets: [TurnQueue.Ticket: Int] = [:]

    init(_ random: inout SeededRandom) {
      vendor = Self.limits(&random)
      operations = (0..<3).map { $0 == 0 ? RequestLimits() : Self.limits(&random) }
      let span = Int.random(in: 1...20_000, using: &random)
      let refusals = [0, 0, 10, 40].randomElement(using: &random) ?? 0
      requests = (0..<Int.random(in: 1...120, using: &random)).map { _ in
        Request(
          operation: Int.random(in: 0..<3, using: &random),
          arrival: Int.random(in: 0..<span, using: &random),
          duration: Int.random(in: 0...[3, 3000].randomElement(using: &random)!, using: &random),
          refusal: Int.random(in: 0..<100, using: &random) < refusals
            ? [0, 700].randomElement(using: &random) : nil,
          patience: Int.random(in: 0..<10, using: &random) == 0
            ? Int.random(in: 0...3000, using: &random) : nil)
      }.sorted { $0.arrival < $1.arrival }
      queue = TurnQueue(vendor)
      for limits in operations {
        places.append(queue.places(limits.isEmpty ? nil : queue.add(limits)))
      }
      events = requests.map { ($0.arrival, .arrival) }
    }

    private static func limits(_ random: inout SeededRandom) -> RequestLimits {
      var limits = RequestLimits()
      for _ in 0..<Int.random(in: 0...2, using: &random) {
        limits.rates.append(
          .init(
            count: Int.random(in: 1...12, using: &random),
            window: Int.random(in: 1...3000, using: &random)))
      }
      if Bool.random(using: &random) {
        limits.concurrency = Int.random(in: 1...5, using: &random)
      }
      return limits
    }

    /// Plays the schedule to its end.
    mutating func run() {
      var next = 0
      while let index = events.indices.min(by: { events[$0].time < events[$1].time }) {
        let (now, event) = events.remove(at: index)
        switch event {
        case .look: break
        case .arrival:
          let ticket = queue.arrive(at: places[requests[next].operation])
          tickets[ticket] = next
          if let patience = requests[next].patience {
            events.append((now + patience, .impatience(ticket)))
          }
          next += 1
        case .impatience(let ticket):
          guard let request = tickets[ticket], requests[request].began == nil else { continue }
          requests[request].gaveUp = true
          queue.abandon(ticket)
        case .end(let ticket):
          guard let request = tickets[ticket] else { continue }
          let places = places[requests[request].operation]
          requests[request].ended = now
          if let pause = requests[request].refusal {
            queue.slowDown(ticket, at: places, pause: pause, now: now)
          }
          queue.end(at: places)
        }
        advance(now)
      }
    }

    private mutating func advance(_ now: Int) {
      let turns = queue.advance(now: now)
      for ticket in turns.begun {
        guard let request = tickets[ticket] else { continue }
        requests[request].began = now
        events.append((now + requests[request].duration, .end(ticket)))
      }
      events.removeAll { if case .look = $0.event { true } else { false } }
      if let wait = turns.due.map(\.wait).min() { events.append((now + wait, .look)) }
    }

    /// What went wrong.
    var problems: [String] {
      var problems: [String] = []
      let subjects =
        [(vendor, requests)]
        + operations.indices.map { index in
          (operations[index], requests.filter { $0.operation == index })
        }
      for (limits, requests) in subjects {
        let starts = requests.compactMap(\.began).sorted()
        for rate in limits.rates {
          for (first, further) in zip(starts, starts.dropFirst(rate.count))
          where further - first < rate.window {
            problems.append("\(rate.count + 1) requests within \(further - first) of \(rate)")
          }
        }
        if let most = limits.concurrency {
          for start in starts {
            let under = requests.count { request in
              guard let began = request.began, let ended = request.ended else { return false }
              return began <= start && start < ended
            }
            if under > most { problems.append("\(under) at once of \(most)") }
          }
        }
      }
      for request in requests where request.began == nil && !request.gaveUp {
        problems.append("\(request) never had its turn")
      }
      for index in operations.indices {
        let starts = requests.filter { $0.operation == index }.compactMap(\.began)
        if starts != starts.sorted() { problems.append("\(starts) are out of order") }
      }
      return problems
    }
  }

  @Test(arguments: 0..<20)
  func noScheduleExceedsThemAndEachRequestHasItsTurn(_ part: Int) {
    var random = TestSeed.numbers(for: "schedules \(part)")
    for _ in 0..<(TestSeed.isThorough ? 500 : 25) {
      var schedule = Schedule(&random)
      schedule.run()
      let problems = schedule.problems
      #expect(problems.isEmpty, "\(schedule.vendor) \(schedule.operations): \(TestSeed.advice)")
    }
  }

  /// Nothing waits longer than it has to.
  @Test func theFullRateIsUsed() {
    var queue = TurnQueue(RequestLimits(rates: [.init(count: 10, window: 1000)]))
    for _ in 0..<95 { _ = queue.arrive(at: queue.places(nil)) }
    var now = 0
    var times: [Int] = []
    while true {
      let turns = queue.advance(now: now)
      times += turns.begun.map { _ in now }
      guard let wait = turns.due.first?.wait else { break }
      now += wait
    }
    #expect(times == (0..<95).map { $0 / 10 * 1000 })
  }

  /// A request whose operation is slow is not overtaken for ever by a stream of others.
  @Test func aSlowOperationIsNotStarved() {
    var queue = TurnQueue(RequestLimits(rates: [.init(count: 1, window: 10)]))
    let slow = queue.add(RequestLimits(rates: [.init(count: 1, window: 1000)]))
    var waiting: [TurnQueue.Ticket] = []
    var begun: [TurnQueue.Ticket: Int] = [:]
    for now in 0..<3100 {
      if now < 3 { waiting.append(queue.arrive(at: queue.places(slow))) }
      _ = queue.arrive(at: queue.places(nil))
      for ticket in queue.advance(now: now).begun { begun[ticket] = now }
    }
    #expect(waiting.map { begun[$0] } == [0, 1000, 2000])
    // The vendor's rate was used to the full meanwhile.
    #expect(begun.count == 310)
  }

  @Test func aRefusalHalvesTheRateOnceAndItRecovers() {
    var meter = RequestMeter(RequestLimits(rates: [.init(count: 8, window: 1000)], concurrency: 8))
    for turn in 1...8 {
      #expect(meter.opening(now: 0) == .now)
      meter.begin(now: 0)
      // All eight are refused, for the same reason.
      if turn == 8 {
        for turn in 1...8 { meter.slowDown(turn: turn, latest: 8, pause: 0, now: 0) }
      }
    }
    for _ in 1...8 { meter.end() }
    #expect(meter.share(now: 0) == 0.5)
    #expect(meter.opening(now: 0) == .after(2000))
    // Fewer at once, too.
    for _ in 1...5 { meter.begin(now: 2000) }
    #expect(meter.opening(now: 2000) == .whenOneEnds)
    #expect(meter.share(now: 2500) == 0.75)
    #expect(meter.share(now: 5000) == 1)
    for turn in 9..<40 { meter.slowDown(turn: turn, latest: turn, pause: 0, now: 5000) }
    #expect(meter.share(now: 5000) == 1.0 / 64)
    for _ in 1...5 { meter.end() }
    // Even then something is sent.
    #expect(meter.opening(now: 200_000) == .now)
  }

  @Test func thePauseThatAServiceAsksForIsKept() {
    var meter = RequestMeter(RequestLimits(concurrency: 2))
    meter.begin(now: 0)
    meter.slowDown(turn: 1, latest: 1, pause: 5000, now: 100)
    meter.end()
    #expect(meter.opening(now: 100) == .after(5000))
    #expect(meter.opening(now: 5100) == .now)
  }
}
