/// Numbers of things, in words.
package enum Quantity {
  /// `1 item`, `2,113 items`.
  package static func of(_ count: Int, _ word: String) -> String {
    "\(grouped(count)) \(count == 1 ? word : plural(word))"
  }

  private static func plural(_ word: String) -> String {
    guard word.hasSuffix("y"), let before = word.dropLast().last, !"aeiou".contains(before) else {
      return word + "s"
    }
    return word.dropLast() + "ies"
  }

  /// `2,113`.
  package static func grouped(_ count: Int) -> String {
    var digits = String(count.magnitude)
    var place = digits.count - 3
    while place > 0 {
      digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
      place -= 3
    }
    return count < 0 ? "-" + digits : digits
  }

  /// `1 byte`, `812 bytes`, `1.2 MB`, `15 GB`: units are powers of 1000, as in scripts.
  package static func bytes(_ count: Int) -> String {
    var size = Double(count)
    guard abs(size) >= 1000 else { return of(count, "byte") }
    for unit in ["KB", "MB", "GB", "TB", "PB", "EB"] {
      size /= 1000
      guard abs(size) < 999.5 || unit == "EB" else { continue }
      let tenths = Int((size * 10).rounded())
      return abs(size) < 9.95
        ? "\(tenths / 10).\(abs(tenths) % 10) \(unit)" : "\(Int(size.rounded())) \(unit)"
    }
    return of(count, "byte")
  }
}
