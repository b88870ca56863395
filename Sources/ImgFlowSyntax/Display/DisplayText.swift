/// A line as it occupies columns of a terminal: tabs are spaces up to the next stop, wide characters take two
/// columns, and control characters are shown rather than obeyed.
struct DisplayText {
  /// The characters, each with the column it starts at and its width.
  private(set) var cells: [(character: Character, column: Int, width: Int)] = []
  /// The number of columns.
  private(set) var width = 0

  static let tabWidth = 4

  init(_ text: some StringProtocol) {
    cells.reserveCapacity(text.utf8.count)
    for character in text {
      if character == "\t" {
        for _ in 0..<(Self.tabWidth - width % Self.tabWidth) { append(" ") }
      } else {
        for shown in VisibleText.of(String(character)) { append(shown) }
      }
    }
  }

  private mutating func append(_ character: Character) {
    let columns = DisplayWidth.of(character)
    cells.append((character, width, columns))
    width += columns
  }

  /// The part in the columns of `range`; a wide character at the edge is left out.
  func text(in range: Range<Int>) -> String {
    String(
      cells.filter { $0.column >= range.lowerBound && $0.column + $0.width <= range.upperBound }
        .map(\.character))
  }
}
