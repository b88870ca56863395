import ImgFlowSyntax

/// Why a text is not a permission of its kind, and what to write instead.
package struct PermissionMistake: Error, Equatable {
  package let message: String
  package let help: String

  init(_ message: String, help: String) { (self.message, self.help) = (message, help) }
}

extension PermissionKind {
  /// What is wrong with the text of a permission of this kind; nil if nothing is.
  package func mistake(in text: String) -> PermissionMistake? {
    if text.isEmpty {
      return PermissionMistake(
        "a permission cannot be empty", help: "write what it is for: `permit \(self) \(example)`")
    }
    do throws(PermissionMistake) {
      switch self {
      case .net: _ = try HostPattern(text)
      case .read, .write: try Self.checkPath(text)
      case .run: try Self.checkProgram(text)
      case .env: _ = try VariablePattern(text)
      }
      return nil
    } catch { return error }
  }

  private static func checkPath(_ path: String) throws(PermissionMistake) {
    if path.utf8.contains(0) {
      throw PermissionMistake("a path cannot contain a NUL character", help: "remove it")
    }
    if path.contains("*") {
      throw PermissionMistake(
        "`*` means nothing in a path of a permission",
        help: "name the folder: a permission for it covers all that is in it")
    }
    if path == "~" || path.hasPrefix("~/") {
      throw PermissionMistake(
        "`~` is not replaced by the home folder", help: "write the path from `/` on")
    }
    let normal = normalized(path)
    let parts = path.pathNames
    let isPlain = parts.drop { $0 == ".." || $0 == "." }.allSatisfy { $0 != ".." && $0 != "." }
    if !isPlain || path.isAbsolutePath && parts.contains("..") {
      throw PermissionMistake(
        "`\(path)` does not say plainly what it covers", help: "it means `\(normal)`: write that")
    }
  }

  /// A path without the `.` and `..` that can be left out.
  private static func normalized(_ path: String) -> String {
    var parts: [String] = []
    for part in path.pathNames where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.isAbsolutePath {
        parts.append(part)
      }
    }
    let end = path.utf8.last == UInt8(ascii: "/") && !parts.isEmpty ? "/" : ""
    let joined = (path.isAbsolutePath ? "/" : "") + parts.joined(separator: "/") + end
    return joined.isEmpty ? "." : joined
  }

  private static func checkProgram(_ program: String) throws(PermissionMistake) {
    if program.utf8.contains(0) {
      throw PermissionMistake("a program cannot contain a NUL character", help: "remove it")
    }
    if program.contains("*") {
      throw PermissionMistake(
        "`*` means nothing in the name of a program", help: "name each program")
    }
    if !program.hasSlash, let space = program.firstIndex(where: \.isWhitespace) {
      throw PermissionMistake(
        "`\(program)` is not the name of a program",
        help: "leave the arguments out: `\(program[..<space])`")
    }
  }
}
