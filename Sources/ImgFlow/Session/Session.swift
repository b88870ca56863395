import ImgFlowAnalysis
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Statements that are evaluated one entry after another. Each entry sees the declarations of earlier ones.
///
/// Whatever an entry does, existing names remain: an error or an interruption never loses one. A name may be
/// declared again, and is the same variable then: functions that were declared earlier see what was bound to
/// it last. `_` is the last value and `_error` the last error.
///
/// A session evaluates one entry at a time; nothing else of it may be used meanwhile.
///
/// Sendable: its user evaluates one entry at a time, as said above; entries change all of its state.
package final class Session: @unchecked Sendable {
  package let host: any Host
  package private(set) var library: any Library
  /// What entries may use; a timeout is one entry's.
  package let options: Interpreter.Options
  private var interpreter: Interpreter
  private let topLevel = TopLevel()
  private var entryCount = 0

  package static let lastValueName = "_"
  package static let lastErrorName = "_error"

  package init(
    host: any Host, library: any Library, options: Interpreter.Options = Interpreter.Options()
  ) {
    self.host = host
    self.library = library
    self.options = options
    interpreter = Interpreter(host: host, library: library, options: options)
    (host as? SystemHost)?.mask(with: interpreter.redactor)
    topLevel.bind(Self.lastValueName, to: .null)
    topLevel.bind(Self.lastErrorName, to: .null)
  }

  /// Returns `text` without the secrets of the session.
  package func masked(_ text: String) -> String { interpreter.redactor.redact(text) }

  /// How many secrets the session knows.
  package var secretCount: Int { interpreter.redactor.count }

  /// Whether a string is a secret of the session, or contains one.
  package func isSecret(_ text: String) -> Bool { interpreter.redactor.isKnown(text) }

  // MARK: - Names

  /// A name with what it is bound to.
  package struct Binding: Sendable {
    package enum Kind: Sendable { case constant, variable, function, parameter, module }

    package let name: String
    package let kind: Kind
    package let value: Value
    /// The text of the `///` lines above its declaration.
    package let documentation: String?

    package init(name: String, kind: Kind, value: Value, documentation: String?) {
      self.name = name
      self.kind = kind
      self.value = value
      self.documentation = documentation
    }
  }

  /// What the entries have declared, the latest declaration last.
  package var bindings: [Binding] { topLevel.order.compactMap(binding) }

  /// What a name is bound to, `_` and `_error` among them; nil if no entry has declared it.
  package func binding(_ name: String) -> Binding? {
    guard let value = topLevel.value(of: name), let kind = topLevel.kind(of: name) else {
      return nil
    }
    return Binding(
      name: name, kind: Binding.Kind(kind), value: value,
      documentation: topLevel.documentation(of: name))
  }

  /// The value of a name that an entry has declared.
  package subscript(name: String) -> Value? { topLevel.value(of: name) }

  /// The source of the declaration of a function.
  package func text(ofFunction name: String) -> String? { topLevel.text(ofFunction: name) }

  /// The vendors whose operations `use` has brought into scope.
  package var usedVendors: [String] { topLevel.usedVendors }

  /// The vendors that entries have declared.
  package var declaredVendors: [String] { topLevel.declaredVendors }

  /// A vendor that an entry has declared; nil if none has declared one of this name.
  package func declaredVendor(_ name: String) -> Namespace? { topLevel.declaredVendor(name) }

  /// The types that entries have declared and imported, by their names as written.
  package var namedTypes: [String: NamedType] { topLevel.namedTypes }

  /// Forgets all names.
  package func forgetNames() {
    topLevel.removeAll(keeping: [Self.lastValueName, Self.lastErrorName])
  }

  /// Finds vendors in another library from now on.
  ///
  /// The session's functions are made anew, so that they call those too; values from vendors keep their
  /// vendor.
  package func use(_ library: any Library) {
    self.library = library
    interpreter = Interpreter(
      host: host, library: library, options: options, redactor: interpreter.redactor)
    let functions = bindings.filter { $0.kind == .function }
    let texts = functions.compactMap { binding in
      topLevel.text(ofFunction: binding.name).map { text in
        let lines = binding.documentation?.split(
          separator: "\n", omittingEmptySubsequences: false)
        return (lines ?? []).map { "/// \($0)\n" }.joined() + text
      }
    }
    guard !texts.isEmpty else { return }
    _ = evaluate(texts.joined(separator: "\n"), keepsLast: false)
  }

  /// Forgets the modules that were imported from files, so that importing them reads them again.
  package func forgetModules() { interpreter.forgetModules() }

  // MARK: - Evaluating

  /// What came of an entry.
  package struct Result: Sendable {
    package let outcome: Outcome
    /// The value of the last statement; nil if that is not an expression or has not run.
    package let value: Value?
    /// The entry as diagnostics name it.
    package let file: SourceFile
    /// What of the entry may be meant otherwise than it was read.
    package let warnings: [Diagnostic]

    package init(outcome: Outcome, value: Value?, file: SourceFile, warnings: [Diagnostic] = []) {
      self.warnings = warnings
      self.outcome = outcome
      self.value = value
      self.file = file
    }
  }

  /// Evaluates an entry on its own thread and waits for it.
  ///
  /// - Parameters:
  ///   - name: how diagnostics name it, such as the path of a script; nil for its number.
  ///   - keepsLast: whether `_` and `_error` refer to it afterwards.
  package func evaluate(
    _ text: String, name: String? = nil, keepsLast: Bool = true,
    cancellation: Cancellation = Cancellation()
  ) -> Result {
    let file = makeFile(text, name)
    let result = EvaluatorThread.run { stackFloor in
      self.evaluate(file, keepsLast, cancellation, stackFloor)
    }
    return result ?? Self.failure(file)
  }

  /// Evaluates an entry as `evaluate` does, but does not wait: calls `finish` on the thread that did it.
  ///
  /// - Parameter location: the real location of the file that the source comes from.
  package func begin(
    _ text: String, name: String? = nil, location: String? = nil, keepsLast: Bool = true,
    cancellation: Cancellation,
    _ finish: @escaping @Sendable (Result) -> Void
  ) {
    let file = makeFile(text, name, location)
    let isStarted = EvaluatorThread.detach(stackSize: EvaluatorThread.mainStackSize) {
      let stackFloor = EvaluatorThread.stackFloor(size: EvaluatorThread.mainStackSize)
      finish(self.evaluate(file, keepsLast, cancellation, stackFloor))
    }
    if !isStarted { finish(Self.failure(file)) }
  }

  /// What is known of the value of an expression without running it.
  ///
  /// - Parameter typeOfValue: says what the values of names are, of which declarations say nothing.
  /// - Returns: the type, and the outcome of the checks; nil if they fail.
  package func type(
    of expression: String, typeOfValue: @escaping @Sendable (Value) -> Type
  ) -> (type: Type?, Result) {
    let file = makeFile(expression, nil)
    return EvaluatorThread.run { _ in self.type(of: file, typeOfValue) }
      ?? (nil, Self.failure(file))
  }

  private func type(
    of file: SourceFile, _ typeOfValue: (Value) -> Type
  ) -> (type: Type?, Result) {
    var type: Type?
    let outcome = Outcome.catching {
      type = try interpreter.type(of: file, in: topLevel, typeOfValue: typeOfValue)
      return .finished
    }
    return (type, Result(outcome: outcome, value: nil, file: file))
  }

  private func makeFile(
    _ text: String, _ name: String?, _ location: String? = nil
  ) -> SourceFile {
    entryCount += 1
    return SourceFile(name: name ?? "#\(entryCount)", text: text, location: location)
  }

  private func evaluate(
    _ file: SourceFile, _ keepsLast: Bool, _ cancellation: Cancellation, _ stackFloor: UInt
  ) -> Result {
    var value: Value?
    var warnings: [Diagnostic] = []
    let outcome = Outcome.catching {
      value = try interpreter.evaluate(
        file, in: topLevel, cancellation: cancellation, stackFloor: stackFloor
      ) { warnings = $0 }
      return .finished
    }
    (host as? SystemHost)?.markArtefacts()
    if keepsLast { keep(value, outcome) }
    return Result(outcome: outcome, value: value, file: file, warnings: warnings)
  }

  private func keep(_ value: Value?, _ outcome: Outcome) {
    if let value, !value.isNull, topLevel.isFree(Self.lastValueName) {
      topLevel.bind(Self.lastValueName, to: value)
    }
    if case .failed(let error) = outcome, topLevel.isFree(Self.lastErrorName) {
      topLevel.bind(Self.lastErrorName, to: .heap(error.value))
    }
  }

  private static func failure(_ file: SourceFile) -> Result {
    let error = SetupError("the system has no thread available to run the code")
    return Result(outcome: .unable(error), value: nil, file: file)
  }
}

extension Session.Binding.Kind {
  fileprivate init(_ kind: Variable.Kind) {
    self =
      switch kind {
      case .constant: .constant
      case .mutable: .variable
      case .function: .function
      case .parameter: .parameter
      case .module: .module
      }
  }
}
