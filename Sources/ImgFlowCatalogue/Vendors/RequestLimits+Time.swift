extension RequestLimits {
  /// The shortest time from the first of some requests to the last, in milliseconds: no window has more of them than
  /// it may. How many may be under way at the same time says nothing of that.
  package func shortestTime(for requests: Int) -> Int {
    rates.map { max(0, requests - 1) / $0.count * $0.window }.max() ?? 0
  }
}
