import ImgFlowValues

/// Where a variable is at run time: in a slot of the frame, or in a box.
///
/// Sendable: it is immutable; the box guards what is in it.
struct VariablePlace: @unchecked Sendable {
  /// The slot of the variable, or of its box; negative for a top-level variable.
  private let slot: Int
  private let isInBox: Bool
  /// The box of a top-level variable, which `owner` keeps: reading it counts no reference.
  private let box: Unmanaged<Box>?
  private let owner: Box?

  init(_ root: Place.Root) {
    switch root {
    case .local(let slot): (self.slot, isInBox, owner) = (slot, false, nil)
    case .boxed(let slot): (self.slot, isInBox, owner) = (slot, true, nil)
    case .global(let box): (slot, isInBox, owner) = (-1, true, box)
    }
    box = owner.map(Unmanaged.passUnretained)
  }

  /// Where the variable is stored, for changing it in place; nil if it is another's, which the caller has to
  /// refuse. It is valid until anything else runs.
  ///
  /// A variable whose declaration has not run holds a value of no type that can change.
  @inline(__always)
  func place(_ e: Evaluator, _ slots: Slots) -> UnsafeMutablePointer<Value>? {
    if !isInBox { return slots + slot }
    if let box { return box._withUnsafeGuaranteedRef { $0.place(for: e) } }
    return (slots + slot).heapObject?._withUnsafeGuaranteedRef {
      unsafeDowncast($0, to: Box.self).place(for: e)
    }
  }
}

extension VariablePlace {
  /// The function that the declaration of the variable made, once it has run; nil for a variable of the frame.
  @inline(__always)
  func declaredFunction(_ slots: Slots) -> Unmanaged<Closure>? {
    if let box { return box._withUnsafeGuaranteedRef { $0.function } }
    guard isInBox, let object = (slots + slot).heapObject else { return nil }
    return object._withUnsafeGuaranteedRef { unsafeDowncast($0, to: Box.self).function }
  }
}

extension Box {
  /// Where the value is stored, for the work that may change it.
  @inline(__always)
  fileprivate func place(for e: Evaluator) -> UnsafeMutablePointer<Value>? {
    guard owner == e.owner else { return nil }
    return withUnsafeMutablePointer(to: &value) { $0 }
  }
}
