import Foundation
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowSandbox

/// What becomes of uploads, good and bad.
struct ImageLoadingTests {
  @Test(arguments: [
    ("cat.jpg", ImageFormat.jpeg, 451, 300), ("cmyk.jpg", .jpeg, 90, 60),
    ("small.webp", .webp, 90, 60), ("small.gif", .gif, 90, 60), ("small.tiff", .tiff, 90, 60),
    ("transparent.png", .png, 30, 20),
  ])
  func reads(_ name: String, _ format: ImageFormat, _ width: Int, _ height: Int) throws {
    let (image, found) = try RasterImage.decode(TestImages.data(name))
    #expect(found == format)
    #expect(image.width == width && image.height == height)
    let header = try RasterImage.identify(TestImages.data(name))
    #expect(header == (format, width, height))
  }

  @Test func turnsUprightByOrientation() throws {
    let image = try TestImages.image("sideways.jpg")
    #expect(image.width == 20 && image.height == 40)
    let samples = try image.rgbSamples()
    // Stored blue left of red; a quarter turn clockwise brings blue to the top.
    #expect(samples[2] > samples[0])
    #expect(samples[samples.count - 3] > samples[samples.count - 1])
  }

  @Test func laysTransparencyOverWhite() throws {
    let image = try TestImages.image("transparent.png")
    #expect(image.hasAlpha)
    #expect(try image.rgbSamples().prefix(3) == [255, 255, 255])
  }

  @Test func refusesNothing() {
    #expect(throws: ImageError.empty) { try RasterImage.decode(Data()) }
  }

  @Test(arguments: [
    ("hello", nil), ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", nil), ("GIF", nil),
    ("RIFF....WAVEfmt ", nil), ("%PDF-1.7", "application/pdf"),
    ("\u{0}\u{0}\u{0}\u{18}ftypmp42", "video/mp4"),
    ("\u{0}\u{0}\u{0}\u{14}ftypqt  ", "video/quicktime"),
    ("\u{0}\u{0}\u{0}\u{18}ftypheic", "image/heic"),
  ])
  func refusesWhatIsNotAnImage(_ text: String, type: String?) {
    #expect(throws: ImageError.notAnImage(type: type)) { try RasterImage.decode(Data(text.utf8)) }
  }

  @Test func refusesBombsByTheirHeader() throws {
    #expect(
      throws: ImageError.tooLarge(width: 13_000, height: 13_000, limits: .upload)
    ) { try RasterImage.decode(TestImages.data("bomb.png")) }
  }

  @Test func refusesByPixelCountToo() throws {
    let limits = ImageLimits(side: 500, pixels: 100_000)
    #expect(throws: ImageError.tooLarge(width: 451, height: 300, limits: limits)) {
      try RasterImage.decode(TestImages.data("cat.jpg"), limits: limits)
    }
  }

  @Test(arguments: [
    "cat.jpg", "small.webp", "small.gif", "small.tiff", "transparent.png", "sideways.jpg",
  ])
  func refusesEveryTruncation(_ name: String) throws {
    let data = try TestImages.data(name)
    // The last tenth of a small file may be trailers that hold no pixels.
    for keep in [0.02, 0.1, 0.3, 0.5, 0.8] {
      let cut = data.prefix(Int(Double(data.count) * keep))
      #expect(throws: ImageError.self, "\(name) at \(keep)") { try RasterImage.decode(cut) }
    }
  }

  @Test(arguments: ["cat.jpg", "small.webp", "small.gif", "small.tiff", "transparent.png"])
  func survivesDamage(_ name: String) throws {
    let data = try TestImages.data(name)
    var generator = SeededRandom(seed: 7)
    for _ in 0..<40 {
      var damaged = data
      for _ in 0..<8 {
        damaged[Int.random(in: 12..<damaged.count, using: &generator)] =
          UInt8.random(in: 0...255, using: &generator)
      }
      // Damaged pixels may decode to something; what must not happen is a crash or a bomb.
      if let (image, _) = try? RasterImage.decode(damaged) {
        #expect(ImageLimits.upload.allows(width: image.width, height: image.height))
      }
    }
  }

  @Test func errorsReadWell() {
    let error = ImageError.tooLarge(width: 20_000, height: 9, limits: .upload)
    #expect(
      "\(error)" == "The image is 20000 x 9 pixels. At most 12000 pixels a side and 50 megapixels "
        + "in all are accepted.")
  }
}
