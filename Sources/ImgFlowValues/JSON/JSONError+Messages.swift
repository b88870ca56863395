import ImgFlowSyntax

extension JSONError {
  /// Creates the error of `fault` in `text`, with the likely cause.
  init(_ fault: JSONFault, in text: UnsafeBufferPointer<UInt8>) {
    // Fast paths do not count the lines.
    let text = fault.reason == .stopped ? UnsafeBufferPointer(rebasing: text[..<0]) : text
    let site = Site(fault, in: text)
    let lineStart = text[..<site.offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    kind = fault.reason == .tooDeep || fault.reason == .integerTooLarge ? .limit : .parse
    offset = site.offset
    line = 1 + text[..<lineStart].count { $0 == UInt8(ascii: "\n") }
    column = 1 + text[lineStart..<site.offset].count { $0 & 0xC0 != 0x80 }
    (message, help) = site.explanation
  }
}

/// A fault and what surrounds it.
private struct Site {
  let reason: JSONFault.Reason
  let offset: Int
  let text: UnsafeBufferPointer<UInt8>

  init(_ fault: JSONFault, in text: UnsafeBufferPointer<UInt8>) {
    self.text = text
    reason = fault.reason
    var offset = min(max(0, fault.offset), text.count)
    if reason == .illFormedUTF8 {
      offset += UTF8Check.wellFormedLength(UnsafeBufferPointer(rebasing: text[offset...]))
    }
    self.offset = offset
  }

  /// The byte at the fault, or 0 at the end.
  private var byte: UInt8 { offset < text.count ? text[offset] : 0 }

  /// The last byte before the fault that is not white space.
  private var byteBefore: UInt8? { text[..<offset].last { $0 > 0x20 } }

  /// Whether a comma is followed by the end of its container.
  private var isTrailingComma: Bool {
    byteBefore == UInt8(ascii: ",") && (byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"))
  }

  var explanation: (message: String, help: String?) {
    switch reason {
    case .endsEarly:
      if text.allSatisfy({ $0 <= 0x20 }) { return ("the JSON text is empty", nil) }
      return (
        "the JSON text ends too early",
        open.map { "\($0) is never closed: check that all of it was received or written" }
          ?? "check that all of it was received or written"
      )
    case .noValue, .noKey, .noColon, .noComma, .textAfterValue: return structure
    case .controlCharacter:
      let code = HexDigits.of(byte, count: 2)
      return (
        "a string contains the control character U+00\(code)",
        byte == 0x0A || byte == 0x0D
          ? #"end the string with `"`, or write the line break as `\n`"#
          : #"write it as `\u00\#(code)`"#
      )
    case .unknownEscape:
      return (
        #"an unknown escape `\#(excerpt)` in a string"#,
        #"JSON knows \" \\ \/ \b \f \n \r \t and \u with four hexadecimal digits"#
      )
    case .loneSurrogate:
      return ("`\(excerpt)` is half of a surrogate pair", #"write both halves: `\ud83d\ude00`"#)
    case .illFormedUTF8:
      let code = HexDigits.of(byte, count: 2)
      return ("the byte 0x\(code) is not UTF-8 here", "convert the text to UTF-8")
    case .noDigit: return ("a number lacks a digit before \(found)", numberHelp)
    case .leadingZero:
      return ("a number starts with a zero: `\(excerpt)`", "remove the leading zeros")
    case .floatTooLarge:
      return ("the number `\(excerpt)` is too large for a float", "the largest is about 1.8e308")
    case .integerTooLarge:
      return (ValueError.integerTooLarge.message, "write so large a number as a string")
    case .stopped: return ("reading the JSON text was stopped", nil)
    case .tooDeep: return (ValueError.tooDeep.message, ValueError.tooDeep.help)
    }
  }

  // MARK: - Structure

  private var structure: (message: String, help: String?) {
    if isTrailingComma { return ("a comma is followed by \(found)", "remove the last comma") }
    let message =
      switch reason {
      case .noKey: "expected a key in double quotes, found \(found)"
      case .noColon: "expected `:` after a key, found \(found)"
      case .noComma: "expected `,` or the end of the list or object, found \(found)"
      case .textAfterValue: "the JSON value is followed by \(found)"
      default: "expected a JSON value, found \(found)"
      }
    return (message, structureHelp)
  }

  private var structureHelp: String? {
    switch byte {
    case UInt8(ascii: "'"): return "use double quotes"
    case UInt8(ascii: "/"), UInt8(ascii: "#"): return "remove the comment: JSON has no comments"
    case UInt8(ascii: "<") where reason == .noValue: return "this looks like HTML or XML"
    default: break
    }
    switch reason {
    case .noKey where isWord: return "put the key in double quotes"
    case .noColon: return #"write `"key": value`"#
    case .noComma where byte == UInt8(ascii: ":"): return "put keys and values in braces"
    case .noComma where byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"):
      return open.map { "\($0) is still open" }
    case .noComma: return "put a comma between the elements"
    case .textAfterValue:
      return "read a file of JSON lines with `json.lines`, and parse a string of them line by line"
    case .noValue: return numberHelp ?? (isWord ? "put text in double quotes" : nil)
    default: return nil
    }
  }

  private var numberHelp: String? {
    switch excerpt {
    case "NaN", "nan", "Infinity", "-Infinity", "-inf", "inf": "write null: JSON has no such number"
    case "True", "False", "TRUE", "FALSE": "write true and false in lower case"
    case "None", "nil", "undefined", "NULL", "Null": "write null"
    case let word where word.hasPrefix("+"): "remove the plus sign"
    case let word where word.hasPrefix("."): "put a digit before the point"
    default: reason == .noDigit ? "JSON writes 1.5, -2 and 1e6" : nil
    }
  }

  private var isWord: Bool { byte == UInt8(ascii: "_") || byte >= 0x80 || isLetter(byte) }

  private func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  // MARK: - What is open

  /// The innermost list, object or string that is open at the fault, and where it begins.
  private var open: String? {
    var starts: [Int] = []
    var string: Int?
    var index = 0
    while index < offset {
      let byte = text[index]
      if string != nil {
        if byte == UInt8(ascii: "\\") { index += 1 }
        if byte == UInt8(ascii: "\"") { string = nil }
      } else if byte == UInt8(ascii: "\"") {
        string = index
      } else if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        starts.append(index)
      } else if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") {
        _ = starts.popLast()
      }
      index += 1
    }
    guard let start = string ?? starts.last else { return nil }
    let lineStart = text[..<start].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = 1 + text[..<lineStart].count { $0 == UInt8(ascii: "\n") }
    let column = 1 + text[lineStart..<start].count { $0 & 0xC0 != 0x80 }
    return "the `\(Unicode.Scalar(text[start]))` at line \(line), column \(column)"
  }

  // MARK: - Excerpts

  /// What is at the fault, in backquotes.
  private var found: String {
    guard offset < text.count else { return "the end of the text" }
    if byte < 0x20 || byte == 0x7F {
      return "the control character U+00\(HexDigits.of(byte, count: 2))"
    }
    return "`\(excerpt)`"
  }

  /// A few characters at the fault: a word or number, or else one character.
  private var excerpt: String {
    let limit = 24
    let rest = text[offset...]
    let isPart: (UInt8) -> Bool = {
      isLetter($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x5F].contains($0)
    }
    var length = rest.prefix(limit).prefix(while: isPart).count
    if reason == .unknownEscape || reason == .loneSurrogate {
      length = 1 + rest.dropFirst().prefix(5).prefix(while: isPart).count
    }
    if length == 0 {
      return String(decoding: rest.prefix(4), as: UTF8.self).unicodeScalars.first.map {
        String($0)
      } ?? ""
    }
    let cut = length == limit && rest.count > limit ? "…" : ""
    return String(decoding: rest.prefix(length), as: UTF8.self) + cut
  }
}
