// `permit`: what a script may reach.
extension Parser {
  /// permit = "permit" permission ("," (permission | string))*
  /// permission = ("net" | "read" | "write" | "run" | "env") string
  mutating func parsePermit() throws(ParseFailure) -> Permit {
    advance()
    var kind = try parsePermissionKind()
    var grants: [Permit.Grant] = []
    repeat {
      if !grants.isEmpty, !isAtString { kind = try parsePermissionKind() }
      guard isAtString, !isAtLineEnd || previous?.kind == .comma else {
        throw failure(permissionMistake(kind))
      }
      let (text, range) = try parsePlainString("a permission")
      grants.append(Permit.Grant(kind: kind, text: text, range: range))
      // What follows a complete string would be computed.
      if !isAtLineEnd, !at(.comma), !at(.semicolon), !isAtBlockEnd {
        throw failure(permissionMistake(kind))
      }
    } while accept(.comma) != nil
    return Permit(grants: grants)
  }

  private mutating func parsePermissionKind() throws(ParseFailure) -> PermissionKind {
    let names = PermissionKind.allCases.map(\.rawValue)
    guard at(.identifier) else {
      throw unexpected(
        "a kind of permission: \(names.map { "`\($0)`" }.formatted(and: "or"))",
        help: #"write the kind first: `permit net "api.example.com"`"#)
    }
    guard let kind = PermissionKind(rawValue: text(current)) else {
      throw failure(
        Diagnostic(
          .badPermit, "unknown kind of permission `\(text(current))`", at: range(current),
          help: NearNames.hint(for: text(current), in: names)
            ?? "the kinds are \(names.map { "`\($0)`" }.formatted(and: "and"))"))
    }
    advance()
    return kind
  }

  /// What is wrong with a permission that is not a string as it is written.
  private func permissionMistake(_ kind: PermissionKind) -> Diagnostic {
    let found = isAtLineEnd ? "the end of the line" : describe(current)
    return Diagnostic(
      .badPermit, "expected a plain string after `\(kind.rawValue)`, found \(found)",
      at: isAtLineEnd ? endOfPrevious : range(current),
      help: "permissions are written out, so that everyone can read them before the script runs: "
        + "`permit \(kind.rawValue) \(kind.example)`")
  }
}

extension PermissionKind {
  /// What a permission of the kind looks like, quoted.
  package var example: String {
    switch self {
    case .net: #""api.example.com""#
    case .read: #""data/""#
    case .write: #""out/""#
    case .run: #""ffmpeg""#
    case .env: #""HOME""#
    }
  }
}
