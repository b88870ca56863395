/// A page as a browser writes it out: only as much of HTML as that can contain.
struct Page {
  struct Element {
    let name: String
    var attributes: [String: String] = [:]

    func hasClass(_ name: String) -> Bool {
      attributes["class"]?.split(separator: " ").contains(Substring(name)) ?? false
    }
  }

  let html: String
  /// Every element, in order.
  let elements: [Element]
  /// The content of `<style>`.
  let style: String

  init(html: String) {
    self.html = html
    var scanner = Scanner(rest: Array(html.utf8)[...])
    (elements, style) = scanner.scan()
  }

  func count(_ name: String, class className: String? = nil) -> Int {
    elements.count { $0.name == name && className.map($0.hasClass) ?? true }
  }

  /// Reads tags. In written-out HTML a `<` in text is `&lt;`, values are in double quotes, and
  /// `<style>` ends at the next `</style`.
  private struct Scanner {
    var rest: ArraySlice<UInt8>
    private static let nameEnds = Set(" \n\t/>=".utf8)

    mutating func scan() -> ([Element], String) {
      var elements: [Element] = []
      var style = ""
      while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
        rest = rest[(start + 1)...]
        guard let first = rest.first, first | 0x20 >= 0x61, first | 0x20 <= 0x7A else { continue }
        let element = tag()
        if element.name == "style" { style += text(upTo: "</style") }
        elements.append(element)
      }
      return (elements, style)
    }

    private mutating func tag() -> Element {
      var element = Element(name: word())
      while let byte = rest.first, byte != UInt8(ascii: ">") {
        guard !Self.nameEnds.contains(byte) else {
          rest = rest.dropFirst()
          continue
        }
        let name = word()
        element.attributes[name] = value()
      }
      return element
    }

    private mutating func word() -> String {
      let word = rest.prefix { !Self.nameEnds.contains($0) }
      rest = rest[word.endIndex...]
      return String(decoding: word, as: UTF8.self)
    }

    private mutating func value() -> String {
      guard rest.starts(with: "=\"".utf8) else { return "" }
      let value = rest.dropFirst(2).prefix { $0 != UInt8(ascii: "\"") }
      rest = rest[value.endIndex...].dropFirst()
      return String(decoding: value, as: UTF8.self)
    }

    private mutating func text(upTo end: String) -> String {
      var index = rest.startIndex
      while index < rest.endIndex, !rest[index...].starts(with: end.utf8) { index += 1 }
      defer { rest = rest[index...] }
      return String(decoding: rest[..<index], as: UTF8.self)
    }
  }
}
