import Foundation
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// Writes saliency maps as gray pictures, as `scripts/compare-saliency.py` reads them.
///
///     IMGFLOW_PICTURES=<folder> IMGFLOW_MAPS=<folder> swift test --filter SaliencyMapExport
///
/// Without these variables it does so for a picture of the tests, into a folder that is removed.
struct SaliencyMapExport {
  @Test func writesGrayMaps() throws {
    let environment = ProcessInfo.processInfo.environment
    let files = try TemporaryFolder()
    let target = environment["IMGFLOW_MAPS"].map { URL(filePath: $0) } ?? files.url
    let pictures =
      try environment["IMGFLOW_PICTURES"].map { folder in
        try FileManager.default.contentsOfDirectory(
          at: URL(filePath: folder), includingPropertiesForKeys: nil)
      } ?? [Repository.fixture("images/cat.jpg")]
    for file in pictures {
      let image = try RasterImage.decode(Data(contentsOf: file)).image
      let map = try SaliencyModel.predict(image)
      let name = file.deletingPathExtension().lastPathComponent
      let written = target.appending(path: "\(name).png")
      try Self.gray(map).png().write(to: written)
      let read = try RasterImage.decode(Data(contentsOf: written)).image
      #expect(read.width == map.width && read.height == map.height)
    }
    withExtendedLifetime(files) {}
  }

  private static func gray(_ map: SaliencyMap) throws -> RasterImage {
    let samples = map.values.flatMap { value in
      [UInt8](repeating: UInt8((value * 255).rounded()), count: 3)
    }
    return try Vips.image(samples: samples, width: map.width, height: map.height, bandCount: 3)
  }
}
