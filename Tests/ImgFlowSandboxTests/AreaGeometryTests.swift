import Foundation
import Testing

@testable import ImgFlowSandbox

/// Where fabric.js puts a shape, and which shapes are refused.
struct AreaGeometryTests {
  func corners(_ shape: AreaShape) throws -> [AreaShape.Point] {
    try AreaOutline(of: shape).corners.map { .init(x: $0.x.rounded(), y: $0.y.rounded()) }
  }

  @Test func scaleMultipliesWidthAndHeight() throws {
    var shape = AreaShape.rectangle(left: 10, top: 20, width: 30, height: 40)
    shape.scaleX = 2
    shape.scaleY = 3
    #expect(
      try corners(shape) == [
        .init(x: 10, y: 20), .init(x: 70, y: 20), .init(x: 70, y: 140), .init(x: 10, y: 140),
      ])
  }

  @Test func angleTurnsClockwiseAboutTheUpperLeftCorner() throws {
    let shape = AreaShape.rectangle(left: 100, top: 100, width: 60, height: 20, angle: 90)
    #expect(
      try corners(shape) == [
        .init(x: 100, y: 100), .init(x: 100, y: 160), .init(x: 80, y: 160), .init(x: 80, y: 100),
      ])
  }

  @Test func rotatedRectangleKeepsItsArea() throws {
    let shape = AreaShape.rectangle(left: 300, top: 100, width: 150, height: 100, angle: 30)
    let coverage = try AreaCoverage(of: [shape], imageSize: (600, 400), width: 60, height: 40)
    #expect(abs(coverage.size - 15_000.0 / 240_000) < 1e-4)
  }

  @Test func rotatedRectangleCoversWhatItTurnsOnto() throws {
    let shape = AreaShape.rectangle(left: 300, top: 0, width: 400, height: 300, angle: 90)
    let coverage = try AreaCoverage(of: [shape], imageSize: (600, 400), width: 2, height: 1)
    #expect(abs(coverage.shares[0] - 1) < 1e-9)
    #expect(abs(coverage.shares[1]) < 1e-9)
  }

  @Test func originMayBeTheCenter() throws {
    var shape = AreaShape.rectangle(left: 100, top: 100, width: 60, height: 20)
    shape.originX = .center
    shape.originY = .center
    #expect(try corners(shape).first == .init(x: 70, y: 90))
  }

  @Test func polygonIsPlacedByItsBox() throws {
    let points = [AreaShape.Point(x: 5, y: 5), .init(x: 15, y: 5), .init(x: 10, y: 25)]
    #expect(try corners(.polygon(points)) == points)
    let moved = AreaShape(polygon: points, left: 100, top: 200)
    #expect(
      try corners(moved) == [.init(x: 100, y: 200), .init(x: 110, y: 200), .init(x: 105, y: 220)])
  }

  @Test func decodesAFabricObject() throws {
    // From the vendor's documentation, drawing attributes shortened.
    let json = """
      {"type": "rect", "version": "3.6.3", "originX": "left", "originY": "top", "left": 12.55,
       "top": 55.55, "width": 120, "height": 100, "fill": "rgba(18, 109, 88, 0.40)",
       "strokeDashArray": null, "scaleX": 4.03, "scaleY": 4.03, "angle": 0, "shadow": null,
       "flipX": false, "transformMatrix": null, "rx": 0, "ry": 0}
      """
    let shape = try JSONDecoder().decode(AreaShape.self, from: Data(json.utf8))
    #expect(shape.kind == .rectangle)
    #expect(shape.left == 12.55 && shape.top == 55.55 && shape.scaleX == 4.03)
  }

  @Test func decodesCircleAndPolygon() throws {
    let circle = try JSONDecoder().decode(
      AreaShape.self, from: Data(#"{"type": "circle", "left": 1, "top": 2, "radius": 10}"#.utf8))
    #expect(circle == .circle(left: 1, top: 2, radius: 10))
    let polygon = try JSONDecoder().decode(
      AreaShape.self,
      from: Data(
        #"{"type": "Polygon", "points": [{"x": 0, "y": 0}, {"x": 9, "y": 0}, {"x": 0, "y": 9}]}"#
          .utf8))
    #expect(polygon == .polygon([.init(x: 0, y: 0), .init(x: 9, y: 0), .init(x: 0, y: 9)]))
  }

  @Test func refusesUnknownTypes() {
    #expect(throws: AreaError.unknownType("star")) {
      try JSONDecoder().decode(AreaShape.self, from: Data(#"{"type": "star"}"#.utf8))
    }
  }

  @Test(
    arguments: [
      ([], AreaError.noShapes),
      ([.rectangle(left: 700, top: 0, width: 10, height: 10)], .outsideImage),
      ([.rectangle(left: 0, top: -20, width: 10, height: 10)], .outsideImage),
      ([.rectangle(left: 0, top: 0, width: 0, height: 10)], .noExtent),
      ([.rectangle(left: 0, top: 0, width: -5, height: 10)], .noExtent),
      ([.circle(left: 0, top: 0, radius: 0)], .noExtent),
      ([.rectangle(left: .nan, top: 0, width: 5, height: 5)], .notFinite),
      ([.rectangle(left: 0, top: 0, width: .infinity, height: 5)], .notFinite),
      ([.rectangle(left: 1e300, top: 0, width: 5, height: 5)], .notFinite),
      ([.rectangle(left: 0, top: 0, width: 5, height: 5, angle: .infinity)], .notFinite),
      ([.polygon([.init(x: 0, y: 0), .init(x: 1, y: 1)])], .tooFewPoints(2)),
      ([.polygon([.init(x: 0, y: 0), .init(x: 1, y: 0), .init(x: 2, y: 0)])], .noExtent),
      ([.polygon([.init(x: 0, y: .nan), .init(x: 1, y: 0), .init(x: 2, y: 9)])], .notFinite),
    ] as [([AreaShape], AreaError)])
  func refuses(_ shapes: [AreaShape], with error: AreaError) {
    #expect(throws: error) {
      try AreaScore(
        of: shapes, on: .uniform(width: 20, height: 20), imageSize: (width: 600, height: 400))
    }
  }

  @Test func refusesTooManyCorners() {
    let crowd = (0..<10_001).map { AreaShape.Point(x: Double($0 % 9), y: Double($0 % 7)) }
    #expect(throws: AreaError.tooComplex(points: 10_001)) {
      try AreaScore(
        of: [.polygon(crowd)], on: .uniform(width: 20, height: 20),
        imageSize: (width: 600, height: 400))
    }
  }
}
