import ImgFlowValues

/// The functions of `file` that take paths apart and put them together, without looking at files.
enum PathFunctions {
  static let all: [Builtin] = [
    Builtin(
      "name", [.path], returns: .string,
      "Returns the last name in a path, whether there is such a file or not; `/` and `.` have none.",
      examples: [
        (#"file.name("photos/cat.tar.gz")"#, "cat.tar.gz"), (#"file.name("photos/")"#, "photos"),
      ]
    ) { call in .string(try parts(call).name) },
    Builtin(
      "stem", [.path], returns: .string,
      "Returns the last name in a path without its extension.",
      examples: [
        (#"file.stem("photos/cat.tar.gz")"#, "cat.tar"), (#"file.stem(".profile")"#, ".profile"),
      ]
    ) { call in .string(try parts(call).stem) },
    Builtin(
      "extension", [.path], returns: .string,
      """
      Returns what follows the last dot of the last name in a path, as it is written; nothing if that dot \
      is the first or last character of the name.
      """,
      examples: [
        (#"file.extension("photos/cat.JPG").lower()"#, "jpg"),
        (#"file.extension(".profile") == """#, "true"),
      ]
    ) { call in .string(try parts(call).extension) },
    Builtin(
      "folder", [.path], returns: .string,
      "Returns the path of the folder that a path is in: the path without its last name.",
      examples: [
        (#"file.folder("photos/2026/cat.jpg")"#, "photos/2026"), (#"file.folder("cat.jpg")"#, "."),
      ]
    ) { call in .string(try parts(call).folder.text) },
    Builtin(
      "join", [.path, Builtin.Parameter("parts", .string, .rest)], returns: .string,
      """
      Joins parts of a path with slashes. Repeated slashes and `.` are left out, `..` stays, and a part \
      that begins with a slash replaces everything before it.
      """,
      examples: [
        (#"file.join("photos/", "2026", "cat.jpg")"#, "photos/2026/cat.jpg"),
        (#"file.join("photos", "/tmp/cat.jpg")"#, "/tmp/cat.jpg"),
      ]
    ) { call in
      var path = try parts(call)
      for part in call[1].asItems ?? [] {
        guard let text = part.asString else {
          throw ValueError.argument("parts", mustBe: "strings", not: part)
        }
        path = path.appending(try parts(text))
      }
      return .string(path.text)
    },
  ]

  private static func parts(_ call: NativeCall) throws -> PathParts { try parts(call.string(0)) }

  private static func parts(_ path: String) throws -> PathParts {
    try Paths.checkNotEmpty(path)
    return PathParts(path)
  }
}
