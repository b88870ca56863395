/// The figures that an expoze job reports about its map under `salience`.
struct SalienceStatistics: Equatable, Sendable {
  var sum: Double
  var min: Double
  var max: Double
  var mean: Double
  var median: Double
  /// Population standard deviation: the map is all there is, not a sample of something larger.
  var stddev: Double
  var variance: Double
  /// The commonest value when the map is read as 8-bit gray, back on the 0…1 scale; the lowest of several. A
  /// field of floats has no mode itself.
  var mode: Double

  init(of map: SaliencyMap) {
    let sorted = map.values.sorted()
    let count = Double(sorted.count)
    let sum = sorted.reduce(0.0) { $0 + Double($1) }
    let mean = sum / count
    let squares = sorted.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
    let middle = sorted.count / 2

    self.sum = sum
    self.min = Double(sorted.first ?? 0)
    self.max = Double(sorted.last ?? 0)
    self.mean = mean
    self.median =
      sorted.count.isMultiple(of: 2)
      ? (Double(sorted[middle - 1]) + Double(sorted[middle])) / 2 : Double(sorted[middle])
    self.variance = squares / count
    self.stddev = variance.squareRoot()
    self.mode = Self.mode(of: sorted)
  }

  private static func mode(of values: [Float]) -> Double {
    var histogram = [Int](repeating: 0, count: 256)
    for value in values {
      histogram[Int((Swift.min(1, Swift.max(0, value)) * 255).rounded())] += 1
    }
    var commonest = 0
    for level in histogram.indices where histogram[level] > histogram[commonest] {
      commonest = level
    }
    return Double(commonest) / 255
  }
}
