import ImgFlowSyntax
import Testing

/// The kinds of the tokens of a text, without the last one.
private func kinds(_ text: String) -> [Token.Kind] {
  Lexer.tokenize(SourceFile(name: "test.imgflow", text: text)).tokens.dropLast().map(\.kind)
}

@Suite struct LexerTests {
  @Test(
    arguments: [
      (
        "a?.b ?[ ?? ?",
        [.identifier, .questionDot, .identifier, .questionBracket, .coalesce, .question]
      ),
      ("|> || |", [.pipe, .orOr, .bar]), ("-> -= -", [.arrow, .minusEqual, .minus]),
      ("... ..< .", [.ellipsis, .halfOpenRange, .dot]),
      ("=> == =", [.fatArrow, .equalEqual, .equal]),
      ("1...2", [.number, .ellipsis, .number]), ("1.5.x", [.number, .dot, .identifier]),
      ("1e-5-3", [.number, .minus, .number]), ("5min", [.number]),
      ("0xFe-1", [.number, .minus, .number]),
      ("!in !is !inverse !is_", [.notIn, .notIs, .not, .identifier, .not, .identifier]),
      ("!iné", [.not, .identifier]),
      ("try? try ?x", [.tryOptional, .try, .question, .identifier]),
      ("in inn _in été π2", [.in, .identifier, .identifier, .identifier, .identifier]),
      ("a // b\nc /* d /* e */ f */ g", [.identifier, .identifier, .identifier]),
    ] as [(String, [Token.Kind])])
  func tokens(_ text: String, _ expected: [Token.Kind]) {
    #expect(kinds(text) == expected)
  }

  @Test func interpolationsNestWithStringsInside() {
    #expect(
      kinds(#""a\(f("b\(c)", (1)))d""#) == [
        .stringStart, .stringText, .interpolationStart, .identifier, .leftParen, .stringStart,
        .stringText, .interpolationStart, .identifier, .interpolationEnd, .stringEnd, .comma,
        .leftParen, .number, .rightParen, .rightParen, .interpolationEnd, .stringText, .stringEnd,
      ])
  }

  @Test func everyKeywordIsAToken() {
    let words =
      "let var fn return if else for in while break continue match try catch throw defer import "
      + "export as use param test assert is true false null"
    #expect(kinds(words).map(\.rawValue) == words.split(separator: " ").map(String.init))
  }

  @Test func aByteOrderMarkAndAnInterpreterLineAreSkipped() {
    #expect(kinds("\u{FEFF}#!/usr/bin/env imgflow\nx") == [.identifier])
    #expect(parse("#!/bin/x").diagnostics.isEmpty)
  }

  @Test func commentsAreKept() {
    let file = SourceFile(name: "t", text: "//! file\n/// doc\n// line\n//// line\n/* a\n b */x")
    let comments = Lexer.tokenize(file).comments
    #expect(comments.map(\.kind) == [.fileDocumentation, .documentation, .line, .line, .block])
    #expect(
      comments.map(\.range.text) == ["//! file", "/// doc", "// line", "//// line", "/* a\n b */"])
  }

  @Test(arguments: sampleScripts)
  func tokensAndGapsRebuildTheSource(_ text: String) {
    let file = SourceFile(name: "t", text: text)
    let lexed = Lexer.tokenize(file)
    var rebuilt = ""
    var end = 0
    for token in lexed.tokens {
      #expect(token.start >= end)
      let gap = file.text(from: end, to: token.start)
      let isBlank = gap.allSatisfy(\.isWhitespace)
      #expect(isBlank || gap.contains("//") || gap.contains("/*") || gap.hasPrefix("#!"))
      rebuilt += gap + file.text(from: token.start, to: token.end)
      end = token.end
    }
    #expect(rebuilt == text)
  }

  @Test(arguments: sampleScripts)
  func windowsLineEndsChangeNothing(_ text: String) {
    let windows = text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    #expect(kinds(windows) == kinds(text))
    #expect(dump(windows) == dump(text))
  }
}
