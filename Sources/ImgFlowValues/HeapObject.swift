/// The base of every value that lives on the heap.
///
/// Subclasses are final and each belongs to one `type`, so a type test followed by
/// `unsafeDowncast` is an exact class test.
///
/// Sendable: objects change only while one thread holds the only reference to them; others copy them first.
/// `depth` changes with them.
open class HeapObject: @unchecked Sendable {
  public final let type: ValueType

  /// How many containers deep the object nests, itself included; 0 if it is not a container. An upper bound:
  /// removing an element does not lower it.
  @exclusivity(unchecked)
  public final var depth: UInt16

  public init(type: ValueType, depth: UInt16 = 0) {
    self.type = type
    self.depth = depth
  }

  /// What `print` writes for an object that JSON lacks, even nested: `bytes(12)`, `fn(a, b)`.
  open var displayText: String { type.name }
}
