extension ListObject {
  /// Returns the index of the first item that equals a value, as a script asks for it.
  ///
  /// - Throws: a `type` error if a secret meets a string; what `Checkpoint.pass` throws.
  package func firstIndex(of value: Value) throws -> Int? {
    let items = items
    var pace = Pace()
    if let text = value.asStringObject {
      return try items.withUnsafeBufferPointer { items in
        try items.indices.first { index in
          try pace.step()
          return try items.baseAddress.map { try Self.isEqual($0 + index, to: text) } ?? false
        }
      }
    }
    let found = try items.firstIndex { item in
      try pace.step()
      return try Value.areEqual(item, value)
    }
    // A comparison of large values that was to stop may have ended with anything.
    if value.depth > 0 { try Checkpoint.pass() }
    return found
  }

  /// Whether the value at a place is a string; no reference to it is counted.
  @inline(__always)
  private static func isEqual(
    _ place: UnsafePointer<Value>, to text: StringObject
  ) throws -> Bool {
    guard let object = place.heapObject else { return false }
    return try object._withUnsafeGuaranteedRef { object in
      switch object.type {
      case .string: unsafeDowncast(object, to: StringObject.self).hasText(of: text)
      case .secret: try Value.areEqual(.heap(object), .heap(text))
      default: false
      }
    }
  }
}
