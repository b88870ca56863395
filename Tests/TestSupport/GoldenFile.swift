import Foundation

/// A file of cases in `Tests/Golden`, each with what goes in and what comes out:
///
///     ### What the case is about
///     let x = job.‸
///     ---
///     id  int  12
///
/// Lines `--- NAME` begin more sections of either: files that a command reads, what it writes to its
/// standard error, its exit status. A blank line separates cases.
///
/// `IMGFLOW_RECORD=1` writes what comes out now into the file, and fails, so that no one records by
/// accident.
public struct GoldenFile: Sendable, CustomStringConvertible {
  /// A part of a case with a name; that of the output is empty.
  public struct Section: Sendable, Equatable {
    public let name: String
    public let text: String

    public init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }

    fileprivate var lines: String {
      (name.isEmpty ? "---\n" : "--- \(name)\n") + (text.isEmpty ? "" : text + "\n")
    }
  }

  public struct Case: Sendable, Equatable {
    public let title: String
    public let input: String
    public let sections: [Section]

    public var output: String { sections.first { $0.name.isEmpty }?.text ?? "" }

    public init(title: String, input: String, sections: [Section]) {
      (self.title, self.input, self.sections) = (title, input, sections)
    }

    public init(title: String, input: String, output: String) {
      let text = output.trimmingCharacters(in: .newlines)
      self.init(title: title, input: input, sections: [Section("", text)])
    }

    /// Reads a case without its `### `.
    fileprivate init(_ block: String) {
      var parts: [(name: String, lines: [Substring])] = []
      for line in block.split(separator: "\n", omittingEmptySubsequences: false) {
        if parts.isEmpty {
          parts.append((String(line), []))
        } else if line == "---" || line.hasPrefix("--- ") {
          parts.append((String(line.dropFirst(4)), []))
        } else {
          parts[parts.count - 1].lines.append(line)
        }
      }
      let sections = parts.map { Section($0.name, $0.lines.joined(separator: "\n")) }
      self.init(
        title: sections[0].name, input: sections[0].text, sections: Array(sections.dropFirst()))
    }

    fileprivate var text: String {
      "### \(title)\n\(input)\n" + sections.map(\.lines).joined()
    }
  }

  private let url: URL

  public var description: String { url.lastPathComponent }

  public static let isRecording = ProcessInfo.processInfo.environment["IMGFLOW_RECORD"] == "1"

  /// - Parameter path: Below `Tests/Golden`.
  public init(_ path: String) { url = Repository.golden(path) }

  /// The recorded cases.
  public var cases: [Case] {
    get throws {
      var text = "\n\n" + (try String(contentsOf: url, encoding: .utf8))
      if text.hasSuffix("\n") { text.removeLast() }
      return text.components(separatedBy: "\n\n### ").dropFirst().map { Case($0) }
    }
  }

  /// What is not as recorded when `render` makes the output of each case; empty when all is well.
  public func differences(_ render: (Case) throws -> String) throws -> [String] {
    try differences(
      from: cases.map { Case(title: $0.title, input: $0.input, output: try render($0)) })
  }

  /// What is not as recorded when these are the cases; empty when all is well.
  public func differences(from found: [Case]) throws -> [String] {
    let recorded = Self.isRecording ? (try? cases) ?? [] : try cases
    let titles = Dictionary(grouping: found, by: \.title).filter { $1.count > 1 }.keys
    guard titles.isEmpty else { return titles.map { "several cases are called \($0)" } }
    if found == recorded { return [] }
    if Self.isRecording {
      let text = found.map(\.text).joined(separator: "\n")
      try text.write(to: url, atomically: true, encoding: .utf8)
      return ["\(description) was rewritten"]
    }
    let known = Set(recorded.map(\.text))
    let now = Set(found.map(\.text))
    return found.map(\.text).filter { !known.contains($0) }
      + recorded.map(\.text).filter { !now.contains($0) }.map { "no longer:\n\($0)" }
  }
}
