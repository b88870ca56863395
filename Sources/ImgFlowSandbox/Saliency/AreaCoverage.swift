import Foundation

/// How much of each cell of a map an area of interest covers, and the figures that follow.
///
/// Rows are sampled at `linesPerCell` lines; along each line the covered stretch is exact. Shapes
/// that overlap count once.
struct AreaCoverage: Equatable, Sendable {
  let width: Int
  let height: Int
  /// The covered share of each cell, 0…1, row by row.
  let shares: [Double]

  /// Lines for each row of cells.
  static let linesPerCell = 16

  /// Corners that an area may have in all. This is the sandbox's own limit; it bounds the time for a score.
  static let pointLimit = 10_000

  /// - Parameters:
  ///   - shapes: in pixels of the image.
  ///   - imageSize: the image's pixels, both positive.
  ///   - width, height: the map's cells.
  init(
    of shapes: [AreaShape], imageSize: (width: Int, height: Int), width: Int, height: Int
  ) throws(AreaError) {
    guard !shapes.isEmpty else { throw .noShapes }
    let corners = shapes.reduce(0) { $0 + AreaOutline.cornerCount(of: $1) }
    guard corners <= Self.pointLimit else { throw .tooComplex(points: corners) }
    var outlines: [AreaOutline] = []
    for shape in shapes { outlines.append(try AreaOutline(of: shape)) }

    self.width = width
    self.height = height
    let across = Double(width) / Double(max(1, imageSize.width))
    let down = Double(imageSize.height) / Double(height)
    var shares = [Double](repeating: 0, count: width * height)
    for line in 0..<height * Self.linesPerCell {
      let y = (Double(line) + 0.5) / Double(Self.linesPerCell) * down
      let spans = Self.merged(outlines.flatMap { $0.spans(at: y) })
      let row = line / Self.linesPerCell
      for span in spans {
        let start = min(Double(width), max(0, span.lowerBound * across))
        let end = min(Double(width), max(0, span.upperBound * across))
        Self.add(start, end, toRow: row, of: width, &shares)
      }
    }
    self.shares = shares
  }

  /// The area's share of the image, 0…1.
  var size: Double { shares.reduce(0, +) / Double(width * height) }

  /// Adds the stretch from `start` to `end`, in cells, to the cells it touches.
  private static func add(
    _ start: Double, _ end: Double, toRow row: Int, of width: Int, _ shares: inout [Double]
  ) {
    guard end > start else { return }
    for column in Int(start)...min(width - 1, Int(end)) {
      let overlap = min(end, Double(column + 1)) - max(start, Double(column))
      shares[row * width + column] += max(0, overlap) / Double(linesPerCell)
    }
  }

  /// The same stretches without overlaps.
  private static func merged(_ spans: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
    guard spans.count > 1 else { return spans }
    var result: [ClosedRange<Double>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, span.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        result.append(span)
      }
    }
    return result
  }
}

/// What a map says about an area of interest.
struct AreaScore: Equatable, Sendable {
  /// The area's part of the map's total, in per cent: expoze's `score`.
  var score: Double
  /// The area's part of the image's surface, in per cent. A score above it means that the area
  /// draws more than its size would.
  var size: Double

  /// Scores an area that consists of `shapes`, in pixels of the image.
  ///
  /// Throws `AreaError`, above all when the area lies outside the image. Where a map is zero
  /// everywhere, the score is the size.
  init(
    of shapes: [AreaShape], on map: SaliencyMap, imageSize: (width: Int, height: Int)
  ) throws(AreaError) {
    let coverage = try AreaCoverage(
      of: shapes, imageSize: imageSize, width: map.width, height: map.height)
    size = min(100, coverage.size * 100)
    guard size > 0 else { throw .outsideImage }
    let inside = zip(coverage.shares, map.values).reduce(0) { $0 + $1.0 * Double($1.1) }
    let total = map.total
    score = total > 0 ? min(100, inside / total * 100) : size
  }
}
