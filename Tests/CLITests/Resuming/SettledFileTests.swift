import Foundation
import TestSupport
import Testing

@testable import ImgFlowRuntime

/// What a journal records as done is on the disk already: the machine may fail at any moment, not only the program.
@Suite(.blocking) struct SettledFileTests {
  /// A change, and the places that the disk must have when its outcome is written to the journal.
  struct Change: Sendable, CustomTestStringConvertible {
    /// `PLACE` is where a server listens.
    let script: String
    /// The call of the system that changes something.
    let call: String
    let places: [String]
    var testDescription: String { script }
  }

  static let changes =
    files
    + ["request", "get", "post", "put", "patch", "delete"].map { name in
      let method = name == "request" ? #""GET", "# : ""
      return Change(
        script: #"http.\#(name)(\#(method)"http://PLACE/packed", to: "sub/old.txt")"#,
        call: "renameat", places: ["/sub/old.txt", "/sub"])
    }

  private static let files = [
    Change(
      script: #"file.write("new.txt", "new")"#, call: "renameat", places: ["/new.txt", ""]),
    Change(
      script: #"file.write("sub/old.txt", "new")"#, call: "renameat",
      places: ["/sub/old.txt", "/sub"]),
    Change(
      script: #"zip.write("sub/old.txt", {new: "new"})"#, call: "renameat",
      places: ["/sub/old.txt", "/sub"]),
    Change(
      script: #"file.append("sub/old.txt", "more")"#, call: "write", places: ["/sub/old.txt"]),
    Change(
      script: #"file.copy("sub/old.txt", "copy.txt")"#, call: "renameat",
      places: ["/copy.txt", ""]),
    Change(
      script: #"file.move("sub/old.txt", "moved.txt")"#, call: "renameat",
      places: ["/moved.txt", "", "/sub"]),
    Change(
      script: #"file.touch("sub/old.txt")"#, call: "utimensat", places: ["/sub/old.txt", "/sub"]),
    Change(
      script: #"file.link("sub/old.txt", at: "sub/link")"#, call: "symlinkat", places: ["/sub"]),
    Change(script: #"file.remove("sub/old.txt")"#, call: "unlinkat", places: ["/sub"]),
    Change(script: #"file.createFolder("made")"#, call: "mkdirat", places: ["/made", ""]),
    Change(
      script: #"file.createFolder("made/below/this")"#, call: "mkdirat",
      places: ["/made/below/this", "/made/below", "/made", ""]),
  ]

  /// A function that can write is one whose writing must be tried here.
  @Test func everyFunctionThatCanWriteIsTried() {
    for (name, reaches) in BuiltinReach.all {
      for reach in reaches where reach.kind == .write {
        let isTried = Self.changes.contains {
          $0.script.hasPrefix("\(name)(") && (reach.parameter != "to" || $0.script.contains("to: "))
        }
        #expect(isTried, "\(name), \(reach.parameter)")
      }
    }
  }

  @Test(arguments: changes)
  func aChangeIsOnTheDiskBeforeItsOutcome(_ change: Change) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "sub"), withIntermediateDirectories: true)
    try folder.write("old", to: "sub/old.txt")
    // Afterwards the outcome of the change is written with the intent of the second one.
    let server = try PythonServer("downloads.py")
    let script = change.script.replacing("PLACE", with: server.place)
    try folder.write("\(script)\nfile.append(\"end.txt\", \"end\")\n", to: "run.imgflow")
    let calls = "fsync,fdatasync,pwrite64,write,renameat,unlinkat,mkdirat,utimensat,symlinkat"
    let run = try Shell.run(
      """
      export XDG_STATE_HOME=$PWD/state
      exec strace -f -y -o trace -e trace=\(calls) imgflow run.imgflow
      """, in: folder.url)
    #expect(run.status == 0, "\(run.errors)")

    let root = folder.url.resolvingSymlinksInPath().path
    let trace = try String(contentsOfFile: "\(folder.path)/trace", encoding: .utf8)
      .split(separator: "\n").map(String.init)
    let begun = try #require(trace.firstIndex { $0.contains("pwrite64(") && $0.contains("-wal>") })
    let changed = try #require(
      trace[begun...].firstIndex {
        $0.contains(" \(change.call)(") && !$0.contains("/state/") && $0.contains(root)
          || $0.contains(" \(change.call)(AT_FDCWD")
      }, "\(trace.joined(separator: "\n"))")
    let recorded = try #require(
      trace[changed...].firstIndex { $0.contains("pwrite64(") && $0.contains("-wal>") })
    for place in change.places {
      #expect(
        trace[changed..<recorded].contains {
          $0.contains(" fsync(") && $0.contains("<\(root)\(place)>")
        }, "\(place) is not settled:\n\(trace[begun...recorded].joined(separator: "\n"))")
    }
  }
}
