import ImgFlowValues

/// The methods of strings. Lengths and indices count characters, comparing is by code points.
enum StringMethods {
  static let all: [Builtin] =
    changing + parts + [RecordFunctions.method] + searching + converting + RegexMethods.all
}

extension Builtin.Parameter {
  static let text = receiver(.string)
}

extension StringMethods {
  /// Making another string.
  static let changing: [Builtin] = [
    Builtin(
      "upper", [.text], returns: .string, "Returns the string in upper case.",
      examples: [(#""straße".upper()"#, "STRASSE")]
    ) { call in .heap(try LetterCase.upper.changing(call.stringObject(0), call.evaluator.scratch))
    },
    Builtin(
      "lower", [.text], returns: .string, "Returns the string in lower case.",
      examples: [(#""ÉCOLE".lower()"#, "école")]
    ) { call in .heap(try LetterCase.lower.changing(call.stringObject(0), call.evaluator.scratch))
    },
    Builtin(
      "trim", [.text], returns: .string, "Returns the string without white space at both ends.",
      examples: [(#""  a b\n".trim()"#, "a b")]
    ) { call in
      let text = try call.stringObject(0)
      let range = Trimming.bytes(of: text)
      guard range.count < text.byteCount else { return call[0] }
      try Memory.claim(bytes: range.count)
      return .heap(text.withUTF8 { call.evaluator.scratch.string(of: range, in: $0) })
    },
    Builtin(
      "replace",
      [.text, Builtin.Parameter("old", .string), Builtin.Parameter("new", .string)],
      returns: .string, "Replaces `old` with `new` everywhere; both are taken literally.",
      examples: [(#""a.b.c".replace(".", "/")"#, "a/b/c")]
    ) { call in try replace(call) },
    Builtin(
      "pad",
      [
        .text, .count("length"), Builtin.Parameter("with", .string, .defaulted(.string(" "))),
        .choice("at", ["end", "start", "both"]),
      ],
      returns: .string,
      "Adds the character `with` at one end until the string has `length` characters.",
      examples: [(#""7".pad(3, with: "0", at: "start")"#, "007"), (#""ab".pad(4) + "|""#, "ab  |")]
    ) { call in try pad(call) },
    Builtin(
      "repeat", [.text, .count("count")], returns: .string,
      "Returns the string repeated `count` times.", examples: [(#""ab".repeat(3)"#, "ababab")]
    ) { call in
      let text = try call.stringObject(0)
      let count = text.byteCount == 0 ? 0 : try call.int(1)
      try BuiltinLimits.claimBytes(text.byteCount, times: count)
      return .heap(repeated(text, count))
    },
  ]

  /// Doubles the content, so that long strings are copied in long pieces.
  private static func repeated(_ text: StringObject, _ count: Int) -> StringObject {
    text.withUTF8 { bytes in
      StringObject(count: bytes.count * count) { place in
        guard let start = place.baseAddress, count > 0 else { return }
        place.copyBytes(from: bytes)
        var done = bytes.count
        while done < place.count {
          let piece = min(done, place.count - done)
          (start + done).copyMemory(from: start, byteCount: piece)
          done += piece
        }
      }
    }
  }

  private static func replace(_ call: NativeCall) throws -> Value {
    let (text, old, new) = (
      try call.stringObject(0), try call.stringObject(1), try call.stringObject(2)
    )
    guard old.byteCount > 0 else { throw emptyArgument("old", "the string to replace") }
    guard TextSearch.contains(old, in: text) else { return call[0] }
    let scratch = call.evaluator.scratch
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    try text.withUTF8 { bytes in
      try old.withUTF8 { old in
        var pace = Pace()
        var place = 0
        while let found = TextSearch.firstOffset(of: old, in: bytes, from: place) {
          try pace.step()
          scratch.append(UnsafeBufferPointer(rebasing: bytes[place..<found]))
          scratch.append(new)
          try BuiltinLimits.checkBytes(scratch.count - start)
          place = found + old.count
        }
        scratch.append(UnsafeBufferPointer(rebasing: bytes[place...]))
      }
    }
    try BuiltinLimits.claimBytes(scratch.count - start)
    return .heap(scratch.string(from: start))
  }

  private static func pad(_ call: NativeCall) throws -> Value {
    let text = try call.stringObject(0)
    let filler = try call.stringObject(2)
    guard filler.length == 1 else {
      throw ValueError.argument("with", mustBe: "one character", not: call[2])
    }
    let missing = try call.int(1) - text.length
    guard missing > 0 else { return call[0] }
    // What is added, and the whole.
    try BuiltinLimits.claimBytes(filler.byteCount, times: missing)
    try BuiltinLimits.claimBytes(text.byteCount + filler.byteCount * missing)
    let before =
      switch try call.string(3) {
      case "start": missing
      case "both": missing / 2
      default: 0
      }
    let scratch = call.evaluator.scratch
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    scratch.append(filler, times: before)
    scratch.append(text)
    scratch.append(filler, times: missing - before)
    return .heap(scratch.string(from: start))
  }

  static func emptyArgument(_ name: String, _ what: String, help: String? = nil) -> ValueError {
    ValueError(.type, "`\(name)`, \(what), must not be empty", help: help)
  }
}
