import Synchronization

// A removed key leaves a hole, so that many keys can be removed one after the other. Holes are closed when
// they are most of the object, or when someone goes through it, on any thread: under a lock, and seen through
// `holes`, which is 0 again only when all is in place. An object with holes has its shape alone.
extension RecordObject {
  private static let lock = Mutex<Void>(())
  /// Smaller objects close up at once.
  private static let leastCount = 64

  /// Whether removed keys have left holes, so that values have no places that last.
  package var hasHoles: Bool { holes.load(ordering: .acquiring) != 0 }

  /// Removes a key in place and returns its value, or nil if there was none.
  ///
  /// - Precondition: the caller holds the only reference.
  @discardableResult
  public func remove(_ key: StringObject) -> Value? {
    guard slotCount > Self.leastCount, let own = uniqueShape else { return removeAtOnce(key) }
    guard let index = own.removed(key) else { return nil }
    let value = (start + index).move()
    (start + index).initialize(to: .null)
    let count = holes.add(1, ordering: .relaxed).newValue
    if Int(count) * 2 > slotCount { closeHoles() }
    return value
  }

  private func removeAtOnce(_ key: StringObject) -> Value? {
    guard let index = shape.index(of: key) else { return nil }
    if let own = uniqueShape { own.remove(at: index) } else { shape = shape.removing(at: index) }
    return removeSlot(at: index)
  }

  /// Calls `body` with the number of holes, which stay open meanwhile.
  @inline(never)
  func withHoles<T>(_ body: (Int) throws -> T) rethrows -> T {
    try Self.lock.withLock { _ in try body(Int(holes.load(ordering: .relaxed))) }
  }

  /// Calls `body` with every key and where its value is, in order. Holes stay open: closing them takes longer
  /// than a list of the keys, and the next removal opens one again.
  ///
  /// - Precondition: `body` does not use the object.
  package func forEachEntry(_ body: (StringObject, UnsafePointer<Value>) throws -> Void) rethrows {
    try shapeReference._withUnsafeGuaranteedRef { shape in
      guard hasHoles else {
        for index in 0..<slotCount { try body(shape.key(at: index), UnsafePointer(start + index)) }
        return
      }
      try withHoles { _ in
        for index in 0..<slotCount where !shape.isHole(at: index) {
          try body(shape.key(at: index), UnsafePointer(start + index))
        }
      }
    }
  }

  @inline(never)
  func closeHoles() {
    Self.lock.withLock { _ in
      guard hasHoles else { return }
      removeSlots { shapeWithHoles.isHole(at: $0) }
      shapeWithHoles.closeHoles()
      holes.store(0, ordering: .releasing)
    }
  }
}
