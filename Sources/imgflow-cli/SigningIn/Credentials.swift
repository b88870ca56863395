import ImgFlow
import ImgFlowCatalogue
import ImgFlowCommandLine
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// Finds the credentials that signing in takes: on the command line, in the environment, from the person at
/// the terminal, and otherwise among those kept already.
struct Credentials {
  private let signIn: SignIn
  private let kept: [String: String]
  private var vendor: Vendor { signIn.vendor }

  /// - Parameters:
  ///   - settings: where the vendor is; a sandbox has its own accounts.
  ///   - kept: what is kept already, by name.
  init(_ signIn: SignIn, _ settings: VendorSettings, kept: [String: String]) throws {
    self.signIn = signIn
    let (vendor, host) = (signIn.vendor, signIn.host)
    var known = kept
    for setting in vendor.credentials where settings.sandbox != nil && known[setting.name] == nil {
      known[setting.name] = try settings.text(of: setting, of: vendor, from: host)
    }
    self.kept = known
  }

  /// Returns a value for each question that has one, besides those of the command line.
  ///
  /// - Throws: `UsageError`, `CancellationError`.
  func ask(_ questions: [SignInPlan.Question]) throws -> [String: String] {
    var values = try given()
    var missing: [Setting] = []
    for question in questions where values[question.setting.name] == nil {
      let value = try value(for: question)
      values[question.setting.name] = value
      if value == nil, question.isRequired { missing.append(question.setting) }
    }
    guard missing.isEmpty else { throw unanswered(missing) }
    guard questions.isEmpty || questions.contains(where: { values[$0.setting.name] != nil }) else {
      throw unanswered(questions.map(\.setting))
    }
    // Settings stay as they were set before.
    let asked = Set(vendor.settings.map(\.name))
    return values.merging(kept.filter { asked.contains($0.key) }) { new, _ in new }
  }

  private func value(for question: SignInPlan.Question) throws -> String? {
    let setting = question.setting
    if signIn.command.sandboxURL == nil, let variable = setting.environmentVariable,
      let text = try signIn.host.environment(variable), !text.isEmpty
    {
      return try checked(text, setting, from: "`\(variable)`: ")
    }
    guard Terminal.isThere else { return kept[setting.name] }
    return try answer(to: question)
  }

  // MARK: - The command line

  private func given() throws -> [String: String] {
    var values: [String: String] = [:]
    let known = vendor.credentials + vendor.settings
    for text in signIn.command.given {
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else {
        throw UsageError("`--set` takes NAME=VALUE, not `\(text)`")
      }
      guard let setting = known.first(where: { $0.name == parts[0] }) else {
        let near = NearNames.nearest(to: String(parts[0]), in: known.map(\.name))
        throw UsageError(
          "\(vendor.name) has no credential or setting `\(parts[0])`",
          help: near.map { "did you mean `\($0)`?" }
            ?? "it has \(known.formatted(and: "and") { "`\($0.name)`" })")
      }
      guard setting.type.scalar != .secret else {
        throw UsageError(
          "`\(setting.name)` is a secret, which other programs could see on the command line",
          help: "leave it out to be asked for it\(Self.variableHelp([setting]))")
      }
      values[setting.name] = try checked(String(parts[1]), setting, from: "`--set`: ")
    }
    return values
  }

  private func checked(_ text: String, _ setting: Setting, from source: String) throws -> String {
    if let problem = vendor.problem(with: text, for: setting) {
      throw UsageError(source + problem)
    }
    return text
  }

  // MARK: - The terminal

  private func answer(to question: SignInPlan.Question) throws -> String? {
    let setting = question.setting
    let isSecret = setting.type.scalar == .secret
    let prompt = "\(vendor.name) \(setting.name)\(note(on: question)): "
    while true {
      let line =
        isSecret
        ? try Terminal.withoutEcho { try signIn.host.readLine(prompt: prompt) }
        : try signIn.host.readLine(prompt: prompt)
      if isSecret { signIn.console.note("") }
      guard let line else { return nil }
      let text = line.isEmpty ? kept[setting.name] : line
      guard let text else {
        if question.isRequired { continue }
        return nil
      }
      guard let problem = vendor.problem(with: text, for: setting) else { return text }
      signIn.console.note(problem)
    }
  }

  private func note(on question: SignInPlan.Question) -> String {
    guard let text = kept[question.setting.name] else {
      return question.isRequired ? "" : " (Enter for none)"
    }
    return question.setting.type.scalar == .secret ? " [unchanged]" : " [\(text)]"
  }

  private func unanswered(_ settings: [Setting]) -> UsageError {
    let list = settings.formatted(and: "and") { "`\($0.name)`" }
    return UsageError(
      "signing in to \(vendor.name) needs \(list), but no terminal is available",
      help: "run it in a terminal\(Self.variableHelp(settings))")
  }

  /// `, or set …`, where there are variables.
  private static func variableHelp(_ settings: [Setting]) -> String {
    let variables = settings.compactMap(\.environmentVariable).map { "`\($0)`" }
    return variables.isEmpty ? "" : ", or set \(variables.formatted(and: "and"))"
  }
}
