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
    /// Whether lines of a log say from the first moment that it has started.
    let isStage: Bool
    /// Whether it comes before those that are not.
    let isFirst: Bool
    var fraction: Double?
    var detail = ""
    /// Shorter forms of the detail for narrow terminals, the longest first.
    var shorter: [String] = []
    /// Lines below it.
    var notes: [String] = []
    /// When a line last reported it; nil before the first.
    var told: Int?
  }

  private var entries: [Int: Entry] = [:]
  private var nextHandle = 1

  package init() {}

  package var isEmpty: Bool { entries.isEmpty }

  /// Adds an entry such as `expoze job 12` and returns its handle.
  ///
  /// - Parameters:
  ///   - isStage: whether it is a part of the work, which is reported however short it is.
  ///   - isFirst: whether it is shown before others, as the whole before its parts.
  package mutating func begin(
    _ label: String, at now: Int, isStage: Bool = false, isFirst: Bool = false
  ) -> Int {
    defer { nextHandle += 1 }
    // Labels come from vendors too: nothing in them may steer the terminal.
    entries[nextHandle] = Entry(
      label: VisibleText.of(label), start: now, isStage: isStage, isFirst: isFirst)
    return nextHandle
  }

  /// Says how far an entry is: a share from 0 to 1 when it is known, and a word.
  ///
  /// - Parameters:
  ///   - shorter: what stands for the word where it does not fit, the longest one first. A label gives way to all
  ///     but the last one.
  ///   - notes: further lines, the most important one first.
  /// - Returns: whether that is news.
  @discardableResult
  package mutating func update(
    _ handle: Int, fraction: Double?, detail: String, shorter: [String] = [], notes: [String] = []
  ) -> Bool {
    guard let before = entries[handle] else { return false }
    var entry = before
    entry.fraction = fraction.map { min(max($0, 0), 1) }
    entry.detail = VisibleText.of(detail)
    entry.shorter = shorter.map(VisibleText.of)
    entry.notes = notes.map(VisibleText.of)
    entries[handle] = entry
    return entry.fraction != before.fraction || entry.detail != before.detail
  }

  /// Removes an entry and returns the line that says how it ended; nil if there is no such entry.
  package mutating func end(_ handle: Int, outcome: String, at now: Int) -> String? {
    guard let entry = entries.removeValue(forKey: handle) else { return nil }
    let end =
      "\(entry.label): \(VisibleText.of(outcome)) after \(DurationText.elapsed(now - entry.start))"
    let notes = Self.fitting(entry.notes, Self.mostNotes).map { "\(entry.label): \($0)" }
    return ([end] + notes).joined(separator: "\n")
  }

  // MARK: - Lines for a log

  /// The line that says that an entry has started; nil if one has said so.
  package mutating func announce(_ handle: Int, at now: Int) -> String? {
    guard let entry = entries[handle], entry.told == nil else { return nil }
    entries[handle]?.told = now
    return "\(entry.label): started"
  }

  /// The lines that are due: one for each entry that has been under way for a moment, and one whenever
  /// nothing has been reported about it for a while.
  package mutating func linesDue(at now: Int) -> [String] {
    var lines: [String] = []
    for (handle, entry) in sorted where now - entry.start >= Self.patience {
      if let told = entry.told {
        guard now - told >= Self.heartbeat else { continue }
        lines.append(
          "\(entry.label): \(Self.state(of: entry)), \(DurationText.elapsed(now - entry.start)) so far"
        )
        lines += Self.fitting(entry.notes, Self.mostNotes).map { "\(entry.label): \($0)" }
        entries[handle]?.told = now
      } else if let line = announce(handle, at: now) {
        lines.append(line)
      }
    }
    return lines
  }

  // MARK: - Lines on a terminal

  private static let spinner = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
  /// How many lines below an entry are shown at most.
  private static let mostNotes = 3

  /// The lines to show now, at most `height` of at most `width` columns.
  package func liveLines(at now: Int, width: Int, height: Int) -> [String] {
    let shown = sorted.map(\.entry).filter { now - $0.start >= Self.patience }
    guard !shown.isEmpty, height > 0 else { return [] }
    // The first one keeps a line for its notes where there is room for more than one entry.
    let wanted = height > 2 ? min(shown[0].notes.count, Self.mostNotes, height / 3) : 0
    let room = height - wanted
    let fits = shown.count <= room ? shown.count : room - 1
    let labelWidth = Self.labelWidth(shown.prefix(fits), width)
    var lines: [String] = []
    for (index, entry) in shown.prefix(fits).enumerated() {
      lines.append(Self.line(of: entry, at: now, labelWidth, width))
      guard index == 0 else { continue }
      lines += Self.fitting(entry.notes, wanted).map { Columns.cut("    \($0)", to: width) }
    }
    if fits < shown.count {
      lines.append(Columns.cut("  and \(shown.count - fits) more", to: width))
    }
    return lines
  }

  private static let shortestLabel = 6
  /// What a line has besides label and state: the sign, and the space between the three.
  private static let gaps = 4

  private static func labelWidth(_ entries: ArraySlice<Entry>, _ width: Int) -> Int {
    let widest = entries.map { DisplayWidth.of($0.label) }.max() ?? 0
    let needed = entries.compactMap { $0.shorter.dropLast().last.map(DisplayWidth.of) }.max() ?? 0
    return min(widest, max(width / 2, 10), max(width - gaps - needed, shortestLabel))
  }

  private static func line(of entry: Entry, at now: Int, _ labelWidth: Int, _ width: Int) -> String
  {
    let sign = spinner[(now / 100) % spinner.count]
    let label = Columns.padded(Columns.cut(entry.label, to: labelWidth), to: labelWidth)
    let state = state(of: entry)
    let room = width - labelWidth - gaps
    // Whole parts give way: words that are cut say nothing.
    let texts =
      ["\(state)  \(DurationText.elapsed(now - entry.start))", state] + entry.shorter
    let rest = texts.first { DisplayWidth.of($0) <= room } ?? texts.last ?? ""
    let left = room - DisplayWidth.of(rest) - 2
    // A bar that is too short says nothing, and what it says is in the words too.
    let bar = left >= shortestBar ? entry.fraction.map { Self.bar($0, min(left, 20)) + "  " } : nil
    return Columns.cut("\(sign) \(label)  \(bar ?? "")\(rest)", to: width)
  }

  /// The first of some notes, and how many more there are.
  private static func fitting(_ notes: [String], _ most: Int) -> [String] {
    guard notes.count > most, most > 0 else { return Array(notes.prefix(most)) }
    let shown = notes.prefix(max(1, most - 1))
    return shown + (most > 1 ? ["and \(notes.count - shown.count) other reasons"] : [])
  }

  private static let shortestBar = 8

  private static func bar(_ fraction: Double, _ columns: Int) -> String {
    let done = Int(fraction * Double(columns))
    return String(repeating: "━", count: done) + String(repeating: "─", count: columns - done)
  }

  // MARK: - Pieces

  private var sorted: [(handle: Int, entry: Entry)] {
    entries.sorted { ($0.value.isFirst ? 0 : 1, $0.key) < ($1.value.isFirst ? 0 : 1, $1.key) }
      .map { ($0.key, $0.value) }
  }

  private static func state(of entry: Entry) -> String {
    // The words of a whole say how many of its parts are done.
    let percent = entry.isFirst ? nil : entry.fraction.map { "\(Int($0 * 100)) %" }
    let words = [entry.detail.isEmpty ? nil : entry.detail, percent].compactMap { $0 }
    return words.isEmpty ? "under way" : words.joined(separator: ", ")
  }
}
