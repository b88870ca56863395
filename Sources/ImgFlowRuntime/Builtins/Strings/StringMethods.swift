import ImgFlowValues

/// The methods of strings. Lengths and indices count characters, comparing is by code points.
enum StringMethods {
  static let all: [Builtin] =
    changing + edges + parts + [RecordFunctions.method] + searching + converting + RegexMethods.all
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
    ) { call in
      .heap(try call.withString(0) { try LetterCase.upper.changing($0, call.scratch) })
    },
    Builtin(
      "lower", [.text], returns: .string, "Returns the string in lower case.",
      examples: [(#""ÉCOLE".lower()"#, "école")]
    ) { call in
      .heap(try call.withString(0) { try LetterCase.lower.changing($0, call.scratch) })
    },
    Builtin(
      "trim", [.text], returns: .string, "Returns the string without white space at both ends.",
      examples: [(#""  a b\n".trim()"#, "a b")]
    ) { call in
      try call.withString(0) { text in
        let range = Trimming.bytes(of: text)
        guard range.count < text.byteCount else { return call[0] }
        try Memory.claim(bytes: range.count)
        return .heap(text.withUTF8 { call.scratch.string(of: range, in: $0) })
      }
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
      try call.withBytes(0) { text in
        let count = text.isEmpty ? 0 : try call.int(1)
        try BuiltinLimits.claimBytes(text.count, times: count)
        return .heap(repeated(text, count))
      }
    },
  ]

  /// Doubles the content, so that long strings are copied in long pieces.
  private static func repeated(
    _ bytes: UnsafeBufferPointer<UInt8>, _ count: Int
  ) -> StringObject {
    StringObject(count: bytes.count * count) { place in
      guard let start = place.baseAddress, count > 0 else { return }
      place.copyMemory(from: UnsafeRawBufferPointer(bytes))
      var done = bytes.count
      while done < place.count {
        let piece = min(done, place.count - done)
        (start + done).copyMemory(from: start, byteCount: piece)
        done += piece
      }
    }
  }

  private static func replace(_ call: NativeCall) throws -> Value {
    let result = try call.withBytes(0) { text in
      try call.withBytes(1) { old in
        try call.withBytes(2) { try replaced(old, with: $0, in: text, call.scratch) }
      }
    }
    return result.map { .heap($0) } ?? call[0]
  }

  /// Nil if nothing is to be replaced.
  private static func replaced(
    _ old: UnsafeBufferPointer<UInt8>, with new: UnsafeBufferPointer<UInt8>,
    in text: UnsafeBufferPointer<UInt8>, _ scratch: TextScratch
  ) throws -> StringObject? {
    guard !old.isEmpty else { throw emptyArgument("old", "the string to replace") }
    guard var found = TextSearch.firstOffset(of: old, in: text, from: 0) else { return nil }
    let start = scratch.count
    defer { scratch.truncate(to: start) }
    var pace = Pace()
    var place = 0
    while true {
      try pace.step()
      scratch.append(UnsafeBufferPointer(rebasing: text[place..<found]))
      scratch.append(new)
      try BuiltinLimits.checkBytes(scratch.count - start)
      place = found + old.count
      guard let next = TextSearch.firstOffset(of: old, in: text, from: place) else { break }
      found = next
    }
    scratch.append(UnsafeBufferPointer(rebasing: text[place...]))
    try BuiltinLimits.claimBytes(scratch.count - start)
    return scratch.string(from: start)
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
      switch try call.withBytes(3, { $0.first }) {
      case UInt8(ascii: "s"): missing
      case UInt8(ascii: "b"): missing / 2
      default: 0
      }
    let scratch = call.scratch
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
