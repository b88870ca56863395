import ImgFlowSyntax

/// What a module does with strings and comments that a user of another language may have meant differently.
struct ForeignSyntax {
  /// What the string that is being resolved is for.
  enum Use {
    case text
    /// A regular expression, where `\n` and `$` have a meaning of their own.
    case pattern
    /// A template or a string to search for, where `{name}` and `$name` may be meant as they are.
    case template
  }

  var use = Use.text
  /// Names that the values of the call around a string give a meaning to.
  var filledIn: Set<String> = []
  /// Constants that are used as patterns, or as templates.
  var specialNames: Set<String> = []
  /// The constant that is being declared, and the place of its value.
  var initialized: (name: String, value: SourceRange)?
  var commentedOperands: [Int: CommentedOperand] = [:]
  /// What is read from a name, such as `os.path.join`, and where all of it is, by the name.
  var paths: [NodeID: (path: String, range: SourceRange)] = [:]
}

// Strings and comments that mean something else in other languages, and that are otherwise valid.
extension Resolver {
  // MARK: - Comments

  /// Warns of `10 // 3`, where the comment would be a division elsewhere.
  func checkComment(after expression: Expression) {
    guard !foreign.commentedOperands.isEmpty,
      let comment = foreign.commentedOperands.removeValue(forKey: expression.range.end)
    else { return }
    guard comment.names.allSatisfy({ lookUp($0) != nil }) else { return }
    warn(.commentedDivision(comment, by: Self.dividend(of: expression)))
  }

  /// What a division after an expression would divide.
  private static func dividend(of expression: Expression) -> Expression {
    var operand = expression
    while case .binary(_, let operation, _, let right) = operand.kind {
      if operation == .multiply || operation == .divide || operation == .remainder { break }
      operand = right
    }
    return operand
  }

  /// A comment after a statement that only calls something has no value to divide.
  func ignoreComment(after expression: Expression) {
    guard let comment = foreign.commentedOperands[expression.range.end], !comment.isAssignment
    else { return }
    switch expression.kind {
    case .integer, .float, .duration, .name, .member, .index, .binary, .unary: break
    case .null, .bool, .string, .interpolation, .list, .object, .call, .chain, .typeTest, .range,
      .pipe, .function, .block, .ifElse, .match, .tryCatch, .tryOptional, .parallel, .guarded:
      foreign.commentedOperands[expression.range.end] = nil
    }
  }

  // MARK: - Arguments

  /// Resolves the arguments of a call, knowing which of them are patterns and templates.
  func resolve(_ arguments: [Argument], of callee: Expression, skipping skipped: Int = 0) {
    let outer = (foreign.use, foreign.filledIn)
    defer { (foreign.use, foreign.filledIn) = outer }
    for argument in arguments {
      guard case .object(let entries) = argument.value.kind else { continue }
      foreign.filledIn.formUnion(entries.compactMap(\.writtenKey))
    }
    for (index, argument) in arguments.enumerated() {
      foreign.use = Self.use(of: argument, at: index + skipped, in: callee) ?? outer.0
      if foreign.use != .text, case .name(let name) = argument.value.kind {
        foreign.specialNames.insert(name.text)
      }
      resolve(argument.value)
    }
  }

  private static func use(
    of argument: Argument, at index: Int, in callee: Expression
  ) -> ForeignSyntax.Use? {
    guard case .member(let base, let member, _) = callee.kind else { return nil }
    switch member.text {
    case "match", "matchAll", "matches": return .pattern
    case "replaceMatches":
      return argument.label.map { $0.text == "pattern" } ?? (index == 0) ? .pattern : .template
    case "replace", "contains", "startsWith", "endsWith", "indexOf", "split": return .template
    case "format":
      if case .name(let name) = base.kind, name.text == "text" { return .template }
      return nil
    default: return nil
    }
  }

  // MARK: - Strings

  /// Warns about what looks like an interpolation or an escape in a string but is neither.
  func checkText(of expression: Expression) {
    let range = expression.range
    guard foreign.use != .pattern, Self.isSuspicious(range) else { return }
    let use = foreign.use
    let found =
      range.file.bytes[range.start] == UInt8(ascii: "'")
      ? rawMisreading(of: range) : use == .text ? misreading(of: expression) : nil
    guard let found else { return }
    guard let holder = constant(boundTo: expression) else { return warn(found) }
    // What is a pattern or a template shows when it is used.
    postponed.append { [self] in
      if !foreign.specialNames.contains(holder) { warn(found) }
    }
  }

  private static func isSuspicious(_ range: SourceRange) -> Bool {
    guard range.end <= range.file.bytes.count, range.start < range.end else { return false }
    return range.file.bytes[range.start..<range.end].contains {
      $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: "\\")
        || $0 == UInt8(ascii: "'") || $0 == UInt8(ascii: "%")
    }
  }

  /// The name of the constant whose whole value is being resolved.
  private func constant(boundTo expression: Expression) -> String? {
    guard let (name, value) = foreign.initialized, value.start == expression.range.start,
      value.end == expression.range.end
    else { return nil }
    return name
  }
}

// What is said about them.
extension Resolver {
  private func isInScope(_ name: String) -> Bool {
    name != "_" && !foreign.filledIn.contains(name) && lookUp(name) != nil
  }

  /// The warning about an interpolation as other languages write it.
  private func misreading(of expression: Expression) -> Diagnostic? {
    let texts: [String] =
      switch expression.kind {
      case .string(let text): [text]
      case .interpolation(let parts):
        parts.compactMap { if case .text(let text) = $0 { text } else { nil } }
      default: []
      }
    for found in texts.flatMap(Misreading.all) where isMeant(found) {
      // What an escape has a part in is meant as it is.
      guard let place = expression.range.firstPlace(of: found.written) else { continue }
      for name in ExpressionText(found.inner)?.names ?? [] { lookUp(name)?.isRead = true }
      return .plainInterpolation(found, at: place)
    }
    return nil
  }

  private func isMeant(_ found: Misreading) -> Bool {
    guard let inner = ExpressionText(found.inner), inner.names.allSatisfy(isInScope) else {
      return false
    }
    if found.isPlain { return !inner.names.isEmpty && inner.isArithmetic }
    // `${1}` is a replacement in patterns, not an interpolation.
    return !inner.names.isEmpty || found.inner.contains { !$0.isNumber }
  }

  private func rawMisreading(of range: SourceRange) -> Diagnostic? {
    let written = range.text
    let inside = written.dropFirst().dropLast()
    if written.utf8.count >= 7, written.hasPrefix("'''"), written.hasSuffix("'''") {
      return .tripledQuotes(range)
    }
    for inner in RawMisreading.interpolations(in: inside) {
      guard let names = ExpressionText(inner)?.names, !names.isEmpty,
        names.allSatisfy(isInScope), let place = range.firstPlace(of: "\\(\(inner))")
      else { continue }
      for name in names { lookUp(name)?.isRead = true }
      return .rawInterpolation(written, at: place)
    }
    guard let escape = RawMisreading.escape(in: inside) else { return nil }
    return range.firstPlace(of: escape).map { .rawEscape(escape, in: written, at: $0) }
  }

  /// Warns of `"%d" % count`.
  func checkFormat(_ template: Expression, _ value: Expression, at range: SourceRange) {
    switch template.kind {
    case .string, .interpolation: warn(.percentFormat(value, at: range))
    default: break
    }
  }
}

extension SourceRange {
  /// The place where `text` first occurs in the range.
  fileprivate func firstPlace(of text: String) -> SourceRange? {
    let wanted = Array(text.utf8)
    guard let last = [start, end - wanted.count].max(), last + wanted.count <= end else {
      return nil
    }
    for offset in start...last
    where file.bytes[offset..<offset + wanted.count].elementsEqual(wanted) {
      return SourceRange(file: file, start: offset, end: offset + wanted.count)
    }
    return nil
  }
}

extension Expression.ObjectEntry {
  /// The key, where it is written out.
  fileprivate var writtenKey: String? {
    switch self {
    case .pair(let key, _), .shorthand(let key): key.text
    case .computed, .spread: nil
    }
  }
}
