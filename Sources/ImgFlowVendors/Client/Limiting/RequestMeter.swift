import ImgFlowCatalogue

/// What has been sent under one `limits` clause, and when more may be.
///
/// A window is counted back from each request, so no window of its length ever has more requests than it may;
/// a bucket that is refilled would let up to twice as many through. After a 429 the service gets half as
/// many, and a tenth of the full rate more with every window that passes.
struct RequestMeter {
  private let limits: RequestLimits
  /// When the last requests began, for each rate as many as may begin in its window.
  private var starts: [Ring]
  private var underWay = 0
  /// The part of the full rate that the service took after the last 429, and when that was.
  private var cut = (share: 1.0, time: 0)
  /// The last turn that was given before the rate was cut: what a 429 to an earlier one says is known.
  private var lastBeforeCut = 0
  /// Before this time nothing is sent, as the service has asked.
  private var pause = 0
  /// How long recovering from nothing to the full rate takes, in milliseconds.
  private let recovery: Int

  private static let least = 1.0 / 64
  private static let windowsToRecover = 10

  init(_ limits: RequestLimits) {
    self.limits = limits
    starts = limits.rates.map { Ring(capacity: $0.count) }
    recovery = Self.windowsToRecover * (limits.rates.map(\.window).max() ?? 1000)
  }

  /// When a further request may begin.
  enum Opening: Equatable {
    case now
    /// In so many milliseconds.
    case after(Int)
    /// When another request has ended.
    case whenOneEnds
  }

  func opening(now: Int) -> Opening {
    let share = share(now: now)
    var wait = pause - now
    for (rate, ring) in zip(limits.rates, starts) {
      guard let oldest = ring.oldest else { continue }
      wait = max(wait, oldest - now + Int((Double(rate.window) / share).rounded(.up)))
    }
    if let most = limits.concurrency, underWay >= max(1, Int(Double(most) * share)) {
      return .whenOneEnds
    }
    return wait > 0 ? .after(wait) : .now
  }

  mutating func begin(now: Int) {
    underWay += 1
    for index in starts.indices { starts[index].add(now) }
  }

  mutating func end() { underWay -= 1 }

  /// Halves the rate after a 429 to the request that had `turn`, once for all that were sent before.
  ///
  /// - Parameters:
  ///   - pause: how long the service asks to be left alone, in milliseconds.
  ///   - latest: the last turn that was given.
  mutating func slowDown(turn: Int, latest: Int, pause: Int, now: Int) {
    self.pause = max(self.pause, now + pause)
    guard turn > lastBeforeCut else { return }
    cut = (max(Self.least, share(now: now) / 2), now)
    lastBeforeCut = latest
  }

  /// The part of the full rate that the service gets now.
  func share(now: Int) -> Double {
    min(1, cut.share + Double(now - cut.time) / Double(recovery))
  }

  /// The last numbers of a sequence, as many as there is room for.
  private struct Ring {
    private let capacity: Int
    private var numbers: [Int] = []
    private var next = 0

    init(capacity: Int) { self.capacity = capacity }

    /// The first of them once there are as many as fit.
    var oldest: Int? { numbers.count < capacity ? nil : numbers[next] }

    mutating func add(_ number: Int) {
      if numbers.count < capacity {
        numbers.append(number)
      } else {
        numbers[next] = number
        next = (next + 1) % capacity
      }
    }
  }
}
