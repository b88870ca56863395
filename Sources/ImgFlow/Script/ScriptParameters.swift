import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// The parameters that a script declares, as a command line sees them.
public struct ScriptParameters: Sendable {
  /// One `param`.
  public struct Entry: Sendable {
    public let name: String
    /// The type as it is written, or that of the default; empty if nothing says.
    public let type: String
    /// How a value is written.
    package let form: ParameterForm
    /// The default as it is written.
    public let defaultText: String?
    public let environmentVariable: String?
    /// Whether what it is given becomes a secret.
    public let isSecret: Bool
    /// The text of its `///` lines.
    public let documentation: String?
    public let range: SourceRange
    /// Whether it is a list, which takes several values.
    public let takesSeveral: Bool

    /// Whether it must be given, or come from the environment.
    public var isRequired: Bool { defaultText == nil }
    /// Whether it is given as `--name` or `--no-name`, without a value.
    public let isFlag: Bool
  }

  /// In the order of the source.
  public let entries: [Entry]
  /// The text of the file's `//!` lines.
  public let documentation: String?

  init(_ tree: SyntaxTree) {
    documentation = tree.documentation
    let types = DeclaredTypes(tree.statements).named
    entries = tree.statements.compactMap { statement in
      guard case .parameter(let parameter) = statement.kind else { return nil }
      let type = parameter.type.map { Type.annotation($0, declared: types) }
      return Entry(parameter, type, documentation: statement.documentation)
    }
  }

  /// The parameters that take arguments without a flag, in this order.
  ///
  /// A list at the end takes all that are left after those that must be given. Secrets are left out: where a name
  /// is meant, none should become one.
  public var positional: [Entry] {
    let single = entries.filter { !$0.isFlag && !$0.isSecret && !$0.takesSeveral }
    guard let last = entries.last, last.takesSeveral else { return single }
    return single.filter { $0.isRequired && $0.environmentVariable == nil } + [last]
  }

  public subscript(name: String) -> Entry? { entries.first { $0.name == name } }

  /// The names of those that must be given.
  ///
  /// - Throws: `ParameterProblem.missing` if any is neither given nor in the environment, a `SetupError` if
  ///   the environment cannot be read.
  func requireAll(given: [String: Interpreter.ParameterValue], host: any Host) throws {
    let missing = try entries.filter { entry in
      guard entry.isRequired, given[entry.name] == nil else { return false }
      do {
        return try entry.environmentVariable
          .flatMap { try host.text(of: $0, forSecret: entry.isSecret) } == nil
      } catch let error as ValueError {
        throw SetupError(error.message, help: error.help)
      }
    }
    if !missing.isEmpty { throw ParameterProblem.missing(missing) }
  }
}

extension ScriptParameters.Entry {
  init(_ parameter: ScriptParameter, _ type: Type?, documentation: String?) {
    let isSecret = type?.isGivenAsSecret ?? false
    let meant = type ?? ParameterForm.impliedType(of: parameter.defaultValue)
    self.init(
      name: parameter.name.text,
      type: parameter.type?.range.text
        ?? ParameterForm.impliedType(of: parameter.defaultValue)?.description ?? "",
      form: ParameterForm(parameter, type),
      defaultText: parameter.defaultValue.map {
        isSecret ? SecretObject.mask : $0.range.text
      },
      environmentVariable: parameter.environmentVariable, isSecret: isSecret,
      documentation: documentation,
      range: parameter.name.range, takesSeveral: Self.takesSeveral(type),
      isFlag: meant?.isBool ?? false)
  }

  private static func takesSeveral(_ type: Type?) -> Bool {
    if case .list = type?.core.form { true } else { false }
  }
}

extension Type {
  /// Whether it is `bool`, or a name for it.
  fileprivate var isBool: Bool {
    if case .scalar(.bool) = resolved.form { true } else { false }
  }
}
