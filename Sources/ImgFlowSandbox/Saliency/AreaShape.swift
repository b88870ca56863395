import Foundation

/// A shape that an area of interest consists of, in the terms of a fabric.js 3.6.3 object: what
/// expoze's editor draws and its API takes as one of an area's `points`.
///
/// Lengths are image pixels. `width`, `height`, `radius` and `points` are before scaling. As in
/// fabric, `left` and `top` place the origin, the upper left corner unless `originX` and `originY`
/// say otherwise, and `angle` turns the scaled shape clockwise about that origin.
///
/// Left out because no area of the documentation uses them: skew, flips (which leave every kind
/// but a crooked polygon as it is), rounded corners, and the half stroke by which fabric grows a
/// shape's box.
struct AreaShape: Equatable, Sendable {
  var kind: Kind
  var left: Double
  var top: Double
  var width: Double
  var height: Double
  var scaleX: Double = 1
  var scaleY: Double = 1
  /// Degrees, clockwise.
  var angle: Double = 0
  var originX: Origin = .start
  var originY: Origin = .start
  /// Of a polygon, in any frame: only their places relative to one another matter.
  var points: [Point] = []

  enum Kind: String, CaseIterable, Sendable {
    case rectangle, circle, triangle, polygon

    /// Reads fabric's type name or expoze's, in any case: `rect` and `rectangle` are one.
    init?(name: String) {
      let name = name.lowercased()
      self.init(rawValue: name == "rect" ? "rectangle" : name)
    }
  }

  /// Where on an axis the placed point of a shape is.
  enum Origin: Double, Sendable {
    case start = 0
    case center = 0.5
    case end = 1

    /// Reads fabric's names for both axes; anything else is fabric's default, the start.
    init(name: String?) {
      switch name {
      case "center": self = .center
      case "right", "bottom": self = .end
      default: self = .start
      }
    }
  }

  struct Point: Equatable, Sendable, Codable {
    var x: Double
    var y: Double
  }

  static func rectangle(
    left: Double, top: Double, width: Double, height: Double, angle: Double = 0
  ) -> AreaShape {
    AreaShape(
      kind: .rectangle, left: left, top: top, width: width, height: height, angle: angle)
  }

  /// `left` and `top` are the corner of the circle's box, as in fabric.
  static func circle(left: Double, top: Double, radius: Double) -> AreaShape {
    AreaShape(kind: .circle, left: left, top: top, width: 2 * radius, height: 2 * radius)
  }

  /// A triangle that stands on its base in the box.
  static func triangle(
    left: Double, top: Double, width: Double, height: Double, angle: Double = 0
  ) -> AreaShape {
    AreaShape(kind: .triangle, left: left, top: top, width: width, height: height, angle: angle)
  }

  /// A polygon whose points are image pixels.
  static func polygon(_ points: [Point]) -> AreaShape {
    AreaShape(polygon: points, left: nil, top: nil)
  }

  /// A polygon placed with its box's corner at (left, top), by default where its points say.
  init(polygon points: [Point], left: Double?, top: Double?) {
    let xs = points.map(\.x)
    let ys = points.map(\.y)
    let (minX, minY) = (xs.min() ?? 0, ys.min() ?? 0)
    self.init(
      kind: .polygon, left: left ?? minX, top: top ?? minY, width: (xs.max() ?? 0) - minX,
      height: (ys.max() ?? 0) - minY, points: points)
  }

  init(
    kind: Kind, left: Double, top: Double, width: Double, height: Double, angle: Double = 0,
    points: [Point] = []
  ) {
    self.kind = kind
    self.left = left
    self.top = top
    self.width = width
    self.height = height
    self.angle = angle
    self.points = points
  }
}
