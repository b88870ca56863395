/// What code points can be: `\d`, `\p{Lu}`.
enum ScalarProperty: Sendable {
  case digit, word, space
  /// Spaces within a line: `\h`.
  case blank
  /// Ends of lines: `\v`.
  case lineEnd
  case categories(Set<Unicode.GeneralCategory>)
  case alphabetic, lowercase, uppercase
  /// One that only the standard library's regular expressions know, such as a script.
  case named(NamedProperty)
  indirect case not(ScalarProperty)

  func holds(for scalar: UInt32) -> Bool {
    guard let value = Unicode.Scalar(scalar) else { return false }
    let properties = value.properties
    switch self {
    case .digit: return properties.generalCategory == .decimalNumber
    case .word: return Self.isWord(value)
    case .space: return properties.isWhitespace
    case .blank: return scalar == 9 || properties.generalCategory == .spaceSeparator
    case .lineEnd: return Self.isLineEnd(scalar)
    case .categories(let categories): return categories.contains(properties.generalCategory)
    case .alphabetic: return properties.isAlphabetic
    case .lowercase: return properties.isLowercase
    case .uppercase: return properties.isUppercase
    case .named(let property): return property.holds(for: value)
    case .not(let property): return !property.holds(for: scalar)
    }
  }

  static func isLineEnd(_ scalar: UInt32) -> Bool {
    (10...13).contains(scalar) || scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029
  }

  /// What belongs to a word: letters with their marks, digits, `_` and other connecting signs.
  static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 128 {
      return scalar.value | 32 &- 97 < 26 || scalar.value &- 48 < 10 || scalar.value == 95
    }
    let properties = scalar.properties
    if properties.isAlphabetic || properties.isJoinControl { return true }
    switch properties.generalCategory {
    case .decimalNumber, .connectorPunctuation, .nonspacingMark, .spacingMark, .enclosingMark:
      return true
    default: return false
    }
  }
}

/// A property of Unicode by its name, as the standard library's regular expressions know it.
///
/// Sendable: `Regex` is immutable, and lacks only the conformance.
struct NamedProperty: @unchecked Sendable {
  private let regex: Regex<AnyRegexOutput>

  /// Nil if there is no property of this name.
  init?(_ name: String) {
    let isName = name.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789=_- ".unicodeScalars.contains($0)
    }
    guard isName, let regex = try? Regex("\\p{\(name)}") else { return nil }
    self.regex = regex.matchingSemantics(.unicodeScalar)
  }

  func holds(for scalar: Unicode.Scalar) -> Bool {
    (try? regex.wholeMatch(in: String(Character(scalar)))) != nil
  }
}

extension ScalarProperty {
  /// Finds a property by the name in `\p{…}`; nil if there is none.
  static func named(_ name: String) -> ScalarProperty? {
    switch name.lowercased() {
    case "alpha", "alphabetic": .alphabetic
    case "lower", "lowercase": .lowercase
    case "upper", "uppercase": .uppercase
    case "space", "whitespace", "white_space": .space
    case "any": .not(.categories([]))
    default:
      if let categories = categories(name) {
        .categories(categories)
      } else {
        NamedProperty(name).map { .named($0) }
      }
    }
  }

  /// Finds a class of POSIX by the name in `[:…:]`; nil if there is none.
  static func posix(_ name: String) -> ScalarProperty? {
    switch name {
    case "alpha": .alphabetic
    case "digit": .digit
    case "lower": .lowercase
    case "upper": .uppercase
    case "space": .space
    case "blank": .blank
    case "word": .word
    case "punct": categories("P").map { .categories($0) }
    case "cntrl": .categories([.control])
    case "alnum", "xdigit", "graph", "print", "ascii": NamedProperty(name).map { .named($0) }
    default: nil
    }
  }

  private static func categories(_ name: String) -> Set<Unicode.GeneralCategory>? {
    if let category = categoriesByName[name] { return [category] }
    let members = categoriesByName.filter { $0.key.count == 2 && $0.key.hasPrefix(name) }.values
    return name.count == 1 && !members.isEmpty ? Set(members) : nil
  }

  private static let categoriesByName: [String: Unicode.GeneralCategory] = [
    "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter,
    "Lo": .otherLetter, "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark,
    "Nd": .decimalNumber, "Nl": .letterNumber, "No": .otherNumber, "Pc": .connectorPunctuation,
    "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation,
    "Pi": .initialPunctuation, "Pf": .finalPunctuation, "Po": .otherPunctuation,
    "Sm": .mathSymbol, "Sc": .currencySymbol, "Sk": .modifierSymbol, "So": .otherSymbol,
    "Zs": .spaceSeparator, "Zl": .lineSeparator, "Zp": .paragraphSeparator, "Cc": .control,
    "Cf": .format, "Cs": .surrogate, "Co": .privateUse, "Cn": .unassigned,
  ]
}
