import ImgFlowValues
import Synchronization

/// Regular expressions that have been compiled: a loop compiles its pattern once.
enum PatternCache {
  private static let capacity = 64
  private static let known = Mutex<[String: RegularExpression]>([:])

  /// Returns the regular expression of a pattern.
  ///
  /// - Throws: a `parse` error that shows the pattern.
  static func regex(_ pattern: Value) throws -> RegularExpression {
    let text = pattern.asString ?? ""
    if let compiled = known.withLock({ $0[text] }) { return compiled }
    let compiled = try RegularExpression(text)
    known.withLock { known in
      if known.count >= capacity { known.removeAll() }
      known[text] = compiled
    }
    return compiled
  }
}
