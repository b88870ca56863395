import Foundation

/// A rectangle of floats, row-major: one channel of an image, or a map in the making.
struct Field: Equatable, Sendable {
  let width: Int
  let height: Int
  var values: [Float]

  /// Expects `width * height` values.
  init(width: Int, height: Int, values: [Float]) {
    precondition(width > 0 && height > 0 && values.count == width * height, "a field's size")
    self.width = width
    self.height = height
    self.values = values
  }

  init(width: Int, height: Int, repeating value: Float = 0) {
    self.init(width: width, height: height, values: Array(repeating: value, count: width * height))
  }

  /// The least and greatest values.
  var bounds: (low: Float, high: Float) {
    var low = values[0]
    var high = low
    for value in values {
      low = min(low, value)
      high = max(high, value)
    }
    return (low, high)
  }

  /// The field moved and stretched to 0…1; all zero when it is flat.
  func normalized() -> Field {
    let (low, high) = bounds
    guard high > low else { return Field(width: width, height: height) }
    return Field(width: width, height: height, values: values.map { ($0 - low) / (high - low) })
  }

  /// What the field holds beyond its value at `quantile`, 0…1; zero below that.
  func above(quantile: Double) -> Field {
    let rank = Int(Double(values.count - 1) * min(1, max(0, quantile)))
    let floor = values.sorted()[rank]
    return Field(width: width, height: height, values: values.map { max(0, $0 - floor) })
  }

  /// Adds `other`, of the same size, times `weight`.
  mutating func add(_ other: Field, weight: Float = 1) {
    precondition(other.values.count == values.count, "fields of one size")
    values.withUnsafeMutableBufferPointer { sums in
      other.values.withUnsafeBufferPointer { addends in
        for index in 0..<sums.count { sums[index] += weight * addends[index] }
      }
    }
  }

  /// The field turned over its diagonal.
  func transposed() -> Field {
    var turned = [Float](repeating: 0, count: values.count)
    turned.withUnsafeMutableBufferPointer { target in
      values.withUnsafeBufferPointer { source in
        for y in 0..<height {
          for x in 0..<width { target[x * height + y] = source[y * width + x] }
        }
      }
    }
    return Field(width: height, height: width, values: turned)
  }
}

extension Field {
  /// The field blurred by a Gaussian of `sigma` cells; beyond an edge it continues mirrored, so
  /// that edges neither darken nor gather weight.
  func blurred(sigma: Float) -> Field {
    guard sigma > 0.1 else { return self }
    let radius = Int((sigma * 3).rounded(.up))
    var kernel = (-radius...radius).map { exp(-Float($0 * $0) / (2 * sigma * sigma)) }
    let total = kernel.reduce(0, +)
    kernel = kernel.map { $0 / total }
    return blurredRows(kernel).transposed().blurredRows(kernel).transposed()
  }

  private func blurredRows(_ kernel: [Float]) -> Field {
    let radius = kernel.count / 2
    let sources = (-radius..<width + radius).map { mirrored($0, count: width) }
    var padded = [Float](repeating: 0, count: sources.count)
    var result = self
    result.values.withUnsafeMutableBufferPointer { out in
      padded.withUnsafeMutableBufferPointer { line in
        kernel.withUnsafeBufferPointer { kernel in
          for y in 0..<height {
            for index in 0..<line.count { line[index] = out[y * width + sources[index]] }
            for x in 0..<width {
              var sum: Float = 0
              for tap in 0..<kernel.count { sum += kernel[tap] * line[x + tap] }
              out[y * width + x] = sum
            }
          }
        }
      }
    }
    return result
  }
}

/// Folds a position beyond 0..<count back inside, as between two mirrors (… 1 0 | 0 1 …).
private func mirrored(_ position: Int, count: Int) -> Int {
  let period = 2 * count
  let folded = ((position % period) + period) % period
  return folded < count ? folded : period - 1 - folded
}
