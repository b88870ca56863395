import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues

/// What a script reaches, as `imgflow check --permissions` prints it.
struct PermissionListing {
  let file: String
  let uses: PermissionUses

  /// Lines of a script: what it permits, and comments on what is not known.
  var text: String {
    var lines = ["// \(file)"]
    for kind in PermissionKind.allCases {
      let texts = uses.permissions(kind).map { Value.string($0).shortDescription(limit: 1_000) }
      if !texts.isEmpty { lines.append("permit \(kind) \(texts.joined(separator: ", "))") }
    }
    if lines.count == 1, uses.unknown.isEmpty { lines.append("// It needs no permission.") }
    for vendor in uses.vendors {
      lines.append("// It calls the vendor \(vendor), which needs no permission.")
    }
    for use in uses.unknown {
      lines.append("// \(place(use)): \(use.kind.question) only running it shows: \(call(use))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line of JSON.
  var json: String {
    let permits: [Value] = PermissionKind.allCases.flatMap { kind in
      uses.permissions(kind).map { text in
        Self.object(["kind": .string(kind.rawValue), "value": .string(text)])
      }
    }
    let unknown = uses.unknown.map { use in
      Self.object([
        "kind": .string(use.kind.rawValue), "file": .string(use.range.file.name),
        "line": .int(use.range.position.line), "call": .string(call(use)),
      ])
    }
    let value = Self.object([
      "file": .string(file), "permits": Self.list(permits), "unknown": Self.list(unknown),
      "vendors": Self.list(uses.vendors.map(Value.string)),
    ])
    return ((try? JSON.text(of: value)) ?? "") + "\n"
  }

  private func place(_ use: PermissionUses.Use) -> String {
    let line = "line \(use.range.position.line)"
    return use.range.file.name.isPath(file) ? line : "\(use.range.file.name), \(line)"
  }

  /// The call on one line, cut to what a line can show.
  private func call(_ use: PermissionUses.Use) -> String {
    let words = use.range.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return words.count > 60 ? words.prefix(59) + "…" : words
  }

  private static func object(_ fields: KeyValuePairs<String, Value>) -> Value {
    (try? RecordObject(fields.map { ($0.key, $0.value) })).map(Value.heap) ?? .null
  }

  private static func list(_ values: [Value]) -> Value { (try? .list(values)) ?? .null }
}

extension PermissionKind {
  /// What only running a script shows.
  fileprivate var question: String {
    switch self {
    case .net: "which server it calls"
    case .read: "which path it reads"
    case .write: "which path it writes"
    case .run: "which program it runs"
    case .env: "which variable it reads"
    }
  }
}
