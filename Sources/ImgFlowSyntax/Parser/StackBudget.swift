/// How much stack the parser may use, counted from where it was started.
///
/// The nesting limit keeps it below 1.1 MiB in release builds and 4 MiB in debug builds, which the main
/// thread has. On a thread with less, the caller gives a budget, and the parser stops in time.
struct StackBudget {
  private let floor: UInt

  /// Begins to count here; the stack grows towards lower addresses on every platform there is.
  init(bytes: Int) {
    let (floor, overflow) = Self.here().subtractingReportingOverflow(UInt(max(bytes, 0)))
    self.floor = overflow ? 0 : floor
  }

  /// Whether the budget is used up.
  var isSpent: Bool { Self.here() < floor }

  /// An address in the current stack frame.
  @inline(never)
  private static func here() -> UInt {
    var marker: UInt8 = 0
    return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) }
  }
}
