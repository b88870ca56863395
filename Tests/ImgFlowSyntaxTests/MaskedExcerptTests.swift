import Testing

@testable import ImgFlowSyntax

/// Secrets in the lines that a diagnostic shows: wherever a line is cut, nothing of them is seen, and the
/// carets stand below what they are about.
struct MaskedExcerptTests {
  private static let secret = "correct-horse-battery-staple"

  @Test(arguments: [0, 5, 30, 70, 200], [0, 3, 40, 150])
  func nothingOfASecretIsShown(before: Int, after: Int) throws {
    let left = String(repeating: "a", count: before)
    let right = String(repeating: "b", count: after)
    let text = "\(left)(\"\(Self.secret)\", \(right)cuont: 1)"
    let file = SourceFile(name: "mistake.imgflow", text: text)
    let place = try #require(text.firstRange(of: "cuont")?.lowerBound.utf16Offset(in: text))
    let range = SourceRange(file: file, start: place, end: place + 5)
    let frame = Diagnostic.Frame(name: "send", range: range)
    var diagnostic = Diagnostic(.unknownName, "`send` got \(Self.secret)", at: range)
    diagnostic.trace = [frame, frame]
    for width in 40...160 {
      let renderer = DiagnosticRenderer(
        width: width, mask: { $0.replacing(Self.secret, with: "«secret»") })
      let drawn = renderer.render(diagnostic)
      for start in 0...(Self.secret.count - 4) {
        let part = Self.secret.dropFirst(start).prefix(4)
        #expect(!drawn.contains(part), "\(part) at width \(width):\n\(drawn)")
      }
      let lines = drawn.split(separator: "\n").map(Array.init)
      let row = try #require(lines.firstIndex { $0.contains("^") })
      let column = try #require(lines[row].firstIndex(of: "^"))
      #expect(String(lines[row - 1].dropFirst(column).prefix(5)) == "cuont", "\(drawn)")
    }
  }
}
