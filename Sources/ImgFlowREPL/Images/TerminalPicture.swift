import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// An image as text for a terminal.
struct TerminalPicture {
  /// How a terminal shows images.
  enum Way: Equatable {
    /// The graphics protocol of kitty.
    case kitty
    /// The inline images of iTerm2.
    case iterm
    /// `▀` with a colour above and one below, in 24 bits or from the 256 that terminals have.
    case halfBlocks(isTrueColour: Bool)
    /// Characters of growing weight.
    case shades

    /// What the terminal says of itself in its environment.
    init(usesColour: Bool, _ environment: (String) -> String?) {
      let terminal = environment("TERM") ?? ""
      let program = environment("TERM_PROGRAM") ?? ""
      // Inside a multiplexer escape sequences of these protocols are lost.
      let isNested = environment("TMUX") != nil || environment("STY") != nil
      let isTrueColour = ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "")
      if !usesColour {
        self = .shades
      } else if !isNested,
        terminal.contains("kitty") || environment("KITTY_WINDOW_ID") != nil
          || program == "ghostty"
      {
        self = .kitty
      } else if !isNested,
        program == "iTerm.app" || program == "WezTerm"
          || environment("LC_TERMINAL") == "iTerm2"
      {
        self = .iterm
      } else {
        self = .halfBlocks(isTrueColour: isTrueColour)
      }
    }
  }

  private let way: Way
  private let decoder: ImageDecoder
  private let columns: Int
  private let rows: Int
  /// The most pixels across that are sent to a terminal that shows pixels.
  private static let pixelWidth = 800

  init(_ way: Way, screen: Screen, decoder: ImageDecoder) {
    self.way = way
    self.decoder = decoder
    columns = screen.width
    // A line for the prompt, and one for the caption of the image.
    rows = max(4, screen.height - 3)
  }

  /// The text for the bytes of a file.
  ///
  /// - Throws: `ImageProblem`; what `ImageDecoder` throws.
  func text(_ bytes: [UInt8]) throws -> (text: String, about: String) {
    guard let format = ImageFormat(bytes: bytes) else {
      let names = ImageFormat.allCases.map(\.name).joined(separator: ", ")
      throw ImageProblem("not an image of a supported format: \(names)")
    }
    let about = "\(format.name), \(Quantity.bytes(bytes.count))"
    if way == .iterm { return (inline(bytes), about) }
    guard way == .kitty else {
      return (text(try decoder.image(of: bytes, width: columns)), about)
    }
    let image = try decoder.image(of: bytes, width: Self.pixelWidth)
    guard format == .png else { return (kitty(image), about) }
    return (kitty(bytes, "f=100", fitted(image).width), about)
  }

  func text(_ image: PixelImage) -> String {
    switch way {
    case .kitty: kitty(image)
    case .iterm, .halfBlocks: halfBlocks(image)
    case .shades: shades(image)
    }
  }

  /// The columns, and rows of half a character's height, that the image takes.
  private func fitted(_ image: PixelImage) -> (width: Int, height: Int) {
    let scale = min(
      Double(columns) / Double(image.width), Double(rows * 2) / Double(image.height), 1)
    return (
      max(1, Int((Double(image.width) * scale).rounded())),
      max(1, Int((Double(image.height) * scale).rounded()))
    )
  }

  // MARK: - Characters

  private func halfBlocks(_ image: PixelImage) -> String {
    let size = fitted(image)
    let small = image.scaled(toWidth: size.width, height: size.height)
    var text = ""
    for row in stride(from: 0, to: small.height, by: 2) {
      var last = ""
      for column in 0..<small.width {
        let upper = colour(small, column, row)
        let lower = row + 1 < small.height ? colour(small, column, row + 1) : nil
        let (style, character) = cell(upper, lower)
        if style != last { text += "\u{1B}[\(style)m" }
        last = style
        text += character
      }
      text += "\u{1B}[0m\n"
    }
    return text
  }

  /// The colour of a pixel; nil where nothing is visible.
  private func colour(_ image: PixelImage, _ x: Int, _ y: Int) -> String? {
    let place = (y * image.width + x) * 4
    guard image.pixels[place + 3] >= 128 else { return nil }
    let (red, green, blue) = (
      Int(image.pixels[place]), Int(image.pixels[place + 1]), Int(image.pixels[place + 2])
    )
    if case .halfBlocks(isTrueColour: false) = way { return "5;\(Self.index(red, green, blue))" }
    return "2;\(red);\(green);\(blue)"
  }

  private func cell(_ upper: String?, _ lower: String?) -> (style: String, character: String) {
    switch (upper, lower) {
    case (let upper?, let lower?): ("38;\(upper);48;\(lower)", "▀")
    case (let upper?, nil): ("0;38;\(upper)", "▀")
    case (nil, let lower?): ("0;38;\(lower)", "▄")
    case (nil, nil): ("0", " ")
    }
  }

  /// The nearest of the 6 × 6 × 6 colours that terminals have besides the first 16.
  private static func index(_ red: Int, _ green: Int, _ blue: Int) -> Int {
    func step(_ level: Int) -> Int { level < 48 ? 0 : level < 115 ? 1 : min(5, (level - 35) / 40) }
    return 16 + 36 * step(red) + 6 * step(green) + step(blue)
  }

  private func shades(_ image: PixelImage) -> String {
    let size = fitted(image)
    let small = image.scaled(toWidth: size.width, height: max(1, size.height / 2))
    let marks = Array(" ░▒▓█")
    var text = ""
    for y in 0..<small.height {
      for x in 0..<small.width {
        let place = (y * small.width + x) * 4
        let light =
          (Int(small.pixels[place]) * 299 + Int(small.pixels[place + 1]) * 587
            + Int(small.pixels[place + 2]) * 114) * Int(small.pixels[place + 3]) / 255_000
        text.append(marks[min(marks.count - 1, light * marks.count / 256)])
      }
      while text.last == " " { text.removeLast() }
      text += "\n"
    }
    return text
  }

  // MARK: - Pixels

  private func kitty(_ image: PixelImage) -> String {
    let scale = min(1, Double(Self.pixelWidth) / Double(image.width))
    let width = max(1, Int(Double(image.width) * scale))
    let height = max(1, Int(Double(image.height) * scale))
    let small = scale < 1 ? image.scaled(toWidth: width, height: height) : image
    let format = "f=32,s=\(small.width),v=\(small.height)"
    return kitty(small.pixels, format, fitted(image).width)
  }

  /// Data in pieces of the length that the protocol allows.
  private func kitty(_ data: [UInt8], _ format: String, _ width: Int) -> String {
    let data = Array(Base64.encode(data).utf8)
    var text = ""
    for start in stride(from: 0, to: data.count, by: 4096) {
      let piece = data[start...].prefix(4096)
      let more = start + piece.count < data.count ? 1 : 0
      let head = start == 0 ? "a=T,\(format),c=\(width),q=2,m=\(more)" : "m=\(more)"
      text += "\u{1B}_G\(head);\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
    }
    return text + "\n"
  }

  private func inline(_ bytes: [UInt8]) -> String {
    "\u{1B}]1337;File=inline=1;size=\(bytes.count);width=\(columns);height=\(rows);"
      + "preserveAspectRatio=1:\(Base64.encode(bytes))\u{07}\n"
  }
}
