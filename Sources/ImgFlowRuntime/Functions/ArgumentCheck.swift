import ImgFlowValues

/// What is checked of an argument of a built-in, worked out once: most are accepted without a call.
struct ArgumentCheck {
  private let kinds: TypeSet
  /// Whether the parameter collects the rest.
  let collects: Bool
  /// Whether its kind is all that counts.
  private let isOfKind: Bool
  private let plain: Builtin.Parameter.Plain
  /// Where the value is that stands in for an argument that is left out.
  let standIn: UnsafeMutablePointer<Value>

  init(_ parameter: Builtin.Parameter) {
    kinds = parameter.kinds
    collects = if case .rest = parameter.presence { true } else { false }
    plain = parameter.plain
    isOfKind = if case .all = plain { true } else { false }
    let value: Value =
      if case .defaulted(let value) = parameter.presence { value } else { .heap(Absent.marker) }
    standIn = .allocate(capacity: 1)
    standIn.initialize(to: value)
  }

  /// Frees what belongs to it.
  func release() {
    standIn.deinitialize(count: 1)
    standIn.deallocate()
  }

  /// Whether the argument is as it must be; false if it takes a closer look.
  @inline(__always)
  func accepts(_ place: Slots) -> Bool {
    kinds.accepts(at: place) && (isOfKind || isPlain(place))
  }

  /// As `accepts`, of an argument that may have been left out or collects others.
  @inline(__always)
  func acceptsOrStandsIn(_ place: Slots) -> Bool { collects || accepts(place) || standsIn(place) }

  /// Whether this is what stands in for the argument.
  private func standsIn(_ place: Slots) -> Bool {
    guard let object = place.heapObject else { return false }
    return object.toOpaque() == standIn.heapObject?.toOpaque()
  }

  @inline(never)
  private func isPlain(_ place: Slots) -> Bool {
    switch plain {
    case .all: return true
    case .none: return false
    case .ints(let range):
      guard case .int(let number) = place.pointee else { return false }
      return range.contains(number)
    case .words(let words):
      return UnsafePointer(place).withString { word in words.contains { $0.hasText(of: word) } }
        ?? false
    }
  }
}
