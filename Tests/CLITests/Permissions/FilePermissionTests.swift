import Foundation
import TestSupport
import Testing

/// What a confined script may read and write, by whatever path it tries.
@Suite(.blocking) struct FilePermissionTests {
  private let folder: ConfinedFolder

  init() throws { folder = try ConfinedFolder() }

  /// Every operation on a path, refused before anything is learnt or changed.
  private static func operations(on path: String) -> [String] {
    let path = "\"\(path)\""
    return [
      "file.text(\(path))", "file.bytes(\(path))", "file.json(\(path))",
      "file.lines(\(path)).toList()", "file.records(\(path)).toList()", "file.exists(\(path))",
      "file.size(\(path))", "file.sha256(\(path))", "image.info(\(path))", "file.list(\(path))",
      "file.isFolder(\(path))",
      "file.glob(\(path) + \"*\")", "file(\(path))", "file.write(\(path), \"x\")",
      "file.append(\(path), \"x\")", "file.copy(\(path), \"copy\")",
      "file.copy(here(\"data.csv\"), \(path))",
      "file.move(\(path), \"moved\")", "{ file.write(\"w\", \"x\"); file.move(\"w\", \(path)) }",
      "file.remove(\(path))", "file.createFolder(\(path))", "file.touch(\(path))",
      "file.kind(\(path))", "file.modified(\(path))", "file.walk(\(path)).all()",
      "file.link(\(path), at: \"link\")", "file.link(here(\"data.csv\"), at: \(path))",
      "http.post(\"http://127.0.0.1:9/\", file: \(path))",
      "http.get(\"http://127.0.0.1:9/\", to: \(path))",
      "http.post(\"http://127.0.0.1:9/\", multipart: {a: {file: \(path)}})",
      "http.get(\"https://127.0.0.1:9/\", certificate: {file: \(path)})",
    ]
  }

  private static let permits = #"permit env "NONE", net "127.0.0.1""#

  private func expectRefused(_ path: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let operations = Self.operations(on: path)
    let outcomes = try folder.outcomes(of: operations, permitting: Self.permits)
    for (operation, outcome) in zip(operations, outcomes) {
      #expect(outcome == "permission", "\(operation)", sourceLocation: sourceLocation)
    }
    #expect(outcomes.count == operations.count, sourceLocation: sourceLocation)
    #expect(try folder.text("outside/secret.txt") == ConfinedFolder.secret)
    #expect(!folder.exists("outside/new"), sourceLocation: sourceLocation)
  }

  @Test func `what is outside is refused`() throws {
    try folder.folder("work/x")
    try expectRefused(folder.path("outside/secret.txt"))
    try expectRefused("../outside/secret.txt")
    try expectRefused("../outside/new")
    try expectRefused("x/../../outside/secret.txt")
    try expectRefused("/work/../../\(folder.path("outside/new"))")
    try expectRefused("/etc/passwd")
  }

  @Test func `links out of the folders are refused`() throws {
    try folder.link("own/link.txt", to: "../outside/secret.txt")
    try folder.link("own/folder", to: folder.path("outside"))
    try folder.link("own/chain", to: "folder/../outside/secret.txt")
    try folder.link("work/new", to: folder.path("outside/new"))
    try folder.link("work/folder", to: "../outside")
    for name in ["link.txt", "folder/secret.txt", "chain"] {
      #expect(
        try folder.outcomes(of: [
          "file.text(here(\"\(name)\"))", "file.exists(here(\"\(name)\"))",
          "file.sha256(here(\"\(name)\"))",
        ]) == ["permission", "permission", "permission"], "\(name)")
    }
    let outcomes = try folder.outcomes(of: [
      "file.list(here(\"folder\"))", "file.write(\"new\", \"x\")", "file.append(\"new\", \"x\")",
      "file.write(\"folder/new\", \"x\")", "file.createFolder(\"folder/new\")",
      "file.remove(\"folder/secret.txt\")", "file.copy(here(\"data.csv\"), \"folder/new\")",
      "file.move(\"folder/secret.txt\", \"moved\")",
    ])
    #expect(outcomes == Array(repeating: "permission", count: 8))
    #expect(!folder.exists("outside/new") && folder.exists("outside/secret.txt"))
  }

  @Test func `a link that the script makes widens nothing`() throws {
    try folder.folder("work/sub")
    #expect(
      try folder.outcomes(of: [
        "file.link(\"../outside/secret.txt\", at: \"link\")",
        "file.link(\"../outside\", at: \"way\")",
        "file.link(here(\"data.csv\"), at: \"link\")", "file.text(\"link\")",
        "file.write(\"link\", \"x\")", "file.touch(\"link\")",
        "file.link(here(\".\"), at: \"way\")", "file.list(\"way\").length",
        "file.write(\"way/new\", \"x\")", "file.touch(\"way/new\")",
        // Where it is moved to, it leads to the same file.
        "file.move(\"link\", \"sub/link\")", "file.text(\"sub/link\")",
      ]) == [
        "permission", "permission", "null", "a,b", "1,2", "", "permission", "permission", "null",
        "2", "permission", "permission", "null", "a,b", "1,2", "",
      ])
  }

  @Test func `temporary files may be used, unless writing is denied`() throws {
    let calls = [
      "file.write(file.temporary(), \"x\")", "file.text(file.temporary(\".a\"))",
      "file.list(file.temporary(folder: true))",
      "{ let path = file.temporary(); file.write(path, \"x\"); file.text(path) }",
      "file.text(file.folder(file.temporary()) + \"/../../etc/hostname\")",
    ]
    let expected = ["null", "", "[]", "x"]
    let refused = Array(repeating: "permission", count: calls.count)
    for flags in [[], ["--no-journal"]] {
      let outcomes = try folder.outcomes(of: calls, flags)
      #expect(outcomes.dropLast() == expected[...])
      #expect(["permission", "io"].contains(outcomes.last))
    }
    #expect(try folder.outcomes(of: calls, ["--deny-write"]) == refused)
  }

  @Test func `walking stops where the run may not look`() throws {
    try folder.folder("own/.hidden")
    try folder.write("x", to: "own/.hidden/x")
    try folder.link("own/way", to: "../outside")
    #expect(
      try folder.outcomes(of: [
        "file.walk(here(\".\")).all()", "file.walk(\"../outside\")",
        "file.walk(here(\".\"), path => !file.name(path).startsWith(\".\")).map(file.name).all()",
        "file.walk(here(\".\"), (path, isFolder) => false).all()",
        "file.walk(here(\"way\")).all()",
      ]) == [
        "permission", "permission", #"["data.csv", "script.imgflow", "way"]"#, "permission",
        "permission",
      ])
  }

  @Test func `a link itself may be moved and removed`() throws {
    try folder.link("work/link", to: "../outside/secret.txt")
    #expect(
      try folder.outcomes(of: ["file.move(\"link\", \"moved\")", "file.remove(\"moved\")"])
        == ["null", "null"])
    #expect(folder.exists("outside/secret.txt"))
  }

  @Test func `links within what is allowed are followed`() throws {
    try folder.link("own/link.csv", to: "data.csv")
    try folder.folder("work/real")
    try folder.link("work/results", to: "real")
    #expect(
      try folder.outcomes(of: [
        "file.lines(here(\"link.csv\")).first()", "file.write(\"results/a.txt\", \"a\")",
      ]) == ["a,b", "null"])
    #expect(try folder.text("work/real/a.txt") == "a")
  }

  @Test func `a link that takes the place of a file meanwhile is not followed`() throws {
    try folder.write("fine", to: "own/real.txt")
    try folder.folder("work/real")
    try folder.write("untouched", to: "outside/victim.txt")
    let swap = try ProgramSwapper(
      in: folder.path(""),
      """
      cp own/real.txt own/new; mv own/new own/x; ln -s ../outside/secret.txt own/new; mv own/new own/x
      ln -sfn real work/d; ln -sfn ../outside work/d
      """)
    defer { swap.stop() }
    let run = try folder.run(
      """
      permit env "NONE"
      let texts = (0..<2000).map(_ => try { file.text(here("x")) } catch e { e.kind }).unique()
      let writes = (0..<2000).map(_ => try { file.write("d/victim.txt", "bad") } catch e { e.kind })
      print(texts.all(x => ["fine", "permission", "io"].contains(x)), writes.length)
      """)
    #expect(run.output == "true 2000\n", "\(run.errors)")
    #expect(try folder.text("outside/victim.txt") == "untouched")
  }

  @Test func `dots in every encoding lead nowhere`() throws {
    let spellings = [
      "%2e%2e/outside/secret.txt", "..%2foutside%2fsecret.txt", "..\\\\outside\\\\secret.txt",
      "\u{FF0E}\u{FF0E}/outside/secret.txt", "\u{2025}/outside/secret.txt",
      "..\u{2044}outside\u{2044}secret.txt",
      "..\u{FF0F}outside\u{FF0F}secret.txt", "%252e%252e/outside/secret.txt",
      "..;/outside/secret.txt",
      ".../outside/secret.txt", "..\\u{0}/../outside/secret.txt", "./.././outside/./secret.txt",
      "//..//outside//secret.txt", "..%c0%afoutside%c0%afsecret.txt",
    ]
    let outcomes = try folder.outcomes(
      of: spellings.flatMap { ["file.text(\"\($0)\")", "file.text(here(\"\($0)\"))"] })
    for outcome in outcomes { #expect(["permission", "io"].contains(outcome)) }
  }

  @Test func `what processes have is refused whatever is permitted`() throws {
    let paths = [
      "/proc/self/environ", "/proc/thread-self/environ", "/proc/self/../self/environ",
      "/proc/1/environ",
      "/proc/self/fd/0x", "/proc/self/fd/9", "/dev/fd/9", "/proc/self/mem",

      "/proc/self/cwd/../outside/secret.txt", "/proc/self/task/1/environ", "/proc/self/maps",
      "/proc/self/cmdline",
    ]
    let outcomes = try folder.outcomes(
      of: paths.map { "file.text(\"\($0)\")" }, permitting: #"permit read "/", write "/""#,
      environment: ["TOKEN_OF_TEST": "tok"])
    #expect(outcomes == Array(repeating: "permission", count: paths.count))
  }

  /// Without permissions of its own, a script that is denied variables cannot read them as a file.
  @Test func `denying variables denies their file`() throws {
    let outcomes = try folder.outcomes(
      of: ["file.text(\"/proc/self/environ\")", "file.text(\"../outside/secret.txt\")"],
      permitting: "", ["--deny-env"])
    #expect(outcomes == ["permission", ConfinedFolder.secret])
  }

  @Test func `hidden files and scripts need to be named`() throws {
    try folder.write("TOKEN=abc", to: "own/.env")
    let expressions = [
      "file.text(here(\".env\"))", "file.write(\".profile\", \"x\")",
      "file.write(\".git/hooks/x\", \"x\")",
      "file.write(\"module.imgflow\", \"x\")", "file.write(\"../own/script.imgflow\", \"x\")",
    ]
    #expect(try folder.outcomes(of: expressions) == Array(repeating: "permission", count: 5))
    #expect(
      try folder.outcomes(
        of: [expressions[0], expressions[1]],
        permitting: #"permit read "\#(folder.path("own/.env"))", write ".profile""#)
        == ["TOKEN=abc", "null"])
  }

  @Test func `what is permitted works`() throws {
    try folder.folder("outside/data")
    try folder.write("inner", to: "outside/data/inner.txt")
    let outcomes = try folder.outcomes(
      of: [
        "file.text(\"../outside/data/inner.txt\")", "file.text(\"../outside/secret.txt\")",
        "file.list(\"../outside/data\")", "file.write(\"../outside/out/a/b.txt\", \"x\")",
        "{ file.createFolder(\"../outside/out/a\"); file.write(\"../outside/out/a/b.txt\", \"x\") }",
        "file.write(\"../outside/outer\", \"x\")", "file.exists(\"../outside/out/a/b.txt\")",
        "file.text(\"../outside/out/a/b.txt\")", "file.text(\"/dev/null\")",
        "file.write(\"/dev/null\", \"x\")",
      ], permitting: #"permit read "../outside/data/", write "../outside/out/""#)
    #expect(
      outcomes == [
        "inner", "permission", "[\"inner.txt\"]", "io", "null", "permission", "true", "permission",
        "",
        "null",
      ])
  }

  @Test func `paths that a person gives may be used, and those of defaults not`() throws {
    let script = """
      permit env "NONE"
      param one: path = "../outside/secret.txt"
      param many: [file] = []
      print(try { file.text(one) } catch e { e.kind })
      for path in many { print(file.text(path)) }
      """
    let path = folder.path("outside/secret.txt")
    #expect(try folder.run(script).output == "permission\n")
    #expect(try folder.run(script, ["--one", path]).output == ConfinedFolder.secret + "\n")
    #expect(
      try folder.run(script, ["--many", "../outside/secret.txt"]).output
        == "\(ConfinedFolder.secret)\n\(ConfinedFolder.secret)\n")
  }

  @Test func `moving does not make readable`() throws {
    try folder.write("private", to: "work/private.txt")
    #expect(
      try folder.outcomes(
        of: [
          "file.text(\"private.txt\")", "file.move(\"private.txt\", \"../own/public.txt\")",
          "file.move(\"private.txt\", \"renamed.txt\")",
        ], permitting: #"permit write "../own/""#) == ["permission", "permission", "null"])
  }

  @Test func `what is denied is denied below it too`() throws {
    try folder.folder("work/keep")
    let outcomes = try folder.outcomes(
      of: [
        "file.write(\"keep/a\", \"x\")", "file.write(\"b\", \"x\")", "file.remove(\"keep\")",
        "file.createFolder(\"keep/c\")",
      ], permitting: "", ["--deny-write=keep"])
    #expect(outcomes == ["permission", "null", "permission", "permission"])
    #expect(
      try folder.outcomes(
        of: ["file.write(\"b\", \"x\")"], permitting: #"permit write "b""#, ["--deny-write"])
        == ["permission"])
  }
}

/// A shell that changes files over and over.
private final class ProgramSwapper {
  private let process: RunningProgram

  init(in folder: String, _ commands: String) throws {
    let line = commands.replacingOccurrences(of: "\n", with: "; ")
    process = try RunningProgram(
      "/bin/sh", ["-c", "while :; do \(line); done"], in: URL(filePath: folder))
  }

  func stop() {
    process.terminate()
    process.wait()
  }
}
