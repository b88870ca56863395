import Foundation
import TestSupport

@testable import ImgFlowSandbox

/// Images for tests: files under `Tests/Fixtures/images`, and pictures drawn in CIELAB.
enum TestImages {
  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: Repository.fixture("images/\(name)"))
  }

  static func image(_ name: String) throws -> RasterImage {
    try RasterImage.decode(data(name)).image
  }

  /// CIELAB samples of a flat picture with a disc on it.
  static func disc(
    width: Int = 120, height: Int = 90, at center: (x: Int, y: Int)?, radius: Int = 6,
    color: [Float] = [55, 70, 50], ground: [Float] = [60, 0, 0]
  ) -> [Float] {
    var samples: [Float] = []
    for y in 0..<height {
      for x in 0..<width {
        let inside = center.map {
          ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y) <= radius * radius
        }
        samples += inside ?? false ? color : ground
      }
    }
    return samples
  }

  /// A map from rows of numbers.
  static func map(_ rows: [[Float]]) throws -> SaliencyMap {
    guard
      let map = SaliencyMap(width: rows[0].count, height: rows.count, values: Array(rows.joined()))
    else { throw Unusable() }
    return map
  }

  struct Unusable: Error {}
}
