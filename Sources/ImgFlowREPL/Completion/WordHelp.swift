import ImgFlow
import ImgFlowHelp

/// What is said about a name: of an operation, a function, a variable.
struct WordHelp {
  let session: Session

  /// The documentation of a dotted name such as `expoze.createJob`, or what is said if there is none.
  func text(for name: String, width: Int, usesColour: Bool) -> String? {
    let index = HelpIndex(session)
    let near = index.nearest(to: name).map { ": did you mean `\($0)`?" } ?? ""
    let page =
      index.page(about: name) ?? HelpPage([.text("No help for `\(name)`\(near)")])
    return page.lines(width: width).text(usesColour: usesColour)
  }

  /// The name that `?name` or `name?` asks about; nil for anything else.
  static func question(_ text: String) -> String? {
    if text.hasPrefix("?") { return text.dropFirst().trimmed }
    guard text.hasSuffix("?"), text.count > 1 else { return nil }
    let name = text.dropLast()
    return name.allSatisfy { $0.isLetter || $0.isNumber || "_./".contains($0) } ? String(name) : nil
  }

  /// The dotted name at an offset of a string; in the arguments of a call, if not at a name, that of the
  /// function.
  static func word(in text: String, at offset: Int) -> String? {
    let bytes = Array(text.utf8)
    let offset = min(max(offset, 0), bytes.count)
    var end = offset
    while end < bytes.count, isPart(bytes[end]) { end += 1 }
    var start = offset
    while start > 0, isPart(bytes[start - 1]) || bytes[start - 1] == UInt8(ascii: ".") {
      start -= 1
    }
    let word = String(decoding: bytes[start..<end], as: UTF8.self)
    let name = word.drop { $0 == "." }
    if let first = name.first, !first.isNumber {
      return name.last == "." ? String(name.dropLast()) : String(name)
    }
    return function(in: text, at: start)
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_")
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  /// The name of the function whose arguments the cursor is among.
  private static func function(in text: String, at offset: Int) -> String? {
    let context = CursorContext(text, cursor: offset)
    for opener in context.openers.reversed() where context.kind(at: opener) == .leftParen {
      guard let chain = context.chain(endingAt: opener - 1), case .name(let root) = chain.root
      else {
        continue
      }
      let members = chain.steps.map { step -> String? in
        if case .member(let name) = step { name } else { nil }
      }
      if !members.contains(nil) {
        return ([root] + members.compactMap { $0 }).joined(separator: ".")
      }
      if let last = members.last, let method = last { return method }
    }
    return nil
  }
}
