import ImgFlowValues

/// What to write instead of a value of a wrong type.
package enum TypeFix {
  /// For a value that is written out.
  package static func help(for type: Type, _ value: Value) -> String? {
    if let kinds = severalKinds(type) {
      return kinds.lazy.compactMap { help(for: $0, value) }.first
    }
    return switch (type.core.onlyKind, value) {
    case (.duration?, .int(let number)) where number >= 0: duration(number)
    case (.duration?, .float(let number)): "write a unit: `\(number)s`"
    case (.int?, _), (.float?, _):
      value.asString.flatMap { Double($0) == nil ? nil : "write `\($0)` without quotes" }
    case (.string?, .int), (.string?, .float): "write it in quotes: `\"\(value.displayText)\"`"
    case (.list?, _): "write it in a list: `[\(value.shortDescription())]`"
    default: nil
    }
  }

  /// The types that a value may have, where they have several kinds.
  private static func severalKinds(_ type: Type) -> [Type]? {
    guard type.core.onlyKind == nil, case .union(let members) = type.core.form else { return nil }
    return members
  }

  private static func duration(_ number: Int) -> String {
    let seconds = "write `\(number)s` for seconds"
    return number >= 60 && number % 60 == 0
      ? "\(seconds), or `\(number / 60)m` for minutes"
      : "\(seconds), or `\(number)ms` for milliseconds"
  }

  /// For a value of which the type is known.
  static func help(
    for type: Type, _ found: Type, named name: String, by rules: TypeRules, _ source: String
  ) -> String? {
    if let kinds = severalKinds(type) {
      return kinds.lazy.compactMap { help(for: $0, found, named: name, by: rules, source) }.first
    }
    let found = found.withoutNull
    if let fields = found.fields {
      let fitting = fields.filter { !$0.type.isAny && type.mayTake($0.type, by: rules) }
      let wanted = name.split(separator: "`").first?.lowercased().filter { $0 != "_" } ?? ""
      let best =
        fitting.first {
          wanted.hasPrefix($0.name.lowercased()) || $0.name.lowercased().hasPrefix(wanted)
        }
        ?? fitting.first { $0.name.lowercased().hasSuffix("id") }
        ?? (fitting.count == 1 ? fitting[0] : nil)
      return best.map { "pass its `.\($0.name)`" }
    }
    switch (type.core.onlyKind, found.onlyKind) {
    case (.duration?, .int?), (.duration?, .float?):
      return "multiply it by a unit: `\(source) * 1s`"
    case (.int?, .string?): return "write `\(source).toInt()`"
    case (.float?, .string?): return "write `\(source).toFloat()`"
    case (.string?, .int?), (.string?, .float?), (.string?, .bool?):
      return "write `\"\\(\(source))\"`"
    case (.list?, _) where type.element.map { $0.mayTake(found, by: rules) } ?? true:
      return "write it in a list: `[\(source)]`"
    default: return nil
    }
  }
}
