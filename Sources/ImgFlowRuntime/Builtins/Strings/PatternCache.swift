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
    if let problem = fatalProblem(text) { throw malformed(pattern, problem) }
    let compiled: Compiled
    do {
      // By characters, `\r\n` would be one that neither `\r` nor `[\r\n]+` matches in the middle of a text.
      compiled = Compiled(regex: try Regex(text).matchingSemantics(.unicodeScalar))
    } catch {
      throw malformed(pattern, "\(error)")
    }
    known.withLock { known in
      if known.count >= capacity { known.removeAll() }
      known[text] = compiled
    }
    return compiled.regex
  }

  private static func malformed(_ pattern: Value, _ problem: String) -> ValueError {
    let hasEscape = pattern.asString?.contains("\\") ?? true
    return ValueError(
      .parse, "\(pattern.shortDescription()) is no regular expression: \(problem)",
      help: hasEscape ? nil : "write patterns in single quotes: '\\d+'")
  }

  /// What makes the engine of Swift 6.3 trap instead of throwing: found by feeding it random patterns.
  private static func fatalProblem(_ pattern: String) -> String? {
    let deepest = 100
    var depth = 0
    for byte in pattern.utf8 {
      if byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: "]") { depth -= 1 }
      if depth > deepest { return "its brackets nest too deep" }
    }
    let refersBack = pattern.contains("\\") || pattern.contains("(?P=")
    if refersBack, pattern.contains(/\{[\s0,]*\}/), pattern.contains(/\\[1-9kg]|\(\?P=/) {
      return "it repeats a part {0} times and refers back to a group"
    }
    return nil
  }
}
