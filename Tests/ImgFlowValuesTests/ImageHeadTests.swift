import Foundation
import ImgFlowValues
import TestSupport
import Testing

/// What images say of themselves, whole and cut off.
@Suite struct ImageHeadTests {
  /// A file, and what `file` of Unix or the specification says of it.
  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// The kind, the size, the colour, the bits, the orientation and whether it is transparent.
    let about: String

    var testDescription: String { name }

    init(_ name: String, _ about: String, _ bytes: [UInt8]? = nil) {
      self.name = name
      self.about = about
      self.bytes =
        bytes ?? (try? Data(contentsOf: Repository.fixture("images/\(name)"))).map(Array.init) ?? []
    }
  }

  static let samples =
    [
      Sample("banner.jpg", "jpeg 600 314 rgb 8 1 false"),
      Sample("bomb.png", "png 13000 13000 grey 1 1 false"),
      Sample("cat.jpg", "jpeg 451 300 rgb 8 1 false"),
      Sample("cmyk.jpg", "jpeg 90 60 cmyk 8 1 false"),
      Sample("grey.jpg", "jpeg 120 80 grey 8 1 false"),
      Sample("interlaced.png", "png 30 20 rgb 8 1 true"),
      Sample("palette.png", "png 120 80 palette 4 1 false"),
      Sample("progressive.jpg", "jpeg 120 80 rgb 8 1 false"),
      Sample("restart.jpg", "jpeg 120 80 rgb 8 1 false"),
      Sample("rocket.jpg", "jpeg 480 320 rgb 8 1 false"),
      Sample("sideways.jpg", "jpeg 40 20 rgb 8 6 false"),
      Sample("small.gif", "gif 90 60 palette 8 1 false"),
      Sample("small.tiff", "tiff 90 60 rgb 8 1 false"),
      Sample("small.webp", "webp 90 60 rgb 8 1 false"),
      Sample("transparent.png", "png 30 20 rgb 8 1 true"),
    ] + written

  /// Headers that no image in the folder has.
  private static let written: [Sample] = [
    Sample(
      "tRNS and eXIf", "png 5 4 grey 16 8 true",
      png(
        5, 4, bits: 16, type: 0,
        [("tRNS", [0, 0]), ("eXIf", tiff([(274, 8)], isLittle: true))])),
    Sample("lossless", "webp 300 2 rgb 8 1 true", riff("VP8L", [0x2F, 0x2B, 0x41, 0, 0x10])),
    Sample(
      "extended", "webp 1024 3 rgb 8 5 true",
      riff(
        "VP8X", [0x18, 0, 0, 0, 0xFF, 3, 0, 2, 0, 0],
        then: joined([
          chunk("ALPH", [1, 2, 3]), chunk("EXIF", tiff([(274, 5)], isLittle: false)),
        ]))),
    Sample("no EXIF after all", "webp 1 1 rgb 8 1 false", riff("VP8X", joined([[8], zeroes(9)]))),
    Sample(
      "big-endian", "tiff 70000 2 cmyk 8 3 true",
      tiff(
        [(256, 70_000), (257, 2), (258, 8), (262, 5), (274, 3), (338, 2)], isLittle: false)),
    Sample(
      "bilevel", "tiff 9 7 grey 1 1 false", tiff([(256, 9), (257, 7), (262, 0)], isLittle: true)),
    Sample(
      "bitmap", "bmp 4 3 rgb 8 1 false", bitmap(40, joined([little(4, 4), little(3, 4)]), 24)),
    Sample(
      "from the top", "bmp 4 3 palette 4 1 false",
      bitmap(40, joined([little(4, 4), little(-3, 4)]), 4)),
    Sample(
      "of OS/2", "bmp 4 3 palette 8 1 false", bitmap(12, joined([little(4, 2), little(3, 2)]), 8)),
    Sample(
      "transparent bitmap", "bmp 4 3 rgb 8 1 true",
      bitmap(
        124, joined([little(4, 4), little(3, 4)]), 32, compression: 3, alpha: 0xFF00_0000)),
    Sample("transparent animation", "gif 2 1 palette 2 1 true", animation),
  ]

  @Test(arguments: samples)
  func `says what it is`(_ sample: Sample) throws {
    #expect(try Self.about(sample.bytes) == sample.about)
  }

  @Test(arguments: samples)
  func `says the same from any part of it, or that it is cut off`(_ sample: Sample) {
    for length in 0..<min(sample.bytes.count, 30_000) {
      do {
        let about = try Self.about(Array(sample.bytes.prefix(length)))
        #expect(about == sample.about, "after \(length) bytes")
      } catch let problem as ImageHeadProblem {
        let words = ["it ends after \(length) bytes", "it begins with the bytes", "it is empty"]
        #expect(words.contains { problem.message.contains($0) }, "\(length): \(problem.message)")
      } catch {
        Issue.record(error)
      }
    }
  }

  @Test(arguments: samples)
  func `is read or refused, whatever bytes are changed`(_ sample: Sample) {
    var generator = SeededRandom(seed: 5)
    for _ in 0..<500 {
      var bytes = Array(sample.bytes.prefix(600))
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      do {
        let head = try ImageHead(bytes)
        #expect(head.width > 0 && head.height > 0 && (1...8).contains(head.orientation))
      } catch {
        #expect(error is ImageHeadProblem)
      }
    }
  }

  @Test func `reads only as far as it must`() throws {
    let bytes = Self.samples[0].bytes
    var read = 0
    let head = try ImageHead { count in
      defer { read += count }
      return Array(bytes.dropFirst(read).prefix(count))
    }
    #expect(head.width == 600 && read <= 8192)
  }

  private static func about(_ bytes: [UInt8]) throws -> String {
    let head = try ImageHead(bytes)
    return
      "\(head.kind) \(head.width) \(head.height) \(head.colour.rawValue) \(head.bits) \(head.orientation) \(head.hasAlpha)"
  }

  // MARK: - Files

  private static func big(_ number: Int, _ count: Int) -> [UInt8] {
    little(number, count).reversed()
  }

  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  private static func joined(_ parts: [[UInt8]]) -> [UInt8] { Array(parts.joined()) }

  private static func zeroes(_ count: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: max(0, count))
  }

  private static func png(
    _ width: Int, _ height: Int, bits: UInt8, type: UInt8, _ chunks: [(String, [UInt8])]
  ) -> [UInt8] {
    let header = joined([big(width, 4), big(height, 4), [bits, type, 0, 0, 0]])
    var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    for (name, content) in [("IHDR", header)] + chunks + [("IDAT", [1])] {
      bytes += joined([big(content.count, 4), Array(name.utf8), content, zeroes(4)])
    }
    return bytes
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    joined([Array(name.utf8), little(content.count, 4), content, zeroes(content.count % 2)])
  }

  private static func riff(_ name: String, _ content: [UInt8], then rest: [UInt8] = []) -> [UInt8] {
    let body = joined([Array("WEBP".utf8), chunk(name, content), rest])
    return joined([Array("RIFF".utf8), little(body.count, 4), body])
  }

  private static func tiff(_ entries: [(Int, Int)], isLittle: Bool) -> [UInt8] {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      isLittle ? little(value, count) : big(value, count)
    }
    let start: [UInt8] = isLittle ? [0x49, 0x49, 0x2A, 0] : [0x4D, 0x4D, 0, 0x2A]
    var bytes = joined([start, number(8, 4), number(entries.count, 2)])
    for (tag, value) in entries {
      bytes += joined([number(tag, 2), number(4, 2), number(1, 4), number(value, 4)])
    }
    return joined([bytes, number(0, 4)])
  }

  private static func bitmap(
    _ header: Int, _ size: [UInt8], _ bits: Int, compression: Int = 0, alpha: Int = 0
  ) -> [UInt8] {
    var bytes = joined([
      Array("BM".utf8), little(0, 12), little(header, 4), size, little(1, 2), little(bits, 2),
    ])
    if header > 12 { bytes += little(compression, 4) }
    bytes += zeroes(14 + header - bytes.count)
    if header > 56 { bytes.replaceSubrange(66..<70, with: little(alpha, 4)) }
    return bytes
  }

  /// Two colours, a comment, and transparency before the image.
  private static let animation = joined([
    Array("GIF89a".utf8), [2, 0, 1, 0, 0x81, 0, 0], zeroes(12), [0x21, 0xFF, 2, 65, 66, 1, 67, 0],
    [0x21, 0xF9, 4, 1, 0, 0, 0, 0, 0x2C],
  ])
}
