import ImgFlowValues

extension NativeCall {
  /// Returns what `body` makes of a string, to which it counts no reference.
  ///
  /// - Throws: a `type` error for anything else; what `body` throws.
  @inline(__always)
  func withString<Result>(
    _ index: Int, _ body: (StringObject) throws -> Result
  ) throws -> Result {
    guard index < count, let object = (arguments + index).heapObject else {
      throw unsuitable(index, "a string")
    }
    return try object._withUnsafeGuaranteedRef { object in
      guard object.type == .string else { throw unsuitable(index, "a string") }
      return try body(unsafeDowncast(object, to: StringObject.self))
    }
  }

  /// Returns what `body` makes of the UTF-8 of a string, or of the bytes of a bytes value, which it must not let
  /// escape. It counts no reference.
  ///
  /// - Throws: a `type` error for anything else; what `body` throws.
  @inline(__always)
  func withBytes<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) throws -> Result {
    guard index < count, let object = (arguments + index).heapObject else {
      throw unsuitable(index, "a string or bytes")
    }
    return try object._withUnsafeGuaranteedRef { object in
      switch object.type {
      case .string: try unsafeDowncast(object, to: StringObject.self).withUTF8(body)
      case .bytes:
        try unsafeDowncast(object, to: BytesObject.self).bytes.withUnsafeBufferPointer(body)
      default: throw unsuitable(index, "a string or bytes")
      }
    }
  }

  @inline(never)
  private func unsuitable(_ index: Int, _ expected: String) -> ValueError {
    ValueError(
      .type,
      "argument \(index + 1) must be \(expected), not \(self[index].type.nameWithArticle)")
  }
}
