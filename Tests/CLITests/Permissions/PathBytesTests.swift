import TestSupport
import Testing

/// Permissions compare paths as the system does: byte by byte. A letter with an accent has more bytes than
/// characters, `é` may be written in two ways, and a slash is one whatever follows it.
@Suite(.blocking) struct PathBytesTests {
  private let folder: ConfinedFolder

  init() throws { folder = try ConfinedFolder() }

  @Test(arguments: ["jose", "jos\u{e9}", "jose\u{301}", "\u{301}", "日本", "👩‍👩‍👦"])
  func `hidden files stay hidden in a folder of any name`(_ name: String) throws {
    try folder.folder("\(name)/.git")
    for file in [".key", "seen.txt", ".\u{301}", ".git/config", "\u{301}.txt"] {
      try folder.write("text", to: "\(name)/\(file)")
    }
    let outcomes = try folder.outcomes(
      of: [
        #"file.text(".key")"#, #"file.text("seen.txt")"#, #"file.text(".\u{301}")"#,
        #"file.text(".git/config")"#, #"file.text("./\u{301}.txt")"#,
        #"file.write("new.imgflow", "")"#, #"file.write("\u{301}", "")"#,
      ], own: name, from: name)
    #expect(
      outcomes == ["permission", "text", "permission", "permission", "text", "permission", "null"])
  }

  @Test func `a denied folder is denied whatever follows the slash`() throws {
    try folder.folder("work/denied")
    let outcomes = try folder.outcomes(
      of: ["x", "\u{301}x", "e\u{301}"].map { "file.write(\"denied/\($0)\", \"\")" },
      ["--deny-write=\(folder.path("work/denied"))"])
    #expect(outcomes == ["permission", "permission", "permission"])
    #expect(!folder.exists("work/denied/\u{301}x"))
  }

  @Test func `what is permitted is one of two names that look alike`() throws {
    try folder.write("composed", to: "outside/\u{e9}")
    try folder.write("decomposed", to: "outside/e\u{301}")
    for (name, lookalike) in [("\u{e9}", "e\u{301}"), ("e\u{301}", "\u{e9}")] {
      let (path, other) = (folder.path("outside/\(name)"), folder.path("outside/\(lookalike)"))
      let outcomes = try folder.outcomes(
        of: ["file.text(\"\(path)\").length > 0", "file.text(\"\(other)\")"],
        permitting: "permit read \"\(path)\"")
      #expect(outcomes == ["true", "permission"])
    }
  }

  @Test func `a link is followed though a combining mark follows its slash`() throws {
    try folder.write(ConfinedFolder.secret, to: "outside/\u{301}s")
    try folder.link("own/way", to: "../outside")
    let outcomes = try folder.outcomes(of: [
      #"file.text("../own/way/\u{301}s")"#, #"file.exists("../own/way/\u{301}s")"#,
      #"file.write("../own/way/\u{301}t", "")"#,
    ])
    #expect(outcomes == ["permission", "permission", "permission"])
    #expect(!folder.exists("outside/\u{301}t"))
  }
}
