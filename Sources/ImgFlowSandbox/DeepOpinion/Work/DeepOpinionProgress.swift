import Foundation

/// How far work is at an instant: before its end, what it does follows from the time alone.
struct DeepOpinionProgress {
  /// Nil for what needed no work.
  let task: DeepOpinion.Task?
  let now: Date

  var isFailed: Bool { task?.failure != nil }
  var isOver: Bool { task == nil || task?.finished != nil }

  /// The part of the time that has passed, below 1 until the end is recorded.
  var share: Double {
    guard !isOver, let task else { return 1 }
    let length = max(0.001, task.endsAt.timeIntervalSince(task.startsAt))
    return min(0.99, max(0, now.timeIntervalSince(task.startsAt) / length))
  }

  /// Per cent with two decimals.
  var percent: Double { (share * 100).rounded(toPlaces: 2) }

  /// The status by the clock.
  ///
  /// - Parameters:
  ///   - phases: each with the part of the time at which it ends, the last with 1.
  ///   - end: what comes after them.
  func status(_ phases: KeyValuePairs<String, Double>, then end: String) -> String {
    if isFailed { return "FAILED" }
    guard !isOver else { return end }
    return phases.first { share < $0.value }?.key ?? phases.last?.key ?? end
  }
}
