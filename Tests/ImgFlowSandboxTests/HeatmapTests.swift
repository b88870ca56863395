import Foundation
import Testing

@testable import ImgFlowSandbox

/// Thumbnails, colormaps and heatmaps.
struct HeatmapTests {
  /// A map that is hot in its left half.
  let map = SaliencyMap(
    width: 20, height: 10, values: (0..<200).map { $0 % 20 < 10 ? 1 : 0 })

  func render(_ style: HeatmapStyle, on name: String = "cat.jpg") throws -> RasterImage {
    try Heatmap.render(#require(map), over: TestImages.image(name), style: style)
  }

  /// The RGB samples at a place given in shares of width and height.
  func sample(_ image: RasterImage, _ u: Double, _ v: Double) throws -> [Int] {
    let index = (Int(v * Double(image.height)) * image.width + Int(u * Double(image.width))) * 3
    return try image.rgbSamples()[index..<index + 3].map(Int.init)
  }

  @Test(arguments: [
    (ImagePreset.thumbSmall, 300, 200), (.thumbMedium, 451, 300), (.thumbLarge, 451, 300),
    (.mediaMax, 451, 300), (.original, 451, 300),
  ])
  func presetsFitWithoutEnlarging(_ preset: ImagePreset, _ width: Int, _ height: Int) throws {
    let image = try TestImages.image("cat.jpg").resized(to: preset)
    #expect(image.width <= width && image.height <= height)
    #expect(image.width == width || image.height == height)
  }

  @Test func encodesBothWays() throws {
    let image = try TestImages.image("transparent.png")
    let jpeg = try RasterImage.decode(image.jpeg(quality: 200))
    #expect(jpeg.format == .jpeg && !jpeg.image.hasAlpha)
    let png = try RasterImage.decode(image.png())
    #expect(png.format == .png && png.image.hasAlpha)
  }

  @Test func hotHalfTakesTheHotColor() throws {
    let image = try render(try HeatmapStyle(alpha: 1))
    #expect(image.width == 451 && image.height == 300)
    // Jet's hot end is dark red; the cold half stays the picture.
    #expect(try sample(image, 0.2, 0.5) == [127, 0, 0])
    let original = try sample(try TestImages.image("cat.jpg"), 0.8, 0.5)
    #expect(try sample(image, 0.8, 0.5) == original)
  }

  @Test func inverseSwapsTheHalves() throws {
    let image = try render(try HeatmapStyle(colormap: "gray", alpha: 1, inverse: true))
    #expect(try sample(image, 0.8, 0.5) == [255, 255, 255])
  }

  @Test func revealDarkensTheRest() throws {
    let image = try render(try HeatmapStyle(alpha: 1, reveal: true))
    #expect(try sample(image, 0.8, 0.5) == [0, 0, 0])
    #expect(try sample(image, 0.2, 0.5) == sample(TestImages.image("cat.jpg"), 0.2, 0.5))
  }

  @Test func zeroAlphaLeavesThePicture() throws {
    let image = try render(try HeatmapStyle(alpha: 0))
    #expect(try image.rgbSamples() == TestImages.image("cat.jpg").rgbSamples())
  }

  @Test func boostLiftsFaintPlacesWithoutClipping() throws {
    let plain = try HeatmapStyle(boost: 1)
    let boosted = try HeatmapStyle(boost: 3)
    #expect(abs(plain.shown(0.2) - 0.2) < 1e-12)
    #expect(abs(boosted.shown(0.2) - 0.488) < 1e-12)
    #expect(boosted.shown(0) == 0 && boosted.shown(1) == 1)
  }

  @Test func watermarkMarksTheLowerRightCorner() throws {
    let plain = try render(try HeatmapStyle(alpha: 0)).rgbSamples()
    let marked = try render(try HeatmapStyle(alpha: 0, enableWatermark: true)).rgbSamples()
    #expect(plain.count == marked.count && plain != marked)
    let half = plain.count / 2
    #expect(plain[..<half] == marked[..<half])
  }

  @Test func tinyAndTransparentPicturesAreDrawn() throws {
    let style = try HeatmapStyle(enableWatermark: true)
    let dot = try Vips.image(samples: [9, 9, 9], width: 1, height: 1, bandCount: 3)
    let dotMap = try SaliencyModel.predict(dot)
    #expect(try Heatmap.render(dotMap, over: dot, style: style).width == 1)
    let line = try Vips.image(
      samples: (0..<9000).map { UInt8($0 % 251) }, width: 3000, height: 1, bandCount: 3)
    #expect(try Heatmap.jpeg(SaliencyModel.predict(line), over: line, style: style).count > 100)
    #expect(try render(style, on: "transparent.png").bandCount == 3)
  }

  @Test func refusesBadSettings() throws {
    let error = #expect(throws: HeatmapStyleError.self) { try HeatmapStyle(colormap: "rainbow") }
    #expect(
      error?.description
        == "Unknown colormap \"rainbow\". Known colormaps are jet, hot, viridis, magma, "
        + "plasma, inferno, gray.")
    #expect(throws: HeatmapStyleError.self) { try HeatmapStyle(alpha: 1.5) }
    #expect(throws: HeatmapStyleError.self) { try HeatmapStyle(alpha: .nan) }
    #expect(throws: HeatmapStyleError.self) { try HeatmapStyle(boost: 0) }
  }

  @Test func colormapsEndWhereTheyShould() {
    for colormap in Colormap.allCases { #expect(colormap.palette().count == 256) }
    #expect(Colormap.gray.palette()[128] == .init(red: 128, green: 128, blue: 128))
    #expect(Colormap.viridis.palette()[0] == .init(red: 0x44, green: 0x01, blue: 0x54))
    #expect(Colormap.viridis.palette()[255] == .init(red: 0xFD, green: 0xE7, blue: 0x25))
  }
}
