/// A word that begins a declaration where one can follow it, and is an ordinary name elsewhere.
package enum DeclarationWord: String, CaseIterable, Sendable {
  case permit
  case vendor
  case type
}

extension Parser {
  /// The declaration that begins at the current token; nil if it is an ordinary name, or something else.
  func declarationWord() -> DeclarationWord? {
    guard at(.identifier), !peek().isFirstOnLine, peek().kind != .endOfFile else { return nil }
    guard let word = DeclarationWord.allCases.first(where: { atWord($0.rawValue) }) else {
      return nil
    }
    return switch word {
    case .permit: isPermit ? word : nil
    case .vendor: peek().kind == .identifier ? word : nil
    case .type: peek().kind == .identifier && peek(2).kind == .equal ? word : nil
    }
  }

  /// Whether what follows the word can only be a permission: a string, or a word before a string.
  private var isPermit: Bool {
    let strings: [Token.Kind] = [.rawString, .stringStart]
    if strings.contains(peek().kind) { return true }
    guard peek().kind == .identifier else { return false }
    return PermissionKind(rawValue: text(peek())) != nil
      || strings.contains(peek(2).kind) && !peek(2).isFirstOnLine
  }
}
