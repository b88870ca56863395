import Synchronization

/// The keys of an object in their order: what objects with the same keys share.
///
/// *Shared* shapes never change and form a tree, from the empty shape by adding one key at a time,
/// so that a million rows of a JSON listing hold their keys once and a member access can remember
/// where its key was (after the hidden classes of Self: Chambers, Ungar and Lee, OOPSLA 1989).
/// Objects with many or ever new keys have an *own* shape, which their object alone changes.
///
/// Sendable: shared shapes change only in `successors`, a `Mutex`, and `lazyQuotedKeys`, an atomic; an own
/// shape changes with its object, which one thread alone holds then.
@usableFromInline package final class Shape: @unchecked Sendable {
  /// Identifies a shared shape; 0 for an own one, which no cache may remember.
  @usableFromInline package let id: UInt32
  @exclusivity(unchecked)
  package private(set) var keys: [StringObject] {
    didSet { keyPlaces = keys.withUnsafeBufferPointer { $0 } }
  }
  /// Where `keys` are, for looking at them without counting references.
  @exclusivity(unchecked)
  private var keyPlaces: UnsafeBufferPointer<StringObject>
  /// Finds keys by hash; nil while there are few of them.
  @exclusivity(unchecked)
  private var table: Unmanaged<KeyTable>?

  /// The shared shape without the last key: shared shapes live forever.
  private unowned(unsafe) let parent: Shape?
  private let successors = Mutex<[SuccessorKey: Shape]>([:])
  /// The successor that was asked for last: it is found without the lock.
  private let latestSuccessor = Atomic<Unmanaged<Shape>?>(nil)
  private let lazyQuotedKeys = Atomic<Unmanaged<QuotedKeys>?>(nil)

  /// The shape of `{}`.
  package static let empty = Shape(id: nextID() ?? 0, keys: [])

  /// How many keys a shared shape may have.
  static let sharedKeyLimit = 64
  /// How many shared shapes there may be: they are never released.
  private static let sharedShapeLimit: UInt32 = 20_000
  private static let shapeCount = Atomic<UInt32>(0)

  private init(id: UInt32, keys: [StringObject], parent: Shape? = nil) {
    self.id = id
    self.parent = parent
    self.keys = keys
    keyPlaces = keys.withUnsafeBufferPointer { $0 }
    self.table = keys.count > KeyTable.linearLimit ? .passRetained(KeyTable(keys)) : nil
  }

  deinit { table?.release() }

  private struct SuccessorKey: Hashable {
    let key: StringObject

    func hash(into hasher: inout Hasher) { hasher.combine(key.hash) }
    static func == (a: SuccessorKey, b: SuccessorKey) -> Bool {
      a.key === b.key || a.key.hasText(of: b.key)
    }
  }

  private static func nextID() -> UInt32? {
    let id = shapeCount.add(1, ordering: .relaxed).newValue
    guard id <= sharedShapeLimit else {
      shapeCount.store(sharedShapeLimit, ordering: .relaxed)
      return nil
    }
    return id
  }

  package var isShared: Bool { id != 0 }

  package var keyCount: Int { keyPlaces.count }

  /// The keys as JSON writes them; nil for an own shape. Kept forever, as shared shapes are.
  var quotedKeys: QuotedKeys? {
    guard isShared else { return nil }
    if let known = lazyQuotedKeys.load(ordering: .acquiring) { return known.takeUnretainedValue() }
    let new = Unmanaged.passRetained(QuotedKeys(keys))
    let (isFirst, known) = lazyQuotedKeys.compareExchange(
      expected: nil, desired: new, ordering: .acquiringAndReleasing)
    guard !isFirst, let known else { return new.takeUnretainedValue() }
    new.release()
    return known.takeUnretainedValue()
  }

  /// Returns the position of `key`, or nil.
  package func index(of key: StringObject) -> Int? {
    if let table { return table._withUnsafeGuaranteedRef { $0.index(of: key, in: keyPlaces) } }
    if let index = identicalIndex(of: key) { return index }
    for index in keyPlaces.indices where keyPlaces.holds(key, at: index) { return index }
    return nil
  }

  /// The position of this very object, which most keys of scripts are: compared as addresses, so that no
  /// references are counted.
  private func identicalIndex(of key: StringObject) -> Int? {
    let address = UnsafeRawPointer(Unmanaged.passUnretained(key).toOpaque())
    guard let base = keyPlaces.baseAddress else { return nil }
    return base.withMemoryRebound(to: UnsafeRawPointer.self, capacity: keyPlaces.count) { places in
      for index in 0..<keyPlaces.count where places[index] == address { return index }
      return nil
    }
  }

  /// Returns the shape with `key` added at the end: a shared one while that is possible.
  ///
  /// - Precondition: the shape has no such key.
  package func adding(_ key: StringObject) -> Shape {
    guard isShared, keys.count < Self.sharedKeyLimit else { return own().appended(key) }
    if let latest = latestSuccessor.load(ordering: .acquiring),
      latest._withUnsafeGuaranteedRef({ $0.keyPlaces.holds(key, at: $0.keyCount - 1) })
    {
      return latest.takeUnretainedValue()
    }
    let successor = successor(adding: key)
    if successor.isShared {
      latestSuccessor.store(.passUnretained(successor), ordering: .releasing)
    }
    return successor
  }

  private func successor(adding key: StringObject) -> Shape {
    successors.withLock { successors in
      let successorKey = SuccessorKey(key: key)
      if let known = successors[successorKey] { return known }
      _ = key.hash
      guard let id = Self.nextID() else { return own().appended(key) }
      let shape = Shape(id: id, keys: keys + [key], parent: self)
      successors[successorKey] = shape
      return shape
    }
  }

  /// Returns the shape with further keys at the end, each in time that does not depend on how many there
  /// are.
  ///
  /// - Precondition: the shape has none of the keys, which differ.
  package func adding(contentsOf keys: some Sequence<StringObject>) -> Shape {
    keys.reduce(self) { shape, key in
      // An own shape that is not shared yet may change; the shape itself may be shared.
      shape.isShared || shape === self ? shape.adding(key) : shape.appended(key)
    }
  }

  /// Returns an own shape with the same keys.
  package func own() -> Shape { Shape(id: 0, keys: keys) }

  /// Adds a key in place.
  ///
  /// - Precondition: this is an own shape that the caller holds the only reference to.
  @discardableResult
  package func appended(_ key: StringObject) -> Shape {
    _ = key.hash
    keys.append(key)
    if let table {
      table._withUnsafeGuaranteedRef { table in
        table.insert(index: keys.count - 1, keys: keys) { $0 !== Self.hole }
      }
    } else if keys.count > KeyTable.linearLimit {
      table = .passRetained(KeyTable(keys))
    }
    return self
  }

  /// Takes the place of a removed key.
  private static let hole = StringObject("")

  /// Leaves a hole in place of a key and returns where it was; nil if there is no such key.
  ///
  /// - Precondition: this is an own shape with a table, that the caller holds the only reference to.
  func removed(_ key: StringObject) -> Int? {
    let index = table?._withUnsafeGuaranteedRef { $0.remove(key, keys: keyPlaces) }
    guard let index = index ?? nil else { return nil }
    keys[index] = Self.hole
    return index
  }

  func isHole(at index: Int) -> Bool { keyPlaces[index] === Self.hole }

  /// The key at `index`, found without counting references to the list of them.
  @inline(__always)
  func key(at index: Int) -> StringObject { keyPlaces[index] }

  /// Closes the holes that removed keys have left.
  func closeHoles() {
    keys.removeAll { $0 === Self.hole }
    table?.release()
    table = .passRetained(KeyTable(keys))
  }

  /// Removes the key at `index` in place.
  ///
  /// - Precondition: this is an own shape that the caller holds the only reference to.
  func remove(at index: Int) {
    keys.remove(at: index)
    table?.release()
    table = keys.count > KeyTable.linearLimit ? .passRetained(KeyTable(keys)) : nil
  }

  /// Returns a shape without the key at `index`: a shared one if this one is and has few keys.
  package func removing(at index: Int) -> Shape {
    if let parent, index == keys.count - 1 { return parent }
    if isShared, keys.count <= KeyTable.linearLimit {
      let kept = (index..<keys.count).reduce(self) { shape, _ in shape.parent ?? .empty }
      return kept.adding(contentsOf: keys[(index + 1)...])
    }
    var remaining = keys
    remaining.remove(at: index)
    return Shape(id: 0, keys: remaining)
  }
}
