/// The environment variables of a permission: `HOME`, `AWS_*` for all that begin with it, or `*`.
package struct VariablePattern: Hashable, Sendable {
  private let start: String
  private let isPrefix: Bool

  package init(_ text: String) throws(PermissionMistake) {
    isPrefix = text.hasSuffix("*")
    start = isPrefix ? String(text.dropLast()) : text
    if start.contains("*") {
      throw PermissionMistake(
        "`*` can only be the end of a variable's name", help: "write `NAME`, `PREFIX_*` or `*`")
    }
    if let odd = start.first(where: { !($0.isLetter || $0.isNumber || $0 == "_") }) {
      throw PermissionMistake(
        "`\(text)` is not the name of a variable: it contains `\(odd)`",
        help: "write the name alone, such as `HOME`")
    }
  }

  package func matches(_ name: String) -> Bool { isPrefix ? name.hasPrefix(start) : name == start }
}
