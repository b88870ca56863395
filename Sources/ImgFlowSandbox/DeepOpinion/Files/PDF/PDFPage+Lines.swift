import CPoppler

extension PDFPage {
  /// The lines that have text, with their places.
  func lines() -> [(text: String, box: PDFText.Box)] {
    // Poppler selects from where a page begins to where it ends, which is on the left for a page that runs
    // leftward: from corner to corner the other way, the first and the last line are not whole.
    let (rightward, leftward) = (Selection(of: self), Selection(of: self, fromRight: true))
    let isLeftward = leftward.areas.count > rightward.areas.count
    let selection = isLeftward ? leftward : rightward
    return selection.lines(isLeftward: isLeftward).map { line in
      (ReadingOrder.ordered(line.words, onLeftwardPage: isLeftward), box(line.area))
    }
  }

  private func box(_ area: PopplerRectangle) -> PDFText.Box {
    func part(_ length: Double, _ whole: Double) -> Double {
      min(1, max(0, length / whole)).rounded(toPlaces: 5)
    }
    return PDFText.Box(
      left: part(area.x1, width), top: part(area.y1, height), right: part(area.x2, width),
      bottom: part(area.y2, height))
  }
}

/// The text of a page between two of its corners, with an area for each character.
private struct Selection {
  private let text: String
  let areas: [PopplerRectangle]

  init(of page: PDFPage, fromRight: Bool = false) {
    var corners = PopplerRectangle(x1: 0, y1: 0, x2: page.width, y2: page.height)
    if fromRight { swap(&corners.x1, &corners.x2) }
    var areas: UnsafeMutablePointer<PopplerRectangle>?
    var count: UInt32 = 0
    let hasAreas = poppler_page_get_text_layout_for_area(page.page, &corners, &areas, &count) != 0
    self.areas = hasAreas ? Array(UnsafeBufferPointer(start: areas, count: Int(count))) : []
    g_free(areas)
    let bytes = poppler_page_get_text_for_area(page.page, &corners)
    text = bytes.map { String(cString: $0) } ?? ""
    g_free(bytes)
  }

  /// The words of each line that has any, from left to right, and where it is.
  func lines(isLeftward: Bool) -> [(words: [String], area: PopplerRectangle)] {
    var lines: [(words: [String], area: PopplerRectangle)] = []
    var words = [""]
    var area: PopplerRectangle?
    var index = 0
    func endLine() {
      let whole = words.filter { !$0.isEmpty }
      if let area { lines.append((isLeftward ? whole.reversed() : whole, area)) }
      (words, area) = ([""], nil)
    }
    var depth = 0
    for scalar in text.unicodeScalars {
      if ReadingOrder.isMark(scalar) {
        // On such a page each word is within marks, and not every space between two is there.
        if isLeftward, depth == 0 { words.append("") }
        depth += ReadingOrder.isEndMark(scalar) ? -1 : 1
        continue
      }
      if scalar == "\n" || scalar == "\u{C}" {
        endLine()
      } else if scalar.properties.isWhitespace {
        words.append("")
      } else {
        words[words.count - 1].unicodeScalars.append(scalar)
        if index < areas.count { area = area.map { $0.union(areas[index]) } ?? areas[index] }
      }
      index += 1
    }
    endLine()
    return lines
  }
}

extension PopplerRectangle {
  /// The smallest area that holds two.
  fileprivate func union(_ other: PopplerRectangle) -> PopplerRectangle {
    PopplerRectangle(
      x1: min(x1, other.x1), y1: min(y1, other.y1), x2: max(x2, other.x2), y2: max(y2, other.y2))
  }
}
