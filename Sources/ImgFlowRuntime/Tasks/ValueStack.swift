import ImgFlowValues

/// The slots of all calls that are running on one thread: one stretch of memory, of which each call
/// has a window. Free slots always hold null.
///
/// Sendable: the memory and `reserved` belong to the one thread that its evaluator runs on.
final class ValueStack: @unchecked Sendable {
  static let capacity = 1 << 20
  private static let chunk = 1 << 12

  let base: Slots
  let end: Slots
  /// The slots below have been initialised; the pages above have not been touched.
  @exclusivity(unchecked) private(set) var reserved: Slots

  init() {
    base = .allocate(capacity: Self.capacity)
    end = base + Self.capacity
    reserved = base
    initialise(to: base + Self.chunk)
  }

  deinit {
    base.deinitialize(count: reserved - base)
    base.deallocate()
  }

  /// Makes sure that the slots below `top` may be used; false if the stack is full.
  func reserve(to top: Slots) -> Bool {
    if top <= reserved { return true }
    guard top <= end else { return false }
    initialise(to: top)
    return true
  }

  private func initialise(to top: Slots) {
    let count = min(max(top - reserved, Self.chunk), end - reserved)
    reserved.initialize(repeating: .null, count: count)
    reserved += count
  }
}

extension Slots {
  /// Puts a value into a free slot without counting a reference: what it was read from has to keep it until it is
  /// taken back.
  @inline(__always)
  func lend(_ place: UnsafePointer<Value>) {
    UnsafeMutableRawPointer(self).copyMemory(
      from: UnsafeRawPointer(place), byteCount: MemoryLayout<Value>.size)
  }

  /// Frees a slot with a value that was lent.
  @inline(__always)
  func takeBack() { initialize(to: .null) }
}

extension ValueError {
  static let stackFull = ValueError(
    .limit, "calls are nested deeper than the value stack allows")
}
