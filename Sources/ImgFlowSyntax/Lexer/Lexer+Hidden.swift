// Invisible characters, found anywhere in the source.
extension Lexer {
  /// Where a hidden character is, which decides what to write in its place.
  enum HiddenPlace {
    case code
    case comment
    case string
    case rawString
  }

  /// Reports every hidden character but those that belong to the content of a string or comment.
  mutating func reportHiddenCharacters() {
    var last: Unicode.Scalar?
    // One that follows another at once is not reported again.
    var reportedEnd = -1
    var offset = has("\u{FEFF}", at: 0) ? 3 : 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if 0x20..<0x7F ~= byte || byte == 0x09 || byte == 0x0A || isEndOfWindowsLine(at: offset) {
        last = Unicode.Scalar(byte)
        offset += 1
        continue
      }
      let scalar = scalar(at: offset)
      let end = offset + width(at: offset)
      if HiddenCharacter.isHidden(scalar), !isPartOfText(scalar, at: offset, after: last) {
        if offset > reportedEnd {
          report(.hiddenCharacter(scalar, place(of: offset), range(offset, end)))
        }
        reportedEnd = end
      }
      last = scalar
      offset = end
    }
  }

  private func isEndOfWindowsLine(at offset: Int) -> Bool {
    bytes[offset] == UInt8(ascii: "\r") && offset + 1 < bytes.count
      && bytes[offset + 1] == UInt8(ascii: "\n")
  }

  private func isPartOfText(
    _ scalar: Unicode.Scalar, at offset: Int, after last: Unicode.Scalar?
  ) -> Bool {
    let end = offset + width(at: offset)
    let next = end < bytes.count ? self.scalar(at: end) : nil
    return HiddenCharacter.isPartOfText(scalar, after: last, before: next)
      && place(of: offset) != .code
  }

  private func place(of offset: Int) -> HiddenPlace {
    let comment = comments.partitioningIndex { $0.range.end > offset }
    if comment < comments.count, comments[comment].range.start <= offset { return .comment }
    let index = tokens.partitioningIndex { $0.end > offset }
    guard index < tokens.count, tokens[index].start <= offset else { return .code }
    switch tokens[index].kind {
    case .stringText: return .string
    case .rawString: return .rawString
    default: return .code
    }
  }
}

extension Array {
  /// The index of the first element for which `belongs` is true, given that it is so for all after it.
  fileprivate func partitioningIndex(where belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Diagnostic {
  fileprivate static func hiddenCharacter(
    _ scalar: Unicode.Scalar, _ place: Lexer.HiddenPlace, _ range: SourceRange
  ) -> Diagnostic {
    let help =
      switch place {
      case .code: "delete it"
      case .comment: "delete it, or write `\(HiddenCharacter.number(of: scalar))`"
      case .string: "delete it, or write `\(HiddenCharacter.escape(for: scalar))`"
      case .rawString:
        "delete it, or write `\(HiddenCharacter.escape(for: scalar))` in a string `\"…\"`"
      }
    return Diagnostic(
      .hiddenCharacter, "\(HiddenCharacter.name(of: scalar)) \(effect(of: scalar))", at: range,
      label: "here", help: help)
  }

  private static func effect(of scalar: Unicode.Scalar) -> String {
    if scalar.properties.isBidiControl { return "changes the order in which the line is shown" }
    switch scalar.value {
    case 0x0B...0x0D, 0x85, 0x2028, 0x2029: return "looks like a line end, but is not"
    case 0..<0x20, 0x7F..<0xA0: return "is a control character"
    default: return "is invisible here"
    }
  }
}
