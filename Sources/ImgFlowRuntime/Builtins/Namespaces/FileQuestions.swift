import ImgFlowValues

/// The functions of `file` that say what is at a path.
enum FileQuestions {
  static let all = questions.map { $0.effect(of: "file", .safe) }

  private static let questions: [Builtin] = [
    Builtin(
      "kind", [.path], returns: .optional(.words(["file", "folder", "link", "other"])),
      """
      Says what is at a path: "file", "folder", "link" for a symbolic link wherever it leads, "other" for \
      a pipe, socket or device, or null if nothing is there.
      """,
      examples: [
        (#"file.kind("notes.txt")"#, "file"), (#"file.kind(".")"#, "folder"),
        (#"file.kind("nothing")"#, "null"),
      ]
    ) { call in
      let status = try call.evaluator.host.files.look(atLink: ScriptPath(call).absolute)
      return status.map { .string(word(for: $0.kind)) } ?? .null
    },
    Builtin(
      "modified", [.path], returns: .time,
      "Returns when a file or folder was last changed; a missing one is an `io` error.",
      examples: [(#"now() - file.modified("notes.txt") < 365d"#, "true")]
    ) { call in
      let path = try ScriptPath(call)
      let status = try path.explaining { files in
        guard let status = try files.look(at: path.absolute) else {
          throw ValueError(.io, "no such file: \(path.absolute)")
        }
        return status
      }
      return .time(milliseconds: status.modified)
    },
  ]

  /// What scripts call a kind of file.
  static func word(for kind: FileStatus.Kind) -> String {
    switch kind {
    case .file: "file"
    case .folder: "folder"
    case .link: "link"
    case .pipe, .socket, .device, .disk: "other"
    }
  }
}
