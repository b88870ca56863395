/// Values of containers that are still being read; each container takes its own off the top when it
/// is complete, so that its array is allocated once and at its exact size.
struct ValueStack: ~Copyable {
  private var start: UnsafeMutablePointer<Value>
  private(set) var count = 0
  private var capacity = 64

  init() { start = .allocate(capacity: capacity) }

  deinit {
    start.deinitialize(count: count)
    start.deallocate()
  }

  @inline(__always)
  mutating func push(_ value: consuming Value) {
    if count == capacity { grow() }
    (start + count).initialize(to: value)
    count += 1
  }

  /// Replaces the value at `index`, counted from the bottom.
  mutating func replace(at index: Int, with value: Value) {
    precondition(index < count, "a container replaces only its own values")
    start[index] = value
  }

  /// Takes off the values above the first `base`, which are those of `container`.
  @inline(__always)
  mutating func popAll(above base: Int, into container: ContainerObject) {
    for index in base..<count { container.fill((start + index).move()) }
    count = base
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}
