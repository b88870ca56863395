import ImgFlowSyntax
import ImgFlowValues

/// What is known of the string that an expression gives, without running anything.
struct KnownText {
  /// The string, or its start.
  let text: String
  let isWhole: Bool

  /// - Parameter constants: the strings of names that never change.
  init?(_ expression: Expression, _ constants: [String: Expression], depth: Int = 0) {
    guard depth < 20 else { return nil }
    let inner = { KnownText($0, constants, depth: depth + 1) }
    switch expression.kind {
    case .string(let text): (self.text, isWhole) = (text, true)
    case .interpolation(let parts):
      var text = ""
      for part in parts {
        switch part {
        case .text(let piece): text += piece
        case .expression(let value):
          guard let known = inner(value) else {
            (self.text, isWhole) = (text, false)
            return
          }
          text += known.text
          guard known.isWhole else {
            (self.text, isWhole) = (text, false)
            return
          }
        }
      }
      (self.text, isWhole) = (text, true)
    case .name(let name):
      guard let value = constants[name.text], let known = inner(value) else { return nil }
      self = known
    case .binary(let left, .add, _, let right):
      guard let start = inner(left) else { return nil }
      let end = start.isWhole ? inner(right) : nil
      (text, isWhole) = (start.text + (end?.text ?? ""), end?.isWhole ?? false)
    case .call(let callee, let arguments):
      // `url.build` only adds to the end of an address.
      guard callee.dottedName == "url.build", let first = arguments.first?.value,
        let known = inner(first)
      else { return nil }
      (text, isWhole) = (known.text, false)
    default: return nil
    }
  }

  /// The permission of a kind that a use of this string needs; nil if it is not known.
  func permission(_ kind: PermissionKind) -> String? {
    switch kind {
    case .net:
      guard let start = text.firstRange(of: "://")?.upperBound else { return nil }
      let authority = text[start...].prefix { !"/?#".contains($0) }
      let isComplete = isWhole || start < text.endIndex && authority.endIndex < text.endIndex
      return isComplete ? URLParts(String(text[..<start] + authority))?.authority : nil
    case .read, .write:
      let plain = text.prefix { !"*?[{".contains($0) }
      if isWhole, plain.count == text.count { return text == "-" ? nil : text }
      // A folder covers what is in it.
      return String(plain).partsAtLastSlash.map { String($0.folder) } ?? (isWhole ? "." : nil)
    case .run, .env: return isWhole ? text : nil
    }
  }
}

extension Expression {
  /// `a` or `a.b` as it is written; nil for anything else.
  var dottedName: String? {
    switch kind {
    case .name(let name): name.text
    case .member(let base, let member, false):
      if case .name(let name) = base.kind { "\(name.text).\(member.text)" } else { nil }
    default: nil
    }
  }
}
