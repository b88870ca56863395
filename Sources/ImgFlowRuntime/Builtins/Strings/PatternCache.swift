import ImgFlowValues
import Synchronization

/// Regular expressions that have been compiled: a loop compiles its pattern once.
enum PatternCache {
  /// A `Regex` is immutable, and its lazily lowered program is stored atomically; it lacks only the
  /// conformance.
  private struct Compiled: @unchecked Sendable {
    let regex: Regex<AnyRegexOutput>
  }

  private static let capacity = 64
  private static let known = Mutex<[String: Compiled]>([:])

  /// Returns the regular expression of a pattern.
  ///
  /// - Throws: a `parse` error that shows the pattern.
  static func regex(_ pattern: Value) throws -> Regex<AnyRegexOutput> {
    let text = pattern.asString ?? ""
    if let compiled = known.withLock({ $0[text] }) { return compiled.regex }
    let compiled: Compiled
    do {
      compiled = Compiled(regex: try Regex(text))
    } catch {
      throw ValueError(
        .parse, "\(pattern.shortDescription()) is no regular expression: \(error)",
        help: text.contains("\\") ? nil : "write patterns in single quotes: '\\d+'")
    }
    known.withLock { known in
      if known.count >= capacity { known.removeAll() }
      known[text] = compiled
    }
    return compiled.regex
  }
}
