import Foundation
import Testing

@testable import ImgFlowSandbox

/// Writes maps for `scripts/compare-saliency.py`; does nothing in an ordinary run.
///
///     IMGFLOW_PICTURES=<folder> IMGFLOW_MAPS=<folder> swift test --filter SaliencyMapExport
struct SaliencyMapExport {
  static let pictures = ProcessInfo.processInfo.environment["IMGFLOW_PICTURES"]
  static let maps = ProcessInfo.processInfo.environment["IMGFLOW_MAPS"]

  @Test(.enabled(if: pictures != nil && maps != nil))
  func writeGrayMaps() throws {
    let source = URL(fileURLWithPath: try #require(Self.pictures))
    let target = URL(fileURLWithPath: try #require(Self.maps))
    for file in try FileManager.default.contentsOfDirectory(
      at: source, includingPropertiesForKeys: nil)
    {
      guard let (image, _) = try? RasterImage.decode(Data(contentsOf: file)) else { continue }
      let map = try SaliencyModel.predict(image)
      let gray = map.values.flatMap { value in
        [UInt8](repeating: UInt8((value * 255).rounded()), count: 3)
      }
      let drawn = try Vips.image(
        samples: gray, width: map.width, height: map.height, bandCount: 3)
      let name = file.deletingPathExtension().lastPathComponent
      try drawn.png().write(to: target.appendingPathComponent("\(name).png"))
    }
  }
}
