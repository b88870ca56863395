import Foundation
import GRDB

/// Strings as all searches and filters of the sandbox compare them: without regard to case, diacritics and
/// forms of a letter, in any script.
///
/// Compatibility forms become plain (NFKD), combining marks go, and case is folded; so `strassenhund` is
/// `Straßenhund`, `istanbul` is `İstanbul`, and `كتاب` is `كِتَاب`. Vowel signs that are letters of their script,
/// as those of Thai, stay.
enum FoldedText {
  static func fold(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text.lowercased() }
    var scalars = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCompatibilityMapping.unicodeScalars
    where !isMark(scalar) {
      scalars.append(scalar)
    }
    // Swift has no case folding: `ẞ` has only a small form, `ß` a capital one of two letters.
    let cased = String(scalars).lowercased().uppercased().lowercased()
    let plain = cased.unicodeScalars.map { strokes[$0] ?? $0 }
    return String(String.UnicodeScalarView(plain)).precomposedStringWithCanonicalMapping
  }

  /// Whether `text` contains `part`, both folded; everything contains nothing.
  static func contains(_ part: String, in text: String) -> Bool {
    part.isEmpty || fold(text).contains(fold(part))
  }

  /// Characters that modify a letter without being one, or that are invisible: joiners, marks of direction,
  /// and the line that stretches Arabic words.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.canonicalCombiningClass != .notReordered
      || scalar.properties.isDefaultIgnorableCodePoint || scalar == "\u{640}"
  }

  /// Letters with a stroke, which Unicode does not take apart, and the `i` without a dot.
  private static let strokes: [Unicode.Scalar: Unicode.Scalar] = [
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i",
  ]

  /// The same in SQL.
  static let function = DatabaseFunction("folded", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).map(fold)
  }

  /// A condition in SQL: that a text, such as a column, contains `part`.
  static func contains(_ part: String, in text: some SQLSpecificExpressible) -> SQL {
    part.isEmpty ? "TRUE" : "instr(\(function(text)), \(fold(part))) > 0"
  }
}
