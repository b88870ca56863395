import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The candidates of a completion as they are listed below the prompt: what can be typed, its type, and
/// a few words about it.
struct CandidateList {
  private let candidates: [Completions.Candidate]
  private let screen: Screen
  private static let gap = 2

  init(_ candidates: [Completions.Candidate], screen: Screen) {
    self.candidates = candidates
    self.screen = screen
  }

  /// The list as a string with line ends; one candidate per line if there is something to say about it.
  var text: String { lines.text(usesColour: screen.usesColour) }

  private var lines: [StyledLine] {
    guard candidates.contains(where: { !$0.type.isEmpty || !$0.summary.isEmpty }), !areWords else {
      return grid
    }
    let names = candidates.map(name)
    let nameWidth = min(names.map(DisplayWidth.of).max() ?? 0, screen.width / 2)
    let typeWidth = typeWidth(besides: nameWidth)
    let shown = candidates.prefix(max(5, screen.height - 3))
    var lines = zip(names, shown).map { line($0, $1, nameWidth, typeWidth) }
    if shown.count < candidates.count {
      let rest = "… \(Quantity.of(candidates.count - shown.count, "more candidate"))"
      lines.append(StyledLine(Columns.cut(rest, to: screen.width), .note))
    }
    return lines
  }

  /// The columns for types; none where they would take the place of what is said about candidates.
  private func typeWidth(besides nameWidth: Int) -> Int {
    let widest = candidates.map { DisplayWidth.of($0.type) }.max() ?? 0
    let room = screen.width - nameWidth - 2 * Self.gap
    if candidates.allSatisfy({ $0.summary.isEmpty && !$0.isRequired }) { return min(widest, room) }
    let width = min(widest, max(8, room / 3))
    return width < widest && room < 40 ? 0 : width
  }

  /// Whether all are words of the language, which everyone knows.
  private var areWords: Bool {
    candidates.allSatisfy { $0.type == "keyword" && $0.summary.isEmpty }
  }

  /// Paths without the folder that all are in.
  private func name(_ candidate: Completions.Candidate) -> String {
    guard candidate.type == "file" || candidate.type == "folder" else { return candidate.text }
    return candidate.text.lastPathName + (candidate.type == "folder" ? "/" : "")
  }

  private func line(
    _ name: String, _ candidate: Completions.Candidate, _ nameWidth: Int, _ typeWidth: Int
  ) -> StyledLine {
    var line = StyledLine(Columns.cut(name, to: nameWidth), candidate.isRequired ? .heading : .name)
    let column = nameWidth + Self.gap
    if typeWidth > 0 {
      line.pad(to: column)
      line.append(Columns.cut(candidate.type, to: typeWidth), .type)
    }
    let said = (candidate.isRequired ? "required" : "", candidate.summary)
    let summary = [said.0, said.1].filter { !$0.isEmpty }.joined(separator: "; ")
    let start = column + (typeWidth > 0 ? typeWidth + Self.gap : 0)
    guard !summary.isEmpty, screen.width - start >= 8 else { return line }
    line.pad(to: start)
    line.append(Columns.cut(summary, to: screen.width - start), .note)
    return line
  }

  /// Several candidates on a line, in columns that are read downwards.
  private var grid: [StyledLine] {
    let names = candidates.map(name)
    let width = min((names.map(DisplayWidth.of).max() ?? 0) + Self.gap, screen.width)
    let columns = max(1, screen.width / max(1, width))
    let rows = (names.count + columns - 1) / columns
    return (0..<rows).map { row in
      var line = StyledLine()
      for (place, index) in stride(from: row, to: names.count, by: rows).enumerated() {
        line.pad(to: place * width)
        line.append(Columns.cut(names[index], to: width), .name)
      }
      return line
    }
  }
}
