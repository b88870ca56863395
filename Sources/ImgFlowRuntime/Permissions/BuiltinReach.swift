import ImgFlowSyntax

/// What a function reaches of the world, and which argument says what exactly.
struct Reach: Hashable, Sendable {
  let kind: PermissionKind
  /// The parameter, and its place among the positional ones.
  let parameter: String
  let place: Int
}

/// What the built-in functions reach, for `imgflow check --permissions`. What a run may reach does not depend
/// on it.
package enum BuiltinReach {
  /// Functions of namespaces that have something to do with the world, and reach nothing.
  package static let harmless: Set<String> = [
    "http.source", "http.isRehearsal", "file.name", "file.stem", "file.extension", "file.folder",
    "file.join", "file.temporary",
  ]

  /// By the names that calls have. A test compares it with the catalogue of built-ins.
  static let all: [String: [Reach]] = {
    var all: [String: [Reach]] = [
      "env": [Reach(kind: .env, parameter: "name", place: 0)],
      "process.run": [Reach(kind: .run, parameter: "program", place: 0)],
      "file": [Reach(kind: .read, parameter: "path", place: 0)],
      "file.copy": [
        Reach(kind: .read, parameter: "path", place: 0),
        Reach(kind: .write, parameter: "target", place: 1),
      ],
      "file.move": [
        Reach(kind: .write, parameter: "path", place: 0),
        Reach(kind: .write, parameter: "target", place: 1),
      ],
      "image.info": [Reach(kind: .read, parameter: "image", place: 0)],
      "file.link": [
        Reach(kind: .read, parameter: "target", place: 0),
        Reach(kind: .write, parameter: "at", place: 1),
      ],
      "file.walk": [Reach(kind: .read, parameter: "folder", place: 0)],
      "file.glob": [Reach(kind: .read, parameter: "pattern", place: 0)],
      "json.lines": [Reach(kind: .read, parameter: "path", place: 0)],
      "zip.list": [Reach(kind: .read, parameter: "archive", place: 0)],
      "zip.read": [Reach(kind: .read, parameter: "archive", place: 0)],
      "zip.write": [Reach(kind: .write, parameter: "path", place: 0)],
    ]
    for name in [
      "text", "json", "lines", "bytes", "exists", "size", "sha256", "records", "list", "isFolder",
      "kind", "modified",
    ] {
      all["file.\(name)"] = [Reach(kind: .read, parameter: "path", place: 0)]
    }
    for name in ["write", "append", "remove", "createFolder", "touch"] {
      all["file.\(name)"] = [Reach(kind: .write, parameter: "path", place: 0)]
    }
    for name in ["request", "get", "post", "put", "patch", "delete"] {
      let first = name == "request" ? 1 : 0
      all["http.\(name)"] = [
        Reach(kind: .net, parameter: "url", place: first),
        Reach(kind: .read, parameter: "file", place: first + 6),
        Reach(kind: .write, parameter: "to", place: first + 11),
        Reach(kind: .read, parameter: "certificate", place: first + 12),
      ]
    }
    return all
  }()

  /// The names of all functions that reach something.
  package static var names: Set<String> { Set(all.keys) }
}
