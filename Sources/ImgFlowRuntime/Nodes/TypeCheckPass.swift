import ImgFlowValues

/// One look at a value by a type. It pauses now and then, and looks once at parts that the value shares:
/// `x = [x, x]`, thirty times, is small in memory and endless to go through.
struct TypeCheckPass {
  private struct Key: Hashable {
    let check: ObjectIdentifier
    let part: ObjectIdentifier

    init(_ check: TypeCheck, _ part: HeapObject) {
      (self.check, self.part) = (ObjectIdentifier(check), ObjectIdentifier(part))
    }
  }

  private var known: [Key: Bool] = [:]
  private var conversions: [Key: Value?] = [:]
  private var pace = Pace()
  private var stop: (any Error)?

  /// Whether a container fits a type, which `look` finds out. Those without containers in them are looked
  /// at each time.
  mutating func fits(
    _ check: TypeCheck, _ part: HeapObject, _ look: (inout TypeCheckPass) -> Bool
  ) -> Bool {
    guard part.depth > 1 else { return look(&self) }
    let key = Key(check, part)
    if let result = known[key] { return result }
    let result = look(&self)
    known[key] = result
    return result
  }

  /// What a container is converted to for a type, which `convert` finds out.
  mutating func conversion(
    _ check: TypeCheck, _ part: HeapObject, _ convert: (inout TypeCheckPass) throws -> Value?
  ) rethrows -> Value? {
    guard part.depth > 1 else { return try convert(&self) }
    let key = Key(check, part)
    if let result = conversions[key] { return result }
    let result = try convert(&self)
    conversions[key] = .some(result)
    return result
  }

  /// Goes on to the next part; false when the work is to stop.
  mutating func step() -> Bool {
    do { try pace.step() } catch { stop = error }
    return stop == nil
  }

  /// - Throws: what a checkpoint has thrown; what was found means nothing then.
  func finish() throws {
    if let stop { throw stop }
  }
}
