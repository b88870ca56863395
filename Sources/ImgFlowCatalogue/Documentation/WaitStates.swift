import ImgFlowSyntax
import ImgFlowValues

/// The states of something that a script waits for: the values of the field that its rule looks at.
package struct WaitStates: Sendable {
  /// The field: `status`, or a path, such as `results.done`.
  package let path: String
  /// Whether the field is missing at first.
  package let isOptional: Bool
  package let underWay: [Value]
  package let goodEnds: [Value]
  package let badEnds: [Value]

  /// All of them, in the order of the declaration.
  package let all: [Value]

  /// In a sentence.
  package var text: String {
    let parts = [
      phrase(underWay, isOptional ? ["missing"] : [], "while it runs"),
      phrase(goodEnds, [], "on success"), phrase(badEnds, [], "on failure"),
    ].compactMap(\.self)
    return "`\(path)` is \(parts.formatted(and: "and")). These rules decide about any other value."
  }

  private func phrase(_ states: [Value], _ others: [String], _ when: String) -> String? {
    let words = others + states.map { "`\($0.shortDescription())`" }
    return words.isEmpty ? nil : words.formatted(and: "or") + " " + when
  }
}

extension WaitRule {
  /// The states that the declaration names; nil if the field has no enum for a type.
  package func states(of resource: ResourceDeclaration) -> WaitStates? {
    let words = Set(Self.words(doneWhen) + (failedWhen.map(Self.words) ?? []))
    let enums = resource.fields.filter { words.contains($0.name) }.compactMap { field in
      Self.states(field.type).map { (field, field.name + $0.path, $0.states) }
    }
    guard let (field, path, states) = enums.first else { return nil }
    let (done, failed) = (Self.literals(doneWhen), failedWhen.map(Self.literals) ?? [])
    func isNamed(_ state: Value, _ literals: Set<String>) -> Bool {
      literals.contains(state.displayText.lowercased())
    }
    return WaitStates(
      path: path, isOptional: !field.isRequired,
      underWay: states.filter { !isNamed($0, done) && !isNamed($0, failed) },
      goodEnds: states.filter { isNamed($0, done) }, badEnds: states.filter { isNamed($0, failed) },
      all: states)
  }

  /// The enum that a type is, or that is in an object.
  private static func states(_ type: Type) -> (path: String, states: [Value])? {
    if !type.alternatives.isEmpty { return ("", type.alternatives) }
    switch type.resolved.form {
    case .optional(let inner): return states(inner)
    case .object(let object):
      return object.fields.lazy.compactMap { field in
        states(field.type).map { (".\(field.name)\($0.path)", $0.states) }
      }.first
    default: return nil
    }
  }

  private static func words(_ code: Expression) -> [String] {
    code.onOneLine.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
  }

  /// The strings and truth values that code compares with, in small letters.
  private static func literals(_ code: Expression) -> Set<String> {
    let texts = code.onOneLine.matches(of: /"([^"]*)"|\b(true|false)\b/)
    return Set(texts.map { String($0.1 ?? $0.2 ?? "").lowercased() })
  }
}
