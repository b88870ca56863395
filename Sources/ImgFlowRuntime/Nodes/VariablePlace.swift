import ImgFlowValues

/// Where a variable is at run time: in a slot of the frame, or in a box.
///
/// Sendable: it is immutable; the box guards what is in it.
struct VariablePlace: @unchecked Sendable {
  /// The slot of the variable, or of its box; negative for a top-level variable.
  private let slot: Int
  private let isInBox: Bool
  private let box: Kept<Box>?

  init(_ root: Place.Root) {
    switch root {
    case .local(let slot): (self.slot, isInBox, box) = (slot, false, nil)
    case .boxed(let slot): (self.slot, isInBox, box) = (slot, true, nil)
    case .global(let box): (slot, isInBox, self.box) = (-1, true, Kept(box))
    }
  }

  /// Changes the variable in place; nil if it is another's, which the caller has to refuse.
  ///
  /// A variable whose declaration has not run holds a value of no type that can change.
  @inline(__always)
  func change<Result>(
    _ e: Evaluator, _ slots: Slots, _ body: (inout Value) throws -> Result?
  ) rethrows -> Result? {
    if !isInBox { return try body(&slots[slot]) }
    if let box { return try box.use { try Self.change($0, e, body) } }
    guard let object = (slots + slot).heapObject else { return nil }
    return try object._withUnsafeGuaranteedRef {
      try Self.change(unsafeDowncast($0, to: Box.self), e, body)
    }
  }

  @inline(__always)
  private static func change<Result>(
    _ box: Box, _ e: Evaluator, _ body: (inout Value) throws -> Result?
  ) rethrows -> Result? {
    box.owner == e.owner ? try body(&box.value) : nil
  }
}
