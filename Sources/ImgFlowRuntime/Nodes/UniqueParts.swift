import ImgFlowValues

extension Value {
  /// Runs `body` with the list, of which this variable then holds the only reference: it is copied if it was
  /// shared. Nil if the value is not a list.
  ///
  /// - Throws: what `body` throws; what `Memory.claim` throws.
  @inline(__always)
  mutating func withUniqueList<T>(_ body: (ListObject) throws -> T) throws -> T? {
    try withUnique(.list) { try body(unsafeDowncast($0, to: ListObject.self)) }
  }

  /// Runs `body` with the object, of which this variable then holds the only reference.
  @inline(__always)
  mutating func withUniqueRecord<T>(_ body: (RecordObject) throws -> T) throws -> T? {
    try withUnique(.object) { try body(unsafeDowncast($0, to: RecordObject.self)) }
  }

  /// Runs `body` with the string, of which this variable then holds the only reference.
  @inline(__always)
  mutating func withUniqueString<T>(_ body: (StringObject) throws -> T) throws -> T? {
    try withUnique(.string) { try body(unsafeDowncast($0, to: StringObject.self)) }
  }

  /// Looks at the reference in place: binding it to a name would make a second one.
  @inline(__always)
  private mutating func withUnique<T>(
    _ type: ValueType, _ body: (HeapObject) throws -> T
  ) throws -> T? {
    try withUnsafeMutablePointer(to: &self) { pointer in
      guard let object = pointer.heapObject, object._withUnsafeGuaranteedRef({ $0.type == type })
      else { return nil }
      let reference = UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: HeapObject.self)
      if !isKnownUniquelyReferenced(&reference.pointee) {
        pointer.pointee = try pointer.pointee.copied()
      }
      return try pointer.heapObject?._withUnsafeGuaranteedRef(body)
    }
  }

  /// A list, object or string with the same content.
  @inline(never)
  private func copied() throws -> Value {
    if let list = asList { return .heap(try list.copy()) }
    if let record = asRecord { return .heap(try record.copy()) }
    return asString.map { .string($0) } ?? self
  }
}
