import ImgFlowSyntax
import ImgFlowValues

/// What all closures of one function share.
final class FunctionCode: @unchecked Sendable {
  let name: String
  let parameters: [CodeParameter]
  let range: SourceRange
  /// The slots of its own variables; captured ones follow.
  let slotCount: Int
  let resultType: Type?
  /// Whether every parameter is a plain name without type, default or rest, so that arguments are the
  /// first slots as they are.
  let isPlain: Bool
  let parameterCount: Int
  @exclusivity(unchecked) private(set) var hasCaptures = false
  // Set once, when the body has been built: bodies may refer to their own function.
  @exclusivity(unchecked) private(set) var body: Kept<Node>
  @exclusivity(unchecked) private(set) var hasStatements = true
  @exclusivity(unchecked) private(set) var frameSize = 0

  init(
    name: String, parameters: [CodeParameter], range: SourceRange, slotCount: Int,
    resultType: Type?
  ) {
    self.name = name
    self.parameters = parameters
    self.range = range
    self.slotCount = slotCount
    self.resultType = resultType
    self.isPlain =
      resultType == nil
      && parameters.enumerated().allSatisfy { $1.isPlain && $1.slot == $0 }
    self.parameterCount = parameters.count
    self.body = Kept(Node(range))
  }

  /// - Parameter hasStatements: whether `body` ends with a completion rather than a value.
  func setBody(_ body: Node, hasStatements: Bool, frameSize: Int, hasCaptures: Bool) {
    self.body = Kept(body)
    self.hasCaptures = hasCaptures
    self.hasStatements = hasStatements
    self.frameSize = frameSize
  }
}

/// A parameter of a function of the script.
struct CodeParameter: @unchecked Sendable {
  let name: String?
  /// The slot that receives the argument.
  let slot: Int
  /// Moves the argument into a box, or takes it apart.
  let pattern: PatternNode?
  let type: Type?
  let defaultValue: Node?
  let isRest: Bool

  var isPlain: Bool { pattern == nil && type == nil && defaultValue == nil && !isRest }
}

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
