import Foundation

/// A file of cases in `Tests/Golden`, each with what goes in and what comes out:
///
///     ### What the case is about
///     let x = job.‸
///     ---
///     id  int  12
///
/// `IMGFLOW_RECORD=1` writes what comes out now into the file, and fails, so that nobody records by
/// accident.
public struct GoldenFile: Sendable, CustomStringConvertible {
  public struct Case: Sendable, Equatable {
    public let title: String
    public let input: String
    public let output: String

    public init(title: String, input: String, output: String) {
      (self.title, self.input) = (title, input)
      self.output = output.trimmingCharacters(in: .newlines)
    }

    fileprivate var text: String { "### \(title)\n\(input)\n---\n\(output)\n" }
  }

  private let url: URL

  public var description: String { url.lastPathComponent }

  public static let isRecording = ProcessInfo.processInfo.environment["IMGFLOW_RECORD"] == "1"

  /// - Parameter path: Below `Tests/Golden`.
  public init(_ path: String) { url = Repository.golden(path) }

  /// The recorded cases.
  public var cases: [Case] {
    get throws {
      let text = "\n\n" + (try String(contentsOf: url, encoding: .utf8))
      return text.components(separatedBy: "\n\n### ").dropFirst().map { block in
        let title = block.prefix { $0 != "\n" }
        let parts = block.dropFirst(title.count + 1).components(separatedBy: "\n---\n")
        return Case(
          title: String(title), input: parts[0],
          output: parts.dropFirst().joined(separator: "\n---\n"))
      }
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
