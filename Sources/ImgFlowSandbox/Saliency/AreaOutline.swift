import Foundation

/// A closed outline in image pixels: what every kind of shape comes down to.
struct AreaOutline: Equatable, Sendable {
  var corners: [AreaShape.Point]

  /// Corners that stand for a circle; their polygon has 99.996 % of its area.
  static let circleCorners = 360

  /// How many corners a shape's outline will have, known before it is built.
  static func cornerCount(of shape: AreaShape) -> Int {
    switch shape.kind {
    case .rectangle: 4
    case .triangle: 3
    case .circle: circleCorners
    case .polygon: shape.points.count
    }
  }

  /// Throws `AreaError` for shapes without extent or with unusable numbers.
  init(of shape: AreaShape) throws(AreaError) {
    let unit = try Self.unitCorners(of: shape)
    let width = shape.width * shape.scaleX
    let height = shape.height * shape.scaleY
    guard width.isFinite, height.isFinite, shape.left.isFinite, shape.top.isFinite,
      shape.angle.isFinite
    else { throw .notFinite }
    guard width > 0, height > 0 else { throw .noExtent }

    let radians = shape.angle * .pi / 180
    let (sine, cosine) = (sin(radians), cos(radians))
    corners = unit.map { corner in
      let x = (corner.x - shape.originX.rawValue) * width
      let y = (corner.y - shape.originY.rawValue) * height
      return AreaShape.Point(
        x: shape.left + x * cosine - y * sine, y: shape.top + x * sine + y * cosine)
    }
    // Beyond this an image's pixels are lost in rounding, and sums may overflow.
    guard corners.allSatisfy({ abs($0.x) < 1e12 && abs($0.y) < 1e12 }) else { throw .notFinite }
  }

  /// The shape in its own box, stretched to 0…1 both ways.
  private static func unitCorners(
    of shape: AreaShape
  ) throws(AreaError) -> [AreaShape.Point] {
    switch shape.kind {
    case .rectangle:
      return [.init(x: 0, y: 0), .init(x: 1, y: 0), .init(x: 1, y: 1), .init(x: 0, y: 1)]
    case .triangle:
      return [.init(x: 0.5, y: 0), .init(x: 1, y: 1), .init(x: 0, y: 1)]
    case .circle:
      return (0..<circleCorners).map { index in
        let turn = Double(index) / Double(circleCorners) * 2 * .pi
        return .init(x: 0.5 + 0.5 * cos(turn), y: 0.5 + 0.5 * sin(turn))
      }
    case .polygon:
      return try unitPolygon(shape)
    }
  }

  private static func unitPolygon(
    _ shape: AreaShape
  ) throws(AreaError) -> [AreaShape.Point] {
    guard shape.points.count >= 3 else { throw .tooFewPoints(shape.points.count) }
    guard shape.width.isFinite, shape.height.isFinite else { throw .notFinite }
    guard shape.width > 0, shape.height > 0 else { throw .noExtent }
    let minX = shape.points.reduce(Double.infinity) { min($0, $1.x) }
    let minY = shape.points.reduce(Double.infinity) { min($0, $1.y) }
    return shape.points.map {
      .init(x: ($0.x - minX) / shape.width, y: ($0.y - minY) / shape.height)
    }
  }

  /// The stretches of the line at height `y` that lie inside, by the even-odd rule, as pairs of
  /// ascending x.
  func spans(at y: Double) -> [ClosedRange<Double>] {
    var crossings: [Double] = []
    var previous = corners[corners.count - 1]
    for corner in corners {
      if (corner.y > y) != (previous.y > y) {
        let share = (y - previous.y) / (corner.y - previous.y)
        crossings.append(previous.x + share * (corner.x - previous.x))
      }
      previous = corner
    }
    crossings.sort()
    return stride(from: 0, to: crossings.count - 1, by: 2).map {
      crossings[$0]...crossings[$0 + 1]
    }
  }
}
