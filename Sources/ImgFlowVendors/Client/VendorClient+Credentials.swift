import ImgFlowCatalogue
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

// What the user supplied, and what to say when it is missing.
extension VendorClient {
  func setting(_ name: String, _ supplier: Operation.Parameter.Supplier) -> Setting? {
    let known = supplier == .credentials ? vendor.credentials : vendor.settings
    return known.first { $0.name == name }
  }

  /// What was supplied for a setting, as its type says; nil if nothing was.
  func value(of setting: Setting, _ evaluator: Evaluator) throws -> Value? {
    guard let text = try settings.text(of: setting, of: vendor, from: evaluator.host) else {
      return nil
    }
    guard setting.type.scalar == .secret else { return Vendor.value(of: text, setting.type) }
    // What the sandbox takes is known to everyone, and may be a word of the script.
    if settings.sandbox == nil || text != settings.sandboxText(of: setting) {
      evaluator.interpreter.redactor.register(text)
    }
    return .heap(SecretObject(text))
  }

  /// Everything that was supplied, null where nothing was.
  func values(of supplier: Operation.Parameter.Supplier, _ evaluator: Evaluator) throws -> Value {
    let known = supplier == .credentials ? vendor.credentials : vendor.settings
    return .heap(try RecordObject(known.map { ($0.name, try value(of: $0, evaluator) ?? .null) }))
  }

  /// Whether a call needs someone to be signed in.
  func needsSession(_ rule: AuthRule) -> Bool { rule.opener != nil || rule.refresher != nil }

  /// The error of a call that lacks credentials or settings.
  func missing(_ missing: [Setting], for operation: Operation) -> DetailedError {
    let variables = missing.compactMap(\.environmentVariable).map { "`\($0)`" }
    let names = variables.isEmpty ? missing.map { "`\($0.name)`" } : variables
    let list = names.formatted(and: "and")
    let what = missing.allSatisfy { setting in vendor.settings.contains { $0.name == setting.name }
    }
    return DetailedError(
      .auth,
      "`\(operation.qualifiedName)` needs \(what ? "settings" : "credentials") of \(vendor.name): "
        + "\(list) \(names.count == 1 ? "is" : "are") not set",
      help: "\(what ? "" : loginHelp)set \(list), or run with `--sandbox`, which needs none")
  }

  /// The command that signs in, for the start of a sentence; empty where there is no such command.
  private var loginHelp: String {
    settings.profile == nil ? "" : "run `imgflow login \(vendor.name)`, "
  }

  /// How a user signs in.
  var signInHelp: String {
    let opener = vendor.auth.opener ?? vendor.auth.grant?.operation ?? "login"
    let ready = (vendor.session?.fields ?? []).compactMap { variable(for: $0) }.map { "`\($0)`" }
    let set = ready.isEmpty ? "" : "set \(ready.formatted(and: "or")), "
    return
      "\(loginHelp)\(set)call `\(vendor.name).\(opener)(\(ready.isEmpty ? "" : "…"))` first, or run with "
      + "`--sandbox`"
  }

  /// How to obtain a field that the session lacks.
  func fieldHelp(_ name: String, for operation: Operation) -> String {
    let field = vendor.session?.fields.first { $0.name == name }
    guard let variable = field.flatMap({ variable(for: $0) }) else {
      return "pass the argument to `\(operation.qualifiedName)` itself"
    }
    return "set `\(variable)`, or sign in again"
  }

  /// The environment variable that a field of the session can be taken from.
  private func variable(for field: SessionDeclaration.Field) -> String? {
    guard field.isFromCredentials, case .member(_, let member, _)? = field.value?.kind else {
      return nil
    }
    return setting(member.text, .credentials)?.environmentVariable
  }
}
