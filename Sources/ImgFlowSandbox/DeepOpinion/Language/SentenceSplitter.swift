/// A piece of a text and where it is: from the character `start` up to before `end`, counted in Unicode
/// scalars as the vendor's service, written in Python, counts them.
struct TextSpan: Equatable, Sendable {
  var text: String
  var start: Int
  var end: Int

  /// The whole of a text, without the white space around it.
  init?(whole text: String) {
    self.init(Array(text.unicodeScalars), 0..<text.unicodeScalars.count)
  }

  /// A range without the white space around it; nil if nothing else is in it.
  fileprivate init?(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    let inside = range.filter { !scalars[$0].properties.isWhitespace }
    guard let first = inside.first, let last = inside.last else { return nil }
    start = first
    end = last + 1
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[start..<end])
    text = String(view)
  }
}

/// Cuts texts in English, German and Arabic into sentences, by the rules of Unicode's annex 29 and by
/// knowledge of abbreviations, which those rules leave out.
enum SentenceSplitter {
  /// The sentences of a text, in order and without overlap.
  ///
  /// - Throws: `FileFault` if there are more than the budget has.
  static func split(
    _ text: String, _ budget: DocumentBudget = DocumentBudget()
  ) throws(FileFault) -> [TextSpan] {
    let scalars = Array(text.unicodeScalars)
    var spans: [TextSpan] = []
    var start = 0
    var index = 0
    while index < scalars.count {
      let mark = index
      index = end(ofMark: mark, in: scalars)
      guard index == scalars.count || isEnd(mark..<index, in: scalars) else { continue }
      if let span = TextSpan(scalars, start..<index) {
        try budget.charge(1, .segments)
        spans.append(span)
      }
      start = index
    }
    return spans
  }

  /// Where the signs end that may close a sentence together: after a terminator all that follow it.
  private static func end(ofMark start: Int, in scalars: [Unicode.Scalar]) -> Int {
    var end = start + 1
    guard isTerminator(scalars[start]) else { return end }
    while end < scalars.count, isTerminator(scalars[end]) || isClosing(scalars[end]) { end += 1 }
    return end
  }

  /// Whether a sentence ends with a mark that is not the end of the text.
  private static func isEnd(_ mark: Range<Int>, in scalars: [Unicode.Scalar]) -> Bool {
    let (scalar, end) = (scalars[mark.lowerBound], mark.upperBound)
    if isLineBreak(scalar) { return true }
    guard isTerminator(scalar) else { return false }
    if scalars[mark].contains(where: isFullWidth) { return true }
    guard scalars[end].properties.isWhitespace else { return false }
    guard let next = scalars[end...].firstIndex(where: { !$0.properties.isWhitespace }) else {
      return true
    }
    let isSingleDot = scalar == "." && mark.count == 1
    if isSingleDot, isInside(dot: mark.lowerBound, next: next, in: scalars) { return false }
    return !scalars[next].properties.isLowercase
  }

  private static func isLineBreak(_ scalar: Unicode.Scalar) -> Bool {
    [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains(scalar.value)
  }

  private static func isTerminator(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case ".", "!", "?", "…", "؟", "۔", "。", "！", "？": true
    default: false
    }
  }

  /// East Asian ends of sentences need no space after them.
  private static func isFullWidth(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "。" || scalar == "！" || scalar == "？"
  }

  private static func isClosing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .closePunctuation, .finalPunctuation: true
    default: scalar == "\"" || scalar == "'" || scalar == "“"
    }
  }

  /// Whether a dot belongs to the word before it: a known abbreviation, an initial, a German ordinal.
  private static func isInside(dot: Int, next: Int, in scalars: [Unicode.Scalar]) -> Bool {
    let start = scalars[..<dot].lastIndex { $0.properties.isWhitespace || isOpening($0) }
    let before = text(scalars[((start ?? -1) + 1)..<dot])
    if abbreviations.contains(before) { return true }
    if before.allSatisfy(\.isNumber) {
      return afterOrdinals.contains(text(scalars[next...].prefix { $0.properties.isAlphabetic }))
    }
    let isCapital = dot > 0 && scalars[dot - 1].properties.isUppercase
    return before.count == 1 && isCapital && before != "i"
  }

  private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view).lowercased()
  }

  private static func isOpening(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .openPunctuation || scalar == "\""
  }

  private static let abbreviations: Set<String> = [
    // English
    "mr", "mrs", "ms", "dr", "prof", "sr", "jr", "st", "mt", "vs", "approx", "fig", "e.g", "i.e",
    "u.s", "dept", "ext", "incl", "tel", "ave",
    // German
    "z.b", "z", "d.h", "u.a", "bzw", "ca", "evtl", "ggf", "inkl", "str", "nr", "hr", "fr", "bspw",
    "vgl", "zzgl", "mind", "o.ä", "tägl",
  ]

  /// What makes the number before it an ordinal: "im 3. Stock", "am 4. Juli".
  private static let afterOrdinals: Set<String> = [
    "stock", "stockwerk", "etage", "og", "mal", "tag", "nacht", "klasse", "januar", "februar",
    "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november",
    "dezember",
  ]
}
