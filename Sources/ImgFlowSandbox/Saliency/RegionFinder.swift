import Foundation

/// Finds the connected regions of binary maps, and how strongly each is figure rather than ground.
///
/// Holds its working memory between maps, since a prediction looks at some seventy of them.
struct RegionFinder {
  private let width: Int
  private let height: Int
  /// Each cell's region, counted from 1; 0 outside the binary map.
  private var labels: [Int32]
  private var stack: [Int32] = []
  /// Cells, and cells on the image's border, of each region.
  private var sizes: [(area: Int32, border: Int32)] = []
  private var figure: [Float]

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    labels = Array(repeating: 0, count: width * height)
    figure = Array(repeating: 0, count: width * height)
  }

  /// Labels the 8-connected regions of the cells above `threshold`, or of those not above it.
  mutating func find(in channel: Field, threshold: Float, above: Bool) {
    sizes.removeAll(keepingCapacity: true)
    let (width, height) = (width, height)
    labels.withUnsafeMutableBufferPointer { labels in
      channel.values.withUnsafeBufferPointer { values in
        for index in 0..<labels.count {
          labels[index] = (values[index] > threshold) == above ? -1 : 0
        }
      }
      for start in 0..<labels.count where labels[start] < 0 {
        let label = Int32(sizes.count + 1)
        let size = Self.fill(labels, from: start, label, width, height, &stack)
        sizes.append(size)
      }
    }
  }

  /// Gives `label` to every unlabelled cell (-1) that connects to `start`; returns their count.
  private static func fill(
    _ labels: UnsafeMutableBufferPointer<Int32>, from start: Int, _ label: Int32,
    _ width: Int, _ height: Int, _ stack: inout [Int32]
  ) -> (area: Int32, border: Int32) {
    var area: Int32 = 0
    var border: Int32 = 0
    labels[start] = label
    stack.append(Int32(start))
    while let cell = stack.popLast() {
      let y = Int(cell) / width
      let x = Int(cell) - y * width
      area += 1
      if x == 0 || y == 0 || x == width - 1 || y == height - 1 { border += 1 }
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for index in row * width + max(0, x - 1)...row * width + min(width - 1, x + 1)
        where labels[index] < 0 {
          labels[index] = label
          stack.append(Int32(index))
        }
      }
    }
    return (area, border)
  }

  /// Adds the found regions to `map`, weighted by how little border they touch, grown by a cell
  /// (the paper's dilation) and divided by the root of their common L2 norm.
  mutating func addFigures(to map: inout Field, weight: Float, borderTolerance: Float) {
    let weights = sizes.map { size in
      let connectivity = Float(size.border) / Float(size.area).squareRoot()
      return exp(-connectivity * connectivity / (2 * borderTolerance * borderTolerance))
    }
    guard weights.contains(where: { $0 > 0.01 }) else { return }
    paintGrown(weights)
    let energy = figure.withUnsafeBufferPointer { values in
      var sum: Float = 0
      for value in values { sum += value * value }
      return sum
    }
    // Below a cell's worth of weight there is only background, which the norm would blow up.
    guard energy > 0.25 else { return }
    let norm = energy.squareRoot()
    map.add(
      Field(width: width, height: height, values: figure), weight: weight / norm.squareRoot())
  }

  /// Writes into `figure` for each cell the greatest weight among it and its eight neighbours.
  private mutating func paintGrown(_ weights: [Float]) {
    let (width, height) = (width, height)
    figure.withUnsafeMutableBufferPointer { figure in
      labels.withUnsafeBufferPointer { labels in
        weights.withUnsafeBufferPointer { weights in
          for index in 0..<figure.count { figure[index] = 0 }
          for index in 0..<labels.count where labels[index] > 0 {
            let weight = weights[Int(labels[index]) - 1]
            guard weight > 0.01 else { continue }
            let y = index / width
            let x = index - y * width
            for row in max(0, y - 1)...min(height - 1, y + 1) {
              for near in row * width + max(0, x - 1)...row * width + min(width - 1, x + 1) {
                figure[near] = max(figure[near], weight)
              }
            }
          }
        }
      }
    }
  }
}
