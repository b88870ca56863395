/// Puts the words of a line, which a page has from left to right, into the order in which they are read.
///
/// Scripts that are written from right to left run against the others, which the Unicode bidirectional
/// algorithm (UAX #9) lays out when a page is made. Going back is not always possible: only the author knows
/// which of two directions a number between them belongs to.
enum ReadingOrder {
  /// Returns the words in the order in which they are read, with a space between them.
  ///
  /// - Parameter onLeftwardPage: how a line runs that has as many words of one way as of the other.
  static func ordered(_ words: [String], onLeftwardPage: Bool) -> String {
    let directions = words.map(direction)
    let excess = directions.reduce(onLeftwardPage ? 1 : 0) { $0 + $1.rawValue * 2 }
    guard directions.contains(.left) else { return words.joined(separator: " ") }
    let ordered =
      excess > 0
      ? turned(words.reversed(), directions.reversed(), .right)
      : turned(words, directions, .left)
    return ordered.joined(separator: " ")
  }

  private enum Direction: Int {
    case right = -1
    case neutral, left
  }

  /// Turns each run of words of a direction, together with neutral characters between them.
  private static func turned(
    _ words: [String], _ directions: [Direction], _ direction: Direction
  ) -> [String] {
    var words = words
    var start: Int?
    var end = 0
    for (index, own) in directions.enumerated() {
      if own == direction {
        start = start ?? index
        end = index
      } else if own != .neutral, let first = start {
        words[first...end].reverse()
        start = nil
      }
    }
    if let first = start { words[first...end].reverse() }
    return words
  }

  /// Which way a word runs, by its first letter.
  private static func direction(of word: String) -> Direction {
    let letter = word.unicodeScalars.first { $0.properties.isAlphabetic }
    guard let letter else { return .neutral }
    return isWrittenLeftward(letter) ? .left : .right
  }

  /// Whether a letter is of a script that is written from right to left: of the blocks that Unicode keeps for
  /// these, Hebrew to Arabic, their presentation forms, and the old and African ones.
  private static func isWrittenLeftward(_ letter: Unicode.Scalar) -> Bool {
    switch letter.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF:
      true
    default: false
    }
  }

  /// Whether a scalar only says which way text runs, as Poppler puts around words.
  static func isMark(_ scalar: Unicode.Scalar) -> Bool { (0x202A...0x202E).contains(scalar.value) }

  /// Whether it ends what another mark began.
  static func isEndMark(_ scalar: Unicode.Scalar) -> Bool { scalar.value == 0x202C }
}
