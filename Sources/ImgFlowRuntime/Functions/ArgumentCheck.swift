import ImgFlowValues

/// What is checked of an argument of a built-in, worked out once: most are accepted without a call.
///
/// It consists of plain numbers and pointers, so that reading it counts no references.
struct ArgumentCheck {
  private let kinds: TypeSet
  /// Whether the parameter collects the rest.
  let collects: Bool
  /// Whether its kind is all that counts.
  private let isOfKind: Bool
  /// The ints that are accepted as they are; none where the lower one is the greater.
  private let lower: Int
  private let upper: Int
  /// The words that are accepted as they are; nil where only an int is, or nothing.
  private let words: UnsafeMutablePointer<[StringObject]>?
  /// Where the value is that stands in for an argument that is left out.
  let standIn: UnsafeMutablePointer<Value>

  init(_ parameter: Builtin.Parameter) {
    kinds = parameter.kinds
    collects = if case .rest = parameter.presence { true } else { false }
    isOfKind = if case .all = parameter.plain { true } else { false }
    (lower, upper) =
      if case .ints(let range) = parameter.plain {
        (range.lowerBound, range.upperBound)
      } else {
        (.max, .min)
      }
    if case .words(let list) = parameter.plain {
      words = .allocate(capacity: 1)
      words?.initialize(to: list)
    } else {
      words = nil
    }
    let value: Value =
      if case .defaulted(let value) = parameter.presence { value } else { .heap(Absent.marker) }
    standIn = .allocate(capacity: 1)
    standIn.initialize(to: value)
  }

  /// Frees what belongs to it.
  func release() {
    standIn.deinitialize(count: 1)
    standIn.deallocate()
    words?.deinitialize(count: 1)
    words?.deallocate()
  }

  /// Whether the argument is as it must be; false if it takes a closer look.
  @inline(__always)
  func accepts(_ place: Slots) -> Bool {
    kinds.accepts(at: place) && (isOfKind || isInRange(place) || isWord(place))
  }

  /// As `accepts`, of an argument that may have been left out or collects others.
  @inline(__always)
  func acceptsOrStandsIn(_ place: Slots) -> Bool { collects || accepts(place) || standsIn(place) }

  /// Whether this is what stands in for the argument.
  private func standsIn(_ place: Slots) -> Bool {
    guard let object = place.heapObject else { return false }
    return object.toOpaque() == standIn.heapObject?.toOpaque()
  }

  @inline(__always)
  private func isInRange(_ place: Slots) -> Bool {
    guard case .int(let number) = place.pointee else { return false }
    return lower <= number && number <= upper
  }

  @inline(never)
  private func isWord(_ place: Slots) -> Bool {
    guard let words else { return false }
    return UnsafePointer(place).withString { word in
      words.pointee.contains { $0.hasText(of: word) }
    } ?? false
  }
}
