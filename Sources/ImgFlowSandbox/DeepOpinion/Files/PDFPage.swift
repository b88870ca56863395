/// Reads the operators of a page's content that set and show text.
struct PDFPage {
  struct Line: Sendable {
    var text: String
    var box: PDFText.Box
  }

  private(set) var lines: [Line] = []
  private let size: (width: Double, height: Double)
  private var operands: [Operand] = []
  private var left = 0.0
  private var baseline = 0.0
  private var fontSize = 12.0
  private var leading = 0.0
  private var text = ""

  private enum Operand {
    case number(Double)
    case text(String)
  }

  init(size: (width: Double, height: Double)) { self.size = size }

  mutating func read(_ content: [UInt8]) {
    var position = 0
    while position < content.count {
      let byte = content[position]
      if byte == UInt8(ascii: "(") {
        operands.append(.text(Self.literal(in: content, at: &position)))
      } else if byte == UInt8(ascii: "<"), position + 1 < content.count,
        content[position + 1] != byte
      {
        operands.append(.text(Self.hexadecimal(in: content, at: &position)))
      } else if byte <= 0x20 || "[]<>{}/".utf8.contains(byte) {
        position += 1
      } else {
        let word = content[position...].prefix { $0 > 0x20 && !"[]<>(){}/".utf8.contains($0) }
        position += max(1, word.count)
        take(String(decoding: word, as: UTF8.self))
      }
    }
    endLine()
  }

  private mutating func take(_ word: String) {
    if let number = Double(word), number.isFinite {
      return operands.append(.number(number))
    }
    perform(word)
    operands = []
  }

  private mutating func perform(_ name: String) {
    let numbers = operands.compactMap { if case .number(let number) = $0 { number } else { nil } }
    switch name {
    case "BT": move(to: 0, 0)
    case "ET": endLine()
    case "Tf": fontSize = numbers.last ?? fontSize
    case "TL": leading = numbers.last ?? leading
    case "Td" where numbers.count == 2: move(to: left + numbers[0], baseline + numbers[1])
    case "TD" where numbers.count == 2:
      leading = -numbers[1]
      move(to: left + numbers[0], baseline + numbers[1])
    case "Tm" where numbers.count == 6: move(to: numbers[4], numbers[5])
    case "T*": move(to: left, baseline - leading)
    case "Tj": show()
    case "TJ": showSpaced()
    case "'", "\"":
      move(to: left, baseline - leading)
      show()
    default: break
    }
  }

  private mutating func show() {
    for case .text(let piece) in operands { text += piece }
  }

  /// Large gaps between pieces are the spaces between words.
  private mutating func showSpaced() {
    for operand in operands {
      switch operand {
      case .text(let piece): text += piece
      case .number(let gap) where gap < -200 && !text.hasSuffix(" "): text += " "
      case .number: break
      }
    }
  }

  /// Text at the same height goes on in the same line.
  private mutating func move(to left: Double, _ baseline: Double) {
    if baseline != self.baseline { endLine() } else if !text.isEmpty { text += " " }
    if text.isEmpty { self.left = left }
    self.baseline = baseline
  }

  private mutating func endLine() {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    text = ""
    guard !words.isEmpty else { return }
    // Half the size is about the mean width of a character.
    let width = Double(words.count) * fontSize / 2
    lines.append(
      Line(
        text: words,
        box: PDFText.Box(
          left: part(left, size.width), top: part(size.height - baseline - fontSize, size.height),
          right: part(left + width, size.width), bottom: part(size.height - baseline, size.height)))
    )
  }

  private func part(_ length: Double, _ whole: Double) -> Double {
    min(1, max(0, length / whole)).rounded(toPlaces: 5)
  }

  // MARK: - Strings

  /// `(text with \( escapes \))`, with brackets that match.
  private static func literal(in content: [UInt8], at position: inout Int) -> String {
    var bytes: [UInt8] = []
    var depth = 0
    while position < content.count {
      let byte = content[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\\"): escape(in: content, at: &position, &bytes)
      case UInt8(ascii: "("):
        if depth > 0 { bytes.append(byte) }
        depth += 1
      case UInt8(ascii: ")"):
        depth -= 1
        if depth == 0 { return latin(bytes) }
        bytes.append(byte)
      default: bytes.append(byte)
      }
    }
    return latin(bytes)
  }

  private static func escape(
    in content: [UInt8], at position: inout Int, _ bytes: inout [UInt8]
  ) {
    let digits = content[position...].prefix(3).prefix { (0x30...0x37).contains($0) }
    if !digits.isEmpty {
      position += digits.count
      bytes.append(UInt8(truncatingIfNeeded: digits.reduce(0) { $0 * 8 + Int($1) - 0x30 }))
    } else if position < content.count {
      let escapes: [UInt8: UInt8] = [0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09]
      bytes.append(escapes[content[position]] ?? content[position])
      position += 1
    }
  }

  private static func hexadecimal(in content: [UInt8], at position: inout Int) -> String {
    let text = content[(position + 1)...].prefix { $0 != UInt8(ascii: ">") }
    position += text.count + 2
    let digits = text.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
    let padded = digits.count % 2 == 0 ? digits : digits + [0]
    return latin(
      stride(from: 0, to: padded.count, by: 2).map { UInt8(padded[$0] * 16 + padded[$0 + 1]) })
  }

  private static func latin(_ bytes: [UInt8]) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: bytes.map { Unicode.Scalar($0) })
    return String(view)
  }
}
