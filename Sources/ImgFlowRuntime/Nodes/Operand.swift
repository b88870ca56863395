import ImgFlowValues

/// A node whose value another one works with: variables of the frame and constants are read in place,
/// which saves a call.
///
/// Sendable: it is immutable, and so is the constant, which the node keeps.
struct Operand: @unchecked Sendable {
  let node: Node
  private let fixed: FixedPlace

  init(_ node: Node) {
    self.node = node
    fixed = FixedPlace(of: node)
  }

  /// Whether evaluating it runs nothing, and so changes nothing.
  var isInPlace: Bool { fixed.isKnown }

  /// Whether its value never changes.
  var isConstant: Bool { fixed.isConstant }

  /// Whether `place` may find the value.
  var isStored: Bool { fixed.isStored }

  /// Whether `int(e, slots)` may give an int.
  var mayBeInt: Bool { fixed.isStored || fixed.computesInt }

  /// The int that is stored or computed: as `Node.int`.
  @inline(__always)
  func int(_ e: Evaluator, _ slots: Slots) -> Int? {
    if let known = known(slots) {
      guard case .int(let value) = known.pointee else { return nil }
      return value
    }
    if fixed.computesInt { return node.int(e, slots) }
    guard fixed.isStored, let place = node.place(e, slots), case .int(let value) = place.pointee
    else { return nil }
    return value
  }

  /// The int that a variable of the frame or a constant holds; nil for anything else, which `evaluate`
  /// gives.
  @inline(__always)
  func int(_ slots: Slots) -> Int? {
    guard let place = known(slots), case .int(let value) = place.pointee else { return nil }
    return value
  }

  /// The float that a variable of the frame or a constant holds; nil for anything else.
  @inline(__always)
  func float(_ slots: Slots) -> Double? {
    guard let place = known(slots), case .float(let value) = place.pointee else { return nil }
    return value
  }

  /// Where the value is stored: as `Node.place`.
  @inline(__always)
  func place(_ e: Evaluator, _ slots: Slots) -> UnsafePointer<Value>? {
    if let known = known(slots) { return known }
    return fixed.isStored ? node.place(e, slots) : nil
  }

  /// Where a variable of the frame or a constant is; nil for anything else.
  @inline(__always)
  func known(_ slots: Slots) -> UnsafePointer<Value>? { fixed.place(slots) }

  @inline(__always)
  func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    if let known = known(slots) { return known.copy() }
    return try node.evaluate(e, slots)
  }

  /// Runs `body` with where the value is: in place if it is stored, or else evaluated.
  ///
  /// - Precondition: `body` runs nothing that could change a variable.
  @inline(__always)
  func read<T>(
    _ e: Evaluator, _ slots: Slots, _ body: (UnsafePointer<Value>) throws -> T
  ) throws -> T {
    if let place = place(e, slots) { return try body(place) }
    return try withUnsafePointer(to: try node.evaluate(e, slots), body)
  }
}

/// Where the value of a node is, if that is the same in every frame: a slot, or the constant itself.
private struct FixedPlace {
  /// The slot of a variable of the frame; a negative number says what else it is.
  private let slot: Int
  private let constant: UnsafePointer<Value>?

  private static let isConstant = -1
  private static let isStored = -2
  private static let isComputed = -3
  private static let isOther = -4

  init(of node: Node) {
    if let local = node as? LocalNode {
      (slot, constant) = (local.slot, nil)
    } else if let known = node as? ConstantNode {
      (slot, constant) = (Self.isConstant, known.place)
    } else {
      slot =
        node.isStored ? Self.isStored : node.computesInt ? Self.isComputed : Self.isOther
      constant = nil
    }
  }

  var isKnown: Bool { slot >= Self.isConstant }
  var isConstant: Bool { slot == Self.isConstant }
  var isStored: Bool { slot >= Self.isStored }
  var computesInt: Bool { slot == Self.isComputed }

  @inline(__always)
  func place(_ slots: Slots) -> UnsafePointer<Value>? {
    slot >= 0 ? UnsafePointer(slots + slot) : constant
  }
}

/// A fixed list of operands, to which no references are counted.
///
/// Sendable: as `Operand`.
struct OperandList: @unchecked Sendable {
  private let nodes: NodeList
  private let fixed: UnsafeMutablePointer<FixedPlace>
  private let storage: Storage
  /// Whether evaluating them runs nothing.
  let areInPlace: Bool

  init(_ nodes: [Node]) {
    let places = nodes.map(FixedPlace.init)
    self.nodes = NodeList(nodes)
    storage = Storage(places)
    fixed = storage.places
    areInPlace = places.allSatisfy(\.isKnown)
  }

  private final class Storage {
    let places: UnsafeMutablePointer<FixedPlace>

    init(_ list: [FixedPlace]) {
      places = .allocate(capacity: max(1, list.count))
      for (index, place) in list.enumerated() { (places + index).initialize(to: place) }
    }

    deinit { places.deallocate() }
  }

  var count: Int { nodes.count }
  var isEmpty: Bool { nodes.isEmpty }

  subscript(index: Int) -> Node { nodes[index] }

  /// Where an operand is that is a variable of the frame or a constant; nil for any other.
  @inline(__always)
  func known(_ index: Int, _ slots: Slots) -> UnsafePointer<Value>? {
    (fixed + index).pointee.place(slots)
  }

  @inline(__always)
  func evaluate(_ index: Int, _ e: Evaluator, _ slots: Slots) throws -> Value {
    if let known = known(index, slots) { return known.copy() }
    return try nodes.evaluate(index, e, slots)
  }
}
