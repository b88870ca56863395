// The calls that led to an error.
extension DiagnosticRenderer {
  /// How many calls are shown at the inner and at the outer end of a long trace.
  private static let innerFrames = 12
  private static let outerFrames = 4

  /// Draws the trace, innermost call first; nothing when the error is in the script's own lines.
  func traceLines(_ diagnostic: Diagnostic) -> [String] {
    var frames = diagnostic.trace[...]
    var title = "called from"
    if let first = frames.first, first.range.file === diagnostic.range.file,
      first.range.start == diagnostic.range.start
    {
      if frames.count > 1 { title = "in \(DisplayText.sanitized(first.name)), called from" }
      frames = frames.dropFirst()
    }
    guard !frames.isEmpty else { return [] }
    let folded = fold(Array(frames))
    let nameWidth = folded.map { DisplayText($0.frame.name).width }.max() ?? 0
    let placeWidth = folded.map { DisplayText($0.frame.range.description).width }.max() ?? 0
    var lines = ["  " + title]
    for (index, entry) in folded.enumerated() {
      if folded.count > Self.innerFrames + Self.outerFrames, index >= Self.innerFrames,
        index < folded.count - Self.outerFrames
      {
        if index == Self.innerFrames {
          lines.append("    … \(folded.count - Self.innerFrames - Self.outerFrames) more calls")
        }
        continue
      }
      lines.append(line(entry.frame, nameWidth, placeWidth))
      if entry.count > 1 { lines.append("    … the same \(entry.count - 1) more times") }
    }
    return lines
  }

  /// Joins calls from one place that follow each other, as recursion makes them.
  private func fold(_ frames: [Diagnostic.Frame]) -> [(frame: Diagnostic.Frame, count: Int)] {
    var folded: [(frame: Diagnostic.Frame, count: Int)] = []
    for frame in frames {
      if let last = folded.last, last.frame.name == frame.name,
        last.frame.range.file === frame.range.file, last.frame.range.start == frame.range.start
      {
        folded[folded.count - 1].count += 1
      } else {
        folded.append((frame, 1))
      }
    }
    return folded
  }

  private func line(_ frame: Diagnostic.Frame, _ nameWidth: Int, _ placeWidth: Int) -> String {
    let name = padded(frame.name, to: nameWidth)
    let place = padded(frame.range.description, to: placeWidth)
    let line = frame.range.file.line(frame.range.position.line)
    let source = DisplayText(line.drop(while: \.isWhitespace))
    let room = width - nameWidth - placeWidth - 8
    guard room >= 16 else { return "    \(name)  \(place)" }
    let isCut = source.width > room
    let shown = source.text(in: 0..<(isCut ? room - 1 : room)) + (isCut ? "…" : "")
    return "    \(name)  \(place)  \(paint(shown, .second))"
  }

  private func padded(_ text: String, to width: Int) -> String {
    let text = DisplayText.sanitized(text)
    return text + String(repeating: " ", count: max(0, width - DisplayText(text).width))
  }
}
