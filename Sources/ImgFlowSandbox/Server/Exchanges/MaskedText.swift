import Foundation
import ImgFlowValues

/// A part of a request or response whose secrets are masked, by the names before them. For people they are
/// `«secret»`, for a shell they are variables.
struct MaskedText: Sendable {
  /// With the name of a variable between two marks for each secret.
  private(set) var marked: String

  private static let (opening, closing): (Character, Character) = ("\u{E000}", "\u{E001}")

  /// A text without secrets.
  init(_ plain: String) { marked = Self.withoutMarks(plain) }

  private init(marked: String) { self.marked = marked }

  /// What a person sees.
  var shown: String { pieces.map { $0.isSecret ? SecretObject.mask : $0.text }.joined() }

  /// What a shell reads.
  var shell: ShellText {
    ShellText(pieces: pieces.map { $0.isSecret ? .variable($0.text) : .text($0.text) })
  }

  private var pieces: [(text: String, isSecret: Bool)] {
    var pieces: [(String, Bool)] = []
    var rest = marked[...]
    while let start = rest.firstIndex(of: Self.opening),
      let end = rest[start...].firstIndex(of: Self.closing)
    {
      if start > rest.startIndex { pieces.append((String(rest[..<start]), false)) }
      pieces.append((String(rest[rest.index(after: start)..<end]), true))
      rest = rest[rest.index(after: end)...]
    }
    if !rest.isEmpty { pieces.append((String(rest), false)) }
    return pieces
  }

  // MARK: - Masking

  static func + (a: MaskedText, b: MaskedText) -> MaskedText {
    MaskedText(marked: a.marked + b.marked)
  }

  /// The value of a header.
  static func headerValue(_ name: String, _ value: String) -> MaskedText {
    guard CredentialName.matches(name), !value.isEmpty else { return MaskedText(value) }
    let isSchemed = CredentialMask.header(value).hasSuffix(" \(SecretObject.mask)")
    let scheme = isSchemed ? "\(value.prefix { $0 != " " }) " : ""
    let isToken = scheme.lowercased() == "bearer " || scheme.lowercased() == "token "
    return MaskedText(scheme) + secret(isToken ? "token" : name)
  }

  /// An address; its query may hold secrets.
  static func address(_ url: String) -> MaskedText {
    guard let start = url.firstIndex(of: "?") else { return MaskedText(url) }
    return MaskedText(String(url[...start])) + pairs(String(url[url.index(after: start)...]))
  }

  /// A query or a form.
  static func pairs(_ text: String) -> MaskedText {
    let pairs = QueryPair.all(in: text).map { pair -> MaskedText in
      guard pair.isCredential else { return MaskedText(pair.text) }
      return MaskedText(pair.text.prefix { $0 != "=" } + "=") + secret(pair.name)
    }
    return MaskedText(marked: pairs.map(\.marked).joined(separator: "&"))
  }

  /// A JSON text, possibly damaged: the strings and numbers after the names of credentials are masked whether
  /// it can be read or not.
  static func json(_ text: String) -> MaskedText {
    let field = /"((?:[^"\\]|\\.)*)"(\s*:\s*)("(?:[^"\\]|\\.)*"?|-?[0-9][0-9.eE+-]*)/
    let marked = withoutMarks(text).replacing(field) { match in
      let (name, value) = (String(match.1), match.3)
      guard CredentialName.matches(name), value != "\"\"" else { return String(match.0) }
      let mark = secret(name).marked
      return "\"\(name)\"\(match.2)" + (value.hasPrefix("\"") ? "\"\(mark)\"" : mark)
    }
    return MaskedText(marked: marked)
  }

  /// The JSON text on several lines; nil if it cannot be read.
  var indented: MaskedText? {
    guard let value = try? JSON.parse(Array(marked.utf8)),
      let text = try? JSON.text(of: value, indent: 2)
    else { return nil }
    return MaskedText(marked: text)
  }

  /// `apiKey` becomes `$API_KEY`.
  private static func secret(_ name: String) -> MaskedText {
    var variable = ""
    for character in name {
      let isUpper = character.isUppercase && variable.last?.isLowercase == true
      let isWord = character.isASCII && (character.isLetter || character.isNumber)
      if isUpper { variable += "_" }
      variable.append(isWord ? character : "_")
    }
    let upper = variable.uppercased()
    let start = upper.first?.isNumber == false ? upper : "SECRET_\(upper)"
    return MaskedText(marked: "\(opening)\(start)\(closing)")
  }

  private static func withoutMarks(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { (0xE000...0xE001).contains($0.value) }) else {
      return text
    }
    return String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { (0xE000...0xE001).contains($0.value) ? "\u{FFFD}" : $0 }))
  }
}
