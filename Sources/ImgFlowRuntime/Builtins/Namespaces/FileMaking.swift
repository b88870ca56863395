import ImgFlowSyntax
import ImgFlowValues

/// The functions of `file` that make something without content.
enum FileMaking {
  static let all: [Builtin] = [
    Builtin(
      "touch", [.path], returns: .null,
      """
      Sets the time of the last change of a file or folder to now. An empty file is created if nothing is \
      there.
      """,
      examples: [(#"file.touch("done.flag")"#, "null")]
    ) { call in
      let path = try ScriptPath(call)
      try path.explaining { try $0.touch(path.absolute) }
      return .null
    }.effect(.touching),
    Builtin(
      "link", [Builtin.Parameter("target", .path), Builtin.Parameter("at", .path)],
      returns: .null,
      """
      Makes a symbolic link at the path `at`, where nothing may be yet. It leads to the absolute path of \
      `target`, which must exist.
      """,
      examples: [
        (
          #"if !file.exists("latest") { file.link("notes.txt", at: "latest") }"#,
          "null"
        )
      ]
    ) { call in
      let target = try ScriptPath(call)
      try target.explaining {
        try $0.link(target.absolute, at: ScriptPath(call, argument: 1).absolute)
      }
      return .null
    }.effect(.linking),
    Builtin(
      "temporary",
      [
        Builtin.Parameter("suffix", .string, .defaulted(.string(""))),
        Builtin.Parameter("folder", .bool, .defaulted(.bool(false))),
      ], returns: .string,
      """
      Creates an empty file with a new name that ends with `suffix`, or a folder with `folder: true`, and \
      returns its absolute path. It is removed when the run has come to its end; a run that can go on \
      finds it again.
      """,
      examples: [
        (#"file.extension(file.temporary(".png"))"#, "png"),
        (#"file.isFolder(file.temporary(folder: true))"#, "true"),
      ]
    ) { call in .string(try temporary(call)) }.effect(.makingTemporary),
  ]

  private static func temporary(_ call: NativeCall) throws -> String {
    let suffix = try call.string(0)
    guard !suffix.hasSlash, !suffix.utf8.contains(0) else {
      throw ValueError.argument(
        "suffix", mustBe: "the end of a name, without `/`", not: call[0])
    }
    let host = call.evaluator.host
    let name = HexDigits.of(host.randomBits(), count: 16, uppercase: false)
    let folder = try host.temporaryFolder
    try host.files.createDirectory(folder)
    let path = "\(folder)/\(name)\(suffix)"
    if try call.bool(1) {
      try host.files.createDirectory(path)
    } else {
      try host.files.write([], to: path)
    }
    return path
  }
}
