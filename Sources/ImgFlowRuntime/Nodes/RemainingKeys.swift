import ImgFlowValues
import Synchronization

/// Which keys of an object a pattern leaves to its `...rest`, remembered for the shape that was met first.
///
/// Sendable: what is remembered is set once, and never changes.
final class RemainingKeys: Sendable {
  private let first = Atomic<Unmanaged<Plan>?>(nil)

  /// Sendable: it is immutable.
  private final class Plan: Sendable {
    let source: Shape
    let shape: Shape
    /// The indices of the remaining keys.
    let indices: [Int]

    init(_ source: Shape, without isTaken: (StringObject) -> Bool) {
      self.source = source
      indices = source.keys.indices.filter { !isTaken(source.keys[$0]) }
      // Keys that come from data are not worth a shape that others share.
      let start = source.isShared ? Shape.empty : Shape.empty.own()
      shape = start.adding(contentsOf: indices.lazy.map { source.keys[$0] })
    }
  }

  deinit { first.load(ordering: .acquiring)?.release() }

  /// Returns an object with the entries whose keys are not taken.
  func object(
    from record: RecordObject, without isTaken: (StringObject) -> Bool
  ) -> RecordObject {
    let plan = plan(for: record.shape, without: isTaken)
    let others = RecordObject.make(shape: plan.shape, depth: Int(record.depth))
    let values = record.values
    for index in 0..<plan.indices.count { others.fill(values[plan.indices[index]]) }
    return others
  }

  private func plan(for shape: Shape, without isTaken: (StringObject) -> Bool) -> Plan {
    let known = first.load(ordering: .acquiring)
    if let plan = known?.takeUnretainedValue(), plan.source === shape { return plan }
    let plan = Plan(shape, without: isTaken)
    guard shape.isShared, known == nil else { return plan }
    let new = Unmanaged.passRetained(plan)
    let (isFirst, _) = first.compareExchange(
      expected: nil, desired: new, ordering: .acquiringAndReleasing)
    if !isFirst { new.release() }
    return plan
  }
}
