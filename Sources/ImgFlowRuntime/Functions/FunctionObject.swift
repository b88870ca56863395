import ImgFlowSyntax
import ImgFlowValues

/// A function value: a closure of the script, a built-in, or a vendor's operation.
open class FunctionObject: HeapObject, @unchecked Sendable {
  /// The declared name, or `fn` for a lambda; qualified (`expoze.upload`) for operations.
  package final let name: String
  /// Whether this is a `Closure`, so that a call can test it with one byte.
  final let isClosure: Bool

  public init(name: String) {
    self.name = name
    self.isClosure = false
    super.init(type: .function)
  }

  init(name: String, isClosure: Bool) {
    self.name = name
    self.isClosure = isClosure
    super.init(type: .function)
  }

  /// The names of its parameters, as they are shown.
  open var parameterNames: [String] { [] }

  /// Where it is declared; nil if it is written in Swift.
  package final var declaration: SourceRange? { asClosure?.code.range }

  /// `fn(a, b)`.
  public override var displayText: String { "fn(\(parameterNames.joined(separator: ", ")))" }
}

/// A function written in Swift.
package final class NativeFunction: FunctionObject, @unchecked Sendable {
  package let builtin: Builtin

  public init(_ builtin: Builtin, name: String? = nil) {
    self.builtin = builtin
    super.init(name: name ?? builtin.name)
  }

  package override var parameterNames: [String] { builtin.parameters.map(\.name) }
}

/// A lazy sequence: a recipe that every use starts again.
open class StreamObject: HeapObject, @unchecked Sendable {
  public init() { super.init(type: .stream) }

  public override var displayText: String { "stream" }

  /// Starts the sequence anew.
  open func makeIterator(_ evaluator: Evaluator) throws -> any StreamIterator {
    EmptyStreamIterator()
  }
}

/// One run through a stream.
public protocol StreamIterator: AnyObject {
  /// The next item, or nil at the end.
  func next(_ evaluator: Evaluator) throws -> Value?
}

private final class EmptyStreamIterator: StreamIterator {
  func next(_ evaluator: Evaluator) throws -> Value? { nil }
}
