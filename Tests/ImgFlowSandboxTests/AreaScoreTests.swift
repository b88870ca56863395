import Foundation
import Testing

@testable import ImgFlowSandbox

/// Scores and sizes of areas of interest on maps whose answers are known.
struct AreaScoreTests {
  let uniform = SaliencyMap.uniform(width: 60, height: 40)
  let imageSize = (width: 600, height: 400)

  func score(_ shapes: AreaShape..., on map: SaliencyMap? = nil) throws -> AreaScore {
    try AreaScore(of: shapes, on: map ?? uniform, imageSize: imageSize)
  }

  @Test func wholeImageScoresHundred() throws {
    let whole = try score(.rectangle(left: 0, top: 0, width: 600, height: 400))
    #expect(abs(whole.score - 100) < 1e-9)
    #expect(abs(whole.size - 100) < 1e-9)
  }

  @Test func rectangleBeyondTheEdgesCountsWhatIsInside() throws {
    let larger = try score(.rectangle(left: -500, top: -500, width: 5000, height: 5000))
    #expect(abs(larger.score - 100) < 1e-9)
    let corner = try score(.rectangle(left: -100, top: -100, width: 400, height: 300))
    #expect(abs(corner.score - 25) < 1e-9)
  }

  @Test func halvesOfAUniformMapScoreFifty() throws {
    #expect(abs(try score(.rectangle(left: 0, top: 0, width: 300, height: 400)).score - 50) < 1e-9)
    #expect(
      abs(try score(.rectangle(left: 0, top: 200, width: 600, height: 200)).score - 50) < 1e-9)
  }

  @Test func cutsThroughCellsCountByArea() throws {
    // 155 pixels are 15.5 cells.
    let part = try score(.rectangle(left: 0, top: 0, width: 155, height: 400))
    #expect(abs(part.score - 155.0 / 6) < 1e-9)
  }

  @Test func hotCellBelongsToWhatCoversIt() throws {
    let map = try TestImages.map([[0, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]])
    let on = AreaShape.rectangle(left: 300, top: 100, width: 150, height: 100)
    let half = AreaShape.rectangle(left: 300, top: 100, width: 75, height: 100)
    let off = AreaShape.rectangle(left: 0, top: 0, width: 300, height: 400)
    #expect(abs(try score(on, on: map).score - 100) < 1e-9)
    #expect(abs(try score(on, on: map).size - 6.25) < 1e-9)
    #expect(abs(try score(half, on: map).score - 50) < 1e-9)
    #expect(try score(off, on: map).score == 0)
  }

  @Test func circleHasPiTimesSquaredRadius() throws {
    let circle = try score(.circle(left: 200, top: 100, radius: 100))
    #expect(abs(circle.size - Double.pi * 100 * 100 / 2400) < 0.05)
  }

  @Test func scaledCircleIsAnEllipse() throws {
    var circle = AreaShape.circle(left: 100, top: 100, radius: 50)
    circle.scaleX = 3
    circle.scaleY = 2
    #expect(abs(try score(circle).size - Double.pi * 150 * 100 / 2400) < 0.05)
  }

  @Test func triangleHasHalfItsBox() throws {
    #expect(
      abs(try score(.triangle(left: 100, top: 100, width: 300, height: 200)).size - 12.5) < 0.05)
  }

  @Test func triangleStandsOnItsBase() throws {
    let map = try TestImages.map([[1, 0], [0, 0]])
    let whole = try score(.triangle(left: 0, top: 0, width: 600, height: 400), on: map)
    // The upper left quarter holds one of the four small triangles that halve into it.
    #expect(abs(whole.score - 25) < 0.1)
  }

  @Test func polygonCountsItsInside() throws {
    // An L: three quarters of a square of 200.
    let corner = AreaShape.polygon([
      .init(x: 100, y: 100), .init(x: 200, y: 100), .init(x: 200, y: 200), .init(x: 300, y: 200),
      .init(x: 300, y: 300), .init(x: 100, y: 300),
    ])
    #expect(abs(try score(corner).size - 30_000.0 / 2400) < 0.01)
  }

  @Test func overlappingShapesCountOnce() throws {
    let one = AreaShape.rectangle(left: 0, top: 0, width: 300, height: 400)
    let other = AreaShape.rectangle(left: 150, top: 0, width: 300, height: 400)
    #expect(abs(try score(one, other).score - 75) < 1e-9)
    #expect(abs(try score(one, one).score - 50) < 1e-9)
  }

  @Test func mapWithoutAnyAttentionScoresBySize() throws {
    let empty = try TestImages.map([[0, 0], [0, 0]])
    let half = try score(.rectangle(left: 0, top: 0, width: 300, height: 400), on: empty)
    #expect(half.score == half.size)
  }
}
