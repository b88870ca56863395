extension StringObject {
  /// Returns `a` followed by `b`.
  static func joining(_ a: StringObject, _ b: StringObject) -> StringObject {
    a.withUTF8 { a in
      b.withUTF8 { b in
        StringObject(count: a.count + b.count) { place in
          place.copyBytes(from: a)
          UnsafeMutableRawBufferPointer(rebasing: place[a.count...]).copyBytes(from: b)
        }
      }
    }
  }

  /// Returns the strings of `items` joined by `separator`; nil if one is not a string.
  ///
  /// - Throws: a `limit` error if it is too long; what `Memory.claim` throws.
  package static func joined(
    _ items: ContainedValues, separator: StringObject
  ) throws -> StringObject? {
    try items.withUnsafeBufferPointer { items in
      guard let count = byteCount(of: items, separator) else { return nil }
      try ValueLimits.claimString(bytes: count)
      return StringObject(count: count) { storage in
        separator.withUTF8 { write(items, $0, to: storage) }
      }
    }
  }

  private static func byteCount(of items: UnsafeBufferPointer<Value>, _ separator: StringObject)
    -> Int?
  {
    var count = separator.byteCount * max(0, items.count - 1)
    for index in items.indices {
      guard let length = withText(of: items, at: index, { $0.count }) else { return nil }
      count += length
    }
    return count
  }

  private static func write(
    _ items: UnsafeBufferPointer<Value>, _ separator: UnsafeBufferPointer<UInt8>,
    to storage: UnsafeMutableRawBufferPointer
  ) {
    var place = 0
    func append(_ text: UnsafeBufferPointer<UInt8>) {
      UnsafeMutableRawBufferPointer(rebasing: storage[place...]).copyBytes(from: text)
      place += text.count
    }
    for index in items.indices {
      if index > 0 { append(separator) }
      _ = withText(of: items, at: index, append)
    }
  }

  /// Runs `body` with the bytes of the string at `index`; nil if there is none. It stays in place: no
  /// reference to it is counted.
  @inline(__always)
  private static func withText<T>(
    of items: UnsafeBufferPointer<Value>, at index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> T
  ) -> T? {
    guard let object = items.baseAddress.flatMap({ ($0 + index).heapObject }) else { return nil }
    return object._withUnsafeGuaranteedRef { object in
      guard object.type == .string else { return nil }
      return unsafeDowncast(object, to: StringObject.self).withUTF8(body)
    }
  }
}
