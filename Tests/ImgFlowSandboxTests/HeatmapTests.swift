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
    let image = try render(try HeatmapStyle(alpha: 0))
    let plain = try image.rgbSamples()
    let marked = try render(try HeatmapStyle(alpha: 0, enableWatermark: true)).rgbSamples()
    #expect(plain.count == marked.count)
    let changed = plain.indices.filter { plain[$0] != marked[$0] }.map { $0 / 3 }
    let columns = Set(changed.map { $0 % image.width })
    let rows = Set(changed.map { $0 / image.width })
    #expect(
      columns.min().map { $0 > image.width * 4 / 5 && columns.max() == image.width - 1 } == true)
    #expect(rows.min().map { $0 > image.height * 4 / 5 && rows.max() == image.height - 1 } == true)
    #expect(changed.contains { plain[$0 * 3] < marked[$0 * 3] && marked[$0 * 3] > 230 })
  }

  /// The colour of each level, mixed with the image's as its alpha says.
  @Test(arguments: ["jet", "gray", "viridis"])
  func coloursAreMixedByTheirAlpha(colormap: String) throws {
    let ground: [UInt8] = [0, 10, 127, 200, 254, 255]
    let image = try Vips.image(samples: ground, width: 2, height: 1, bandCount: 3)
    for alpha in [0.0, 0.3, 0.75, 1] {
      let style = try HeatmapStyle(colormap: colormap, alpha: alpha)
      let table = style.overlayTable().map(Double.init)
      for level in stride(from: 0, through: 255, by: 15) {
        let field = [Float](repeating: (Float(level) + 0.25) / 255, count: 4)
        let map = try #require(SaliencyMap(width: 2, height: 2, values: field))
        let drawn = try Heatmap.render(map, over: image, style: style).rgbSamples()
        let share = table[level * 4 + 3] / 255
        for (index, value) in drawn.enumerated() {
          let expected = Double(ground[index]) * (1 - share) + table[level * 4 + index % 3] * share
          #expect(abs(Double(value) - expected) <= 1)
        }
      }
    }
  }

  @Test func aLargeImageIsSeenLikeASmallOne() throws {
    let small = try TestImages.image("cat.jpg")
    let large = try small.covering(width: small.width * 9, height: small.height * 9, focus: nil)
    let coarse = try large.shrunk(toAtLeast: 900, 600)
    #expect((900..<1100).contains(coarse.width) && (600..<700).contains(coarse.height))
    #expect(try small.shrunk(toAtLeast: small.width, 1).width == small.width)
    let (few, many) = (
      try large.covering(width: 48, height: 32, focus: nil).labSamples(width: 48, height: 32),
      try large.labSamples(width: 48, height: 32)
    )
    let differences = zip(few, many).map { abs($0 - $1) }
    #expect(differences.allSatisfy { $0 < 4 }, "\(differences.max() ?? 0)")
    #expect(differences.reduce(0, +) / Float(differences.count) < 0.5)
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
