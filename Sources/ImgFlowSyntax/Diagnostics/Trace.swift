/// The calls that led to an error, innermost first.
public typealias Trace = [Diagnostic.Frame]

extension Trace {
  /// How many places a trace keeps at its inner end, and at least at its outer end: endless recursion would
  /// give an endless trace.
  private static let innerEnd = 1_000
  private static let outerEnd = 100

  /// Adds the call around those that there are, or counts it when it is one more of the same.
  public mutating func addCall(_ frame: Diagnostic.Frame) {
    if let last = indices.last, self[last].isSameCall(as: frame) {
      self[last].count += 1
      return
    }
    if count == 2 * Self.innerEnd { shorten() }
    append(frame)
  }

  private mutating func shorten() {
    let omitted = Self.innerEnd..<count - Self.outerEnd
    self[Self.innerEnd - 1].omitted += self[omitted].reduce(0) { $0 + $1.count }
    removeSubrange(omitted)
  }
}
