import ImgFlowSyntax
import TestSupport

/// What holds for every source text, whether it is a correct script or not.
enum SourceInvariants {
  /// How many beginnings of a file are parsed, and how many texts that lack one byte of it: some,
  /// others each day, because all take a long time; `IMGFLOW_THOROUGH=1` asks for all.
  private static let samples = 6

  static func violations(of source: SourceFile) -> [String] {
    [gaps(source), lineEnds(source), prefixes(source), deletions(source)].compactMap { $0 }
  }

  /// Tokens are in order, and between them lie only white space, comments and mistakes that are
  /// reported: together they rebuild the source.
  private static func gaps(_ source: SourceFile) -> String? {
    let lexed = Lexer.tokenize(source)
    var isCovered = Array(repeating: false, count: source.bytes.count)
    var end = 0
    for token in lexed.tokens {
      guard token.start >= end, token.end <= source.bytes.count else {
        return "the token at offset \(token.start) overlaps the one before it"
      }
      end = token.end
      for offset in token.start..<token.end { isCovered[offset] = true }
    }
    for comment in lexed.comments {
      for offset in comment.range.start..<comment.range.end { isCovered[offset] = true }
    }
    let mistakes = Set(lexed.diagnostics.map(\.range.position.line))
    let hasShebang = source.text.hasPrefix("#!")
    for (offset, byte) in source.bytes.enumerated() where !isCovered[offset] {
      if " \t\r\n".utf8.contains(byte) || [0xEF, 0xBB, 0xBF].contains(byte) && offset < 3 {
        continue
      }
      let line = source.position(at: offset).line
      if hasShebang && line == 1 || mistakes.contains(line) { continue }
      return "offset \(offset) (`\(source.line(line))`) is in no token"
    }
    return nil
  }

  /// CRLF line ends give the same tokens and the same diagnostics on the same lines.
  private static func lineEnds(_ source: SourceFile) -> String? {
    let other = source.withCRLF
    let kinds = Lexer.tokenize(source).tokens.map(\.kind)
    guard kinds == Lexer.tokenize(other).tokens.map(\.kind) else {
      return "CRLF line ends give other tokens"
    }
    let problems = Parser.parse(source).diagnostics.map { Outcome.Problem($0, isRuntime: false) }
    let others = Parser.parse(other).diagnostics.map { Outcome.Problem($0, isRuntime: false) }
    return problems == others ? nil : "CRLF line ends give other diagnostics"
  }

  /// The beginnings of the file parse without a trap, and report only places within them.
  private static func prefixes(_ source: SourceFile) -> String? {
    offsets(in: source, for: "prefixes").lazy.compactMap { end in
      violation(of: source.bytes[..<end], source).map {
        "the first \(end) bytes \($0) (\(TestSeed.advice))"
      }
    }.first
  }

  /// So does the file without one of its bytes.
  private static func deletions(_ source: SourceFile) -> String? {
    offsets(in: source, for: "deletions").lazy.compactMap { offset in
      let rest = source.bytes[..<offset] + source.bytes[(offset + 1)...]
      return violation(of: rest, source).map {
        "the text without byte \(offset) \($0) (\(TestSeed.advice))"
      }
    }.first
  }

  private static func offsets(in source: SourceFile, for what: String) -> [Int] {
    let all = source.bytes.indices
    guard !TestSeed.isThorough, all.count > samples else { return Array(all) }
    var random = TestSeed.numbers(for: "\(what) of \(source.text)")
    return (0..<samples).map { _ in Int.random(in: all, using: &random) }
  }

  private static func violation(of bytes: ArraySlice<UInt8>, _ source: SourceFile) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let result = Parser.parse(SourceFile(name: source.name, text: text))
    return result.diagnostics.first { $0.range.end > text.utf8.count }.map {
      "gives a diagnostic beyond its end: \($0.message)"
    }
  }
}
