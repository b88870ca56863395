import ImgFlowSyntax
import ImgFlowValues

/// A function of the script with the variables it captured.
final class Closure: FunctionObject, @unchecked Sendable {
  let code: FunctionCode
  private let captures: UnsafeMutablePointer<Value>
  private let captureCount: Int

  /// - Parameter slots: the slots of the variables that the function captures.
  init(_ code: FunctionCode, capturing captured: [Int] = [], in slots: Slots? = nil) {
    self.code = code
    captures = .allocate(capacity: captured.count)
    captureCount = slots == nil ? 0 : captured.count
    if let slots {
      for index in 0..<captureCount {
        (captures + index).initialize(to: slots[captured[index]])
      }
    }
    super.init(name: code.name, isClosure: true)
  }

  deinit {
    captures.deinitialize(count: captureCount)
    captures.deallocate()
  }

  /// Puts the captured variables into the slots from `first` on.
  @inline(__always)
  func placeCaptures(_ first: Slots) {
    for index in 0..<captureCount { (first + index).store(captures[index]) }
  }

  override var parameterNames: [String] {
    code.parameters.map { ($0.isRest ? "..." : "") + ($0.name ?? "{…}") }
  }
}

/// `fn …` or a lambda: makes a closure each time it is evaluated.
final class ClosureNode: Node, @unchecked Sendable {
  let code: FunctionCode
  let captures: [Int]

  init(_ code: FunctionCode, captures: [Int]) {
    self.code = code
    self.captures = captures
    super.init(code.range)
  }

  override func evaluate(_ e: Evaluator, _ slots: Slots) throws -> Value {
    .heap(Closure(code, capturing: captures, in: slots))
  }
}
