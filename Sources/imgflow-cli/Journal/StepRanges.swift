/// Numbers of steps, shortened as `--abandon` takes them.
enum StepRanges {
  /// Returns single numbers and ranges, such as `3` and `7-12`, that have exactly the given ones.
  ///
  /// - Parameter numbers: ascending, without repeated ones.
  static func text(_ numbers: [Int]) -> [String] {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
  }
}
