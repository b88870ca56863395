import ImgFlowSyntax
import ImgFlowValues

/// What is under way, and how to show it: the state behind a progress display, without a terminal or
/// a clock. Instants are milliseconds of any clock that does not go back.
package struct ProgressBoard: Sendable {
  /// Entries that end sooner are never shown as under way.
  package static let patience = 300
  /// How often a line says that something is still going on.
  package static let heartbeat = 30_000

  private struct Entry {
    let label: String
    let start: Int
    var fraction: Double?
    var detail = ""
    /// When a line last reported it; nil before the first.
    var told: Int?
  }

  private var entries: [Int: Entry] = [:]
  private var nextHandle = 1

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }

  /// Adds an entry such as `expoze job 12` and returns its handle.
  package mutating func begin(_ label: String, at now: Int) -> Int {
    defer { nextHandle += 1 }
    // Labels come from vendors too: nothing in them may steer the terminal.
    entries[nextHandle] = Entry(label: VisibleText.of(label), start: now)
    return nextHandle
  }

  /// Says how far an entry is: a share from 0 to 1 when it is known, and a word.
  package mutating func update(_ handle: Int, fraction: Double?, detail: String) {
    entries[handle]?.fraction = fraction.map { min(max($0, 0), 1) }
    entries[handle]?.detail = VisibleText.of(detail)
  }

  /// Removes an entry and returns the line that says how it ended; nil if there is no such entry.
  package mutating func end(_ handle: Int, outcome: String, at now: Int) -> String? {
    guard let entry = entries.removeValue(forKey: handle) else { return nil }
    return
      "\(entry.label): \(VisibleText.of(outcome)) after \(DurationText.elapsed(now - entry.start))"
  }

  // MARK: - Lines for a log

  /// The lines that are due: one for each entry that has been under way for a moment, and one whenever
  /// nothing has been reported about it for a while.
  package mutating func linesDue(at now: Int) -> [String] {
    var lines: [String] = []
    for (handle, entry) in sorted where now - entry.start >= Self.patience {
      if let told = entry.told {
        guard now - told >= Self.heartbeat else { continue }
        lines.append(
          "\(entry.label): \(state(of: entry)), \(DurationText.elapsed(now - entry.start)) so far")
      } else {
        lines.append("\(entry.label): started")
      }
      entries[handle]?.told = now
    }
    return lines
  }

  // MARK: - Lines on a terminal

  private static let spinner = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")

  /// The lines to show now, at most `height` of at most `width` columns.
  package func liveLines(at now: Int, width: Int, height: Int) -> [String] {
    let shown = sorted.map(\.entry).filter { now - $0.start >= Self.patience }
    guard !shown.isEmpty, height > 0 else { return [] }
    let fits = shown.count <= height ? shown.count : height - 1
    let labelWidth = min(
      shown.prefix(fits).map { DisplayWidth.of($0.label) }.max() ?? 0, max(width / 2, 10))
    var lines = shown.prefix(fits).map { entry in
      let sign = Self.spinner[(now / 100) % Self.spinner.count]
      let label = Columns.padded(Columns.cut(entry.label, to: labelWidth), to: labelWidth)
      let time = DurationText.elapsed(now - entry.start)
      let bar = entry.fraction.map { Self.bar($0) + "  " } ?? ""
      return Columns.cut(
        "\(sign) \(label)  \(bar)\(state(of: entry))  \(time)", to: width)
    }
    if fits < shown.count {
      lines.append(Columns.cut("  and \(shown.count - fits) more", to: width))
    }
    return lines
  }

  private static func bar(_ fraction: Double) -> String {
    let columns = 20
    let done = Int(fraction * Double(columns))
    return String(repeating: "━", count: done) + String(repeating: "─", count: columns - done)
  }

  // MARK: - Pieces

  private var sorted: [(handle: Int, entry: Entry)] {
    entries.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func state(of entry: Entry) -> String {
    let percent = entry.fraction.map { "\(Int($0 * 100)) %" }
    let words = [entry.detail.isEmpty ? nil : entry.detail, percent].compactMap { $0 }
    return words.isEmpty ? "under way" : words.joined(separator: ", ")
  }
}
