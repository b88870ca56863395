import Foundation
import ImgFlowRuntime
import TestSupport
import Testing

/// What a confined script may run, read of the environment and connect to.
@Suite(.blocking) struct ReachPermissionTests {
  private let folder: ConfinedFolder

  init() throws { folder = try ConfinedFolder() }

  /// A call of every built-in that reaches something outside, with something that is not permitted.
  private static let calls: [String: String] = [
    "env": #"env("HOME")"#, "process.run": #"process.run("echo")"#, "file": #"file("/etc/passwd")"#,
    "file.copy": #"file.copy("/etc/passwd", "x")"#, "file.move": #"file.move("/etc/passwd", "x")"#,
    "file.glob": #"file.glob("/etc/*")"#, "file.write": #"file.write("/x", "x")"#,
    "file.append": #"file.append("/x", "x")"#, "zip.read": #"zip.read("/etc/passwd", "x")"#,
    "zip.write": #"zip.write("/x", {x: "x"})"#,
    "file.link": #"file.link("/etc/passwd", at: "x")"#,
    "http.request": #"http.request("GET", "http://127.0.0.1:9/")"#,
  ]

  /// A new built-in has to be told of in `BuiltinReach`, and is then tried here.
  @Test func `every built-in is refused`() throws {
    let ofTheWorld: Set = ["file", "http", "process"]
    // Other namespaces have functions that reach something next to those that only compute.
    let namespaces = BuiltinCatalogue.namespaceNames.flatMap { name in
      (BuiltinCatalogue.namespace(name) ?? []).filter {
        ofTheWorld.contains(name) || $0.effect != nil
      }.map { "\(name).\($0.name)" }
    }
    let known = BuiltinReach.names.union(BuiltinReach.harmless)
    #expect(Set(namespaces).union(["env", "file"]) == known)
    let calls = BuiltinReach.names.sorted().map { name in
      Self.calls[name]
        ?? (name.hasPrefix("http.")
          ? "\(name)(\"http://127.0.0.1:9/\")" : "\(name)(\"/etc/passwd\")")
    }
    let outcomes = try folder.outcomes(of: calls)
    for (call, outcome) in zip(calls, outcomes) { #expect(outcome == "permission", "\(call)") }
    #expect(outcomes.count == calls.count && calls.count > 20)
  }

  // MARK: - Variables

  @Test func `variables`() throws {
    let outcomes = try folder.outcomes(
      of: [
        #"env("HOME_OF_TEST")"#, #"env("OTHER")"#, #"env("UNSET", "x")"#, #"env("PRE_A")"#,
        #"env("PRE_B", "none")"#,
      ], permitting: #"permit env "HOME_OF_TEST", "PRE_*""#,
      environment: ["HOME_OF_TEST": "h", "OTHER": "o", "PRE_A": "a"])
    #expect(outcomes == ["h", "permission", "permission", "a", "none"])
  }

  @Test func `a parameter may come from the variable that it names`() throws {
    let script =
      "permit net \"a.example\"\nparam size: string from env \"SIZE_OF_TEST\"\nprint(size)"
    let variables = ["SIZE_OF_TEST": "7"]
    #expect(try folder.run(script, environment: variables).output == "7\n")
    let denied = try folder.run(script, ["--deny-env"], environment: variables)
    #expect(denied.status == 4 && denied.output.isEmpty)
    #expect(try folder.run(script, ["--deny-env", "--size", "8"]).output == "8\n")
  }

  // MARK: - Programs

  /// Makes a program that says a word.
  private func program(_ name: String, saying word: String) throws {
    try folder.write("#!/bin/sh\necho \(word)\n", to: name)
    chmod(folder.path(name), 0o755)
  }

  @Test func `only what is permitted is run`() throws {
    let outcomes = try folder.outcomes(
      of: [
        #"process.run("echo", ["a"]).output.trim()"#,
        #"process.run("/bin/echo", ["b"]).output.trim()"#,
        #"process.run("sh", ["-c", "echo c"])"#, #"process.run("./echo")"#,
        #"process.run("echo", env: {LD_PRELOAD: "./x.so"})"#,
        #"process.run("echo", env: {PATH: "."})"#,
        #"process.run("echo", ["d"], env: {PLAIN: "x"}).output.trim()"#,
      ], permitting: #"permit run "echo""#)
    #expect(outcomes == ["a", "b", "permission", "permission", "permission", "permission", "d"])
  }

  @Test func `a program that is replaced is another one`() throws {
    for change in [
      ##"file.write("tools/tool", "#!/bin/sh\necho bad\n")"##,
      #"file.append("tools/tool", "echo bad\n")"#,
      #"{ file.move("tools/tool", "tools/old"); file.copy("other", "tools/tool") }"#,
      #"{ file.move("tools", "was"); file.move("evil", "tools") }"#,
    ] {
      let folder = try ConfinedFolder()
      let test = try ReachPermissionTests(folder)
      for name in ["work/tools", "work/evil"] { try folder.folder(name) }
      try test.program("work/tools/tool", saying: "good")
      try test.program("work/evil/tool", saying: "bad")
      try test.program("work/other", saying: "bad")
      let outcomes = try folder.outcomes(
        of: [
          #"process.run("tools/tool").output.trim()"#, change, #"process.run("tools/tool").output"#,
        ], permitting: #"permit run "tools/tool", read "other""#)
      #expect(outcomes == ["good", "null", "permission"], "\(change)")
    }
  }

  private init(_ folder: ConfinedFolder) throws { self.folder = folder }

  @Test func `a program that is found elsewhere is another one`() throws {
    for name in ["work/first", "outside/second"] { try folder.folder(name) }
    try program("outside/second/tool", saying: "good")
    try program("work/mine", saying: "bad")
    let path = "\(folder.path("work/first")):\(folder.path("outside/second")):/usr/bin:/bin"
    let outcomes = try folder.outcomes(
      of: [
        #"process.run("tool").output.trim()"#, #"file.copy("mine", "first/tool")"#,
        #"process.run("tool").output.trim()"#, #"process.run("absent")"#,
        #"file.copy("mine", "first/absent")"#, #"process.run("absent")"#,
      ], permitting: #"permit run "tool", "absent", read "mine""#, environment: ["PATH": path])
    #expect(outcomes == ["good", "null", "permission", "io", "null", "permission"])
  }

  @Test func `a program sees no secrets of the environment`() throws {
    let run = try folder.run(
      #"permit run "env""# + "\nprint(process.run(\"env\").output)",
      environment: ["API_TOKEN": "abcdef123456", "OTHER_OF_TEST": "x"])
    #expect(run.status == 0 && run.output.contains("PATH="))
    #expect(!run.output.contains("API_TOKEN") && !run.output.contains("OTHER_OF_TEST"))
  }

  // MARK: - Network

  @Test func `addresses`() throws {
    let addresses = [
      "http://127.0.0.1:9/", "http://localhost:9/", "http://2130706433:9/", "http://evil.example/",
      "http://allowed.example.evil.example/", "http://169.254.169.254/latest/meta-data",
      "http://2852039166/", "http://0xA9FEA9FE/", "http://0251.0376.0251.0376/",
      "http://[::ffff:169.254.169.254]/", "http://[::ffff:a9fe:a9fe]/",
      "https://ALLOWED.example:444/",
    ]
    let calls = addresses.map { "http.get(\"\($0)\")" }
    let permits = #"permit net "allowed.example:443", "*.allowed.example""#
    #expect(
      try folder.outcomes(of: calls, permitting: permits)
        == Array(repeating: "permission", count: calls.count))
    let odd = ["http://allowed.example@evil.example/", "file:///etc/passwd", "FILE:/etc/passwd"]
    #expect(
      try folder.outcomes(of: odd.map { "http.get(\"\($0)\")" }, permitting: #"permit net "*""#)
        == Array(repeating: "validation", count: odd.count))
  }

  @Test func `the metadata service needs its own permission`() throws {
    let addresses = [
      "http://169.254.169.254/", "http://2852039166/", "http://[::ffff:a9fe:a9fe]/",
      "http://[fe80::1]/",
    ]
    #expect(
      try folder.outcomes(
        of: addresses.map { "http.get(\"\($0)\")" }, permitting: #"permit net "*""#)
        == Array(repeating: "permission", count: addresses.count))
  }

  @Test func `a vendor that only a module names is refused`() throws {
    try folder.write(
      """
      vendor sink {
        base "http://127.0.0.1:9"
        operation send(text: string)
          POST "/send"
          json
      }
      export fn leak(text) => sink.send(text)
      """, to: "own/module.imgflow")
    let call = "import \"./module.imgflow\" as m\nprint(try { m.leak(\"x\") } catch e { e.kind })"
    #expect(try folder.run("permit env \"NONE\"\n\(call)").output == "permission\n")
    #expect(
      try folder.run("permit env \"NONE\"\nuse sink\n\(call)\nlet _f = sink.send").output
        == "network\n")
  }
}
