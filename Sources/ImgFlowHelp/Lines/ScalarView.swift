import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// Values on one line, in the language's own notation.
package struct ScalarView {
  /// Masks the secrets in a string.
  package let masked: (String) -> String
  /// How many characters after a cut may belong to a secret that begins before it.
  private static let margin = 4096

  /// - Parameter masked: masks the secrets in a string.
  package init(masked: @escaping (String) -> String) { self.masked = masked }

  /// The text of a value without parts, in at most `width` columns if it is one that can be cut.
  package func line(_ value: Value, width: Int) -> StyledLine {
    switch value.type {
    case .string: string(value.asString ?? "", width: width)
    case .int, .float, .duration, .period, .time, .range, .bytes:
      StyledLine(Columns.cut(value.displayText, to: max(width, 24)), .number)
    case .null, .bool: StyledLine(value.displayText, .word)
    case .function, .module, .stream: StyledLine(summary(value), .type)
    case .secret: StyledLine(value.displayText, .note)
    case .error: StyledLine(Columns.cut(masked(value.displayText), to: width), .type)
    case .list, .object: StyledLine(count(of: value), .note)
    }
  }

  /// A quoted string; one that is cut shows its length.
  package func string(_ text: String, width: Int) -> StyledLine {
    let shown = Self.quoted(masked(String(text.prefix(width + Self.margin))))
    if DisplayWidth.of(shown) <= width, text.utf8.count <= width + Self.margin {
      return StyledLine(shown, .string)
    }
    let note = " (\(Quantity.grouped(text.count)) chars)"
    let room = width - note.count - 1
    guard room >= 8 else {
      return StyledLine(Columns.cut(shown, to: max(4, width - 1)) + "\"", .string)
    }
    var line = StyledLine(Columns.cut(shown, to: room) + "\"", .string)
    line.append(note, .note)
    return line
  }

  private func summary(_ value: Value) -> String {
    if let namespace = value.asNamespace {
      return "module, \(Quantity.of(namespace.members.count, "name"))"
    }
    guard let callable = Callable(value) else { return value.displayText }
    return callable.shape + (callable.result.isEmpty ? "" : " -> \(callable.result)")
  }

  /// `[… 12 items]`, `{… 3 keys}`.
  package func count(of value: Value) -> String {
    if let list = value.asList {
      return list.count == 0 ? "[]" : "[… \(Quantity.of(list.count, "item"))]"
    }
    guard let record = value.asRecord else { return "" }
    let prefix = record.resource.map { "\($0.name) " } ?? ""
    return prefix + (record.count == 0 ? "{}" : "{… \(Quantity.of(record.count, "key"))}")
  }

  /// A string as a literal.
  package static func quoted(_ text: String) -> String {
    (try? JSON.text(of: .string(text))) ?? text
  }
}
