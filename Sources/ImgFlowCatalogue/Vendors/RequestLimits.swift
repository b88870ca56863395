import ImgFlowValues

/// How many requests a service takes, as `limits 10 per 1s, 4 at once` says; no limits when empty.
package struct RequestLimits: Sendable, Hashable {
  package var rates: [Rate] = []
  /// How many may be under way at the same time.
  package var concurrency: Int?

  package init(rates: [Rate] = [], concurrency: Int? = nil) {
    self.rates = rates
    self.concurrency = concurrency
  }

  /// So many requests in any window of this length.
  package struct Rate: Sendable, Hashable {
    package let count: Int
    /// In milliseconds.
    package let window: Int

    package init(count: Int, window: Int) {
      self.count = count
      self.window = window
    }
  }

  package var isEmpty: Bool { rates.isEmpty && concurrency == nil }
}

extension RequestLimits: CustomStringConvertible {
  /// `10 requests per 1s, and 4 at once`.
  package var description: String {
    let rates = rates.map { "\($0.count) per \(DurationText.short($0.window))" }
    let parts = rates + (concurrency.map { ["\($0) at once"] } ?? [])
    guard let first = parts.first else { return "any number of requests" }
    let words = first.split(separator: " ", maxSplits: 1)
    let requests = words[0] == "1" ? "request" : "requests"
    return (["\(words[0]) \(requests) \(words[1])"] + parts.dropFirst()).formatted(and: "and")
  }
}
