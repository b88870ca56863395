// The calls that led to an error.
extension DiagnosticRenderer {
  /// How many calls are shown at the inner and at the outer end of a long trace.
  private static let innerFrames = 12
  private static let outerFrames = 4

  /// Draws the trace, innermost call first; empty if the error is in the script's own lines.
  func traceLines(_ diagnostic: Diagnostic) -> [String] {
    var frames = diagnostic.trace[...]
    var title = "called from"
    if let first = frames.first, first.range.file === diagnostic.range.file,
      first.range.start == diagnostic.range.start
    {
      if first.count > 1 {
        frames[frames.startIndex].count -= 1
      } else {
        frames = frames.dropFirst()
      }
      if !frames.isEmpty { title = "in \(VisibleText.of(first.name)), called from" }
    }
    guard !frames.isEmpty else { return [] }
    let nameWidth = frames.map { DisplayText($0.name).width }.max() ?? 0
    let placeWidth = frames.map { DisplayText($0.range.description).width }.max() ?? 0
    var lines = ["  " + title]
    let hidden = frames.dropFirst(Self.innerFrames).dropLast(Self.outerFrames)
    for (index, frame) in zip(frames.indices, frames) {
      if hidden.indices.contains(index) {
        if index == hidden.startIndex {
          lines.append("    … \(hidden.reduce(0) { $0 + $1.count + $1.omitted }) more calls")
        }
        continue
      }
      lines.append(line(frame, nameWidth, placeWidth))
      if frame.count > 1 { lines.append("    … the same \(frame.count - 1) more times") }
    }
    return lines
  }

  private func line(_ frame: Diagnostic.Frame, _ nameWidth: Int, _ placeWidth: Int) -> String {
    let name = padded(frame.name, to: nameWidth)
    let place = padded(frame.range.description, to: placeWidth)
    let line = mask(frame.range.file.line(frame.range.position.line))
    let source = DisplayText(line.drop(while: \.isWhitespace))
    let room = width - nameWidth - placeWidth - 8
    guard room >= 16 else {
      return "    \(name)  \(VisibleText.of(frame.range.description))"
    }
    let isCut = source.width > room
    let shown = source.text(in: 0..<(isCut ? room - 1 : room)) + (isCut ? "…" : "")
    return "    \(name)  \(place)  \(paint(shown, .second))"
  }

  private func padded(_ text: String, to width: Int) -> String {
    Columns.padded(VisibleText.of(text), to: width)
  }
}
