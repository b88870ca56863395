import Foundation
import ImgFlow
import ImgFlowValues
import TestSupport
import Testing

@testable import ImgFlowREPL

@Suite(.blocking) struct ImageTests {
  private static let folder = Repository.fixture("images")

  private static func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: folder.appendingPathComponent(name)))
  }

  private static var decoder: ImageDecoder { ImageDecoder { BuiltPrograms.sandbox } }

  private static func read(_ file: [UInt8], width: Int = .max) throws -> PixelImage {
    try decoder.image(of: file, width: width)
  }

  /// The mean colours of six parts of a picture, as libvips finds them.
  @Test(arguments: [
    ("cat.jpg", 451, 300, "977258ff 876345ff 896a5aff 9b735bff 976844ff 9b806fff"),
    ("progressive.jpg", 120, 80, "977258ff 876345ff 886a5bff 9a735bff 976845ff 9b7f6fff"),
    ("restart.jpg", 120, 80, "977258ff 876345ff 886a5bff 9a735bff 976845ff 9b7f6fff"),
    ("grey.jpg", 120, 80, "797979ff 696969ff 707070ff 7b7b7bff 717171ff 848484ff"),
    ("sideways.jpg", 20, 40, "1e1dc5ff 1e1dc5ff 1e1dc5ff c61e20ff c61e20ff c61e20ff"),
    ("banner.jpg", 600, 314, "c57a4dff cfa38aff dcd1c5ff 5e1d11ff be8976ff f0e3d6ff"),
    ("palette.png", 120, 80, "977257ff 896246ff 8b6b57ff 9a745bff 936949ff 9d7f6eff"),
    ("interlaced.png", 30, 20, "00000000 ff00007f 00000000 00000000 ff00007f 00000000"),
    ("transparent.png", 30, 20, "00000000 ff00007f 00000000 00000000 ff00007f 00000000"),
  ])
  func `pictures are read`(_ name: String, _ width: Int, _ height: Int, _ means: String) throws {
    let image = try Self.read(Self.bytes(name))
    #expect(image.width == width && image.height == height)
    let expected = means.split(separator: " ").flatMap { colour in
      (0..<4).map { index in
        let start = colour.index(colour.startIndex, offsetBy: index * 2)
        return Int(colour[start...].prefix(2), radix: 16) ?? 0
      }
    }
    let found = image.scaled(toWidth: 3, height: 2).pixels.map(Int.init)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) <= 3 }, "\(found)")
  }

  @Test(arguments: ["small.gif", "small.webp", "small.tiff"])
  func `other formats are read too`(_ name: String) throws {
    let image = try Self.read(Self.bytes(name))
    #expect(image.pixels.count == image.width * image.height * 4)
  }

  @Test func `a small picture of a large one has the same colours`() throws {
    let bytes = try Self.bytes("banner.jpg")
    let full = try Self.read(bytes).scaled(toWidth: 3, height: 2).pixels
    let small = try Self.read(bytes, width: 60)
    #expect(small.width == 60)
    let means = small.scaled(toWidth: 3, height: 2).pixels
    #expect(zip(full, means).allSatisfy { abs(Int($0) - Int($1)) <= 6 })
  }

  @Test(arguments: [("bomb.png", "pixels"), ("README.md", "supported format"), ("cut", "damaged")])
  func `what cannot be shown says so`(_ name: String, _ part: String) throws {
    let bytes = name == "cut" ? try Self.bytes("cat.jpg").dropLast(9000) : try Self.bytes(name)
    let picture = TerminalPicture(.shades, screen: Self.screen, decoder: Self.decoder)
    let problem = #expect(throws: ImageProblem.self) { try picture.text(Array(bytes)) }
    #expect(problem?.message.contains(part) == true, "\(problem?.message ?? "")")
  }

  @Test func `damaged pictures end at most the process that decodes them`() throws {
    let names = [
      "cat.jpg", "progressive.jpg", "restart.jpg", "cmyk.jpg", "palette.png", "interlaced.png",
    ]
    var random = TestSeed.numbers(for: "damaged images")
    for round in 0..<12 {
      var bytes = try Self.bytes(names[round % names.count])
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 8..<bytes.count, using: &random)] = .random(
          in: 0...255, using: &random)
      }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count - 8, using: &random)) }
      do {
        let image = try Self.read(bytes, width: 40)
        #expect(image.pixels.count == image.width * image.height * 4)
      } catch let problem as ImageProblem {
        #expect(!problem.message.isEmpty && !problem.message.contains("\n"))
      }
    }
  }

  @Test func `a prompt without the program says what is missing`() {
    let picture = TerminalPicture(
      .shades, screen: Self.screen, decoder: ImageDecoder { throw SetupError("no program") })
    #expect(throws: SetupError.self) { try picture.text(Self.bytes("cat.jpg")) }
  }

  @Test(arguments: [
    (["TERM": "xterm-kitty"], TerminalPicture.Way.kitty),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .iterm),
    (["TERM": "xterm-256color", "COLORTERM": "truecolor"], .halfBlocks(isTrueColour: true)),
    (["TERM": "xterm-256color"], .halfBlocks(isTrueColour: false)),
    (["TERM": "screen", "TMUX": "x", "KITTY_WINDOW_ID": "1"], .halfBlocks(isTrueColour: false)),
  ])
  func `the way that a terminal asks for`(_ variables: [String: String], _ way: TerminalPicture.Way)
  {
    #expect(TerminalPicture.Way(usesColour: true) { variables[$0] } == way)
    #expect(TerminalPicture.Way(usesColour: false) { variables[$0] } == .shades)
  }

  private static let screen = Screen(width: 20, height: 8, usesColour: true)

  @Test func `blocks of two pixels`() throws {
    let bytes = try Self.bytes("sideways.jpg")
    let picture = TerminalPicture(
      .halfBlocks(isTrueColour: true), screen: Self.screen, decoder: Self.decoder)
    let lines = try picture.text(bytes).text.split(separator: "\n")
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("\u{1B}[38;2;") && lines[0].hasSuffix("▀\u{1B}[0m"))
    let plain = lines[0].replacing(/\u{1B}\[[0-9;]*m/, with: "")
    #expect(plain == "▀▀▀▀▀")
  }

  @Test func `shades without colours`() throws {
    let image = try Self.read(Self.bytes("cat.jpg"))
    let text = TerminalPicture(.shades, screen: Self.screen, decoder: Self.decoder).text(image)
    #expect(!text.contains("\u{1B}") && text.split(separator: "\n").allSatisfy { $0.count <= 20 })
  }

  @Test func `protocols of terminals`() throws {
    let png = try Self.bytes("transparent.png")
    let kitty = try TerminalPicture(.kitty, screen: Self.screen, decoder: Self.decoder).text(png)
      .text
    #expect(kitty.hasPrefix("\u{1B}_Ga=T,f=100,c=") && kitty.hasSuffix("\u{1B}\\\n"))
    let jpeg = try TerminalPicture(.kitty, screen: Self.screen, decoder: Self.decoder).text(
      Self.bytes("cat.jpg")
    ).text
    #expect(jpeg.hasPrefix("\u{1B}_Ga=T,f=32,s=451,v=300,c="))
    let iterm = try TerminalPicture(.iterm, screen: Self.screen, decoder: Self.decoder).text(
      Self.bytes("small.gif")
    ).text
    #expect(iterm.hasPrefix("\u{1B}]1337;File=inline=1;size=6676;"))
  }

  @Test func `rows of numbers are a heatmap`() throws {
    let map = try #require(HeatMap(JSON.parse(Array("[[0, 0.5, 1], [1, 0.5, 0]]".utf8))))
    #expect(map.about == "3 × 2, from 0.0 to 1.0")
    #expect(map.image.pixels.prefix(3) == [0, 0, 127])
    #expect(map.image.pixels[8..<11] == [127, 0, 0])
    #expect(HeatMap(try JSON.parse(Array("[[1], [2, 3]]".utf8))) == nil)
    #expect(HeatMap(.int(1)) == nil)
  }
}
