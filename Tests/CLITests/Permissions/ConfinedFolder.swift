import Foundation
import TestSupport

/// A confined script in a folder of its own, run from another one, with a secret next to both.
struct ConfinedFolder {
  static let secret = "the secret of the outside"

  private let place: TemporaryFolder

  init() throws {
    place = try TemporaryFolder()
    for name in ["own", "work", "outside"] { try folder(name) }
    try place.write(Self.secret, to: "outside/secret.txt")
    try place.write("a,b\n1,2\n", to: "own/data.csv")
  }

  func path(_ name: String) -> String { place.path + "/" + name }

  func folder(_ name: String) throws {
    try FileManager.default.createDirectory(
      at: place.url.appending(path: name), withIntermediateDirectories: true)
  }

  func write(_ text: String, to name: String) throws { try place.write(text, to: name) }

  func text(_ name: String) throws -> String { try place.text(name) }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path(name)) }

  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(atPath: path(name), withDestinationPath: target)
  }

  /// Runs a script in the folder `own` from another folder.
  func run(
    _ script: String, _ flags: [String] = [], environment: [String: String] = [:],
    own: String = "own", from folder: String = "work"
  ) throws -> ProgramRun {
    try write(script, to: "\(own)/script.imgflow")
    let variables = [
      "PATH": "\(BuiltPrograms.folder.path):/usr/bin:/bin", "HOME": path("work"), "LANG": "C.UTF-8",
    ]
    return try ProgramRun(
      BuiltPrograms.imgflow, ["../\(own)/script.imgflow", "--quiet"] + flags,
      in: place.url.appending(path: folder), environment: variables.merging(environment) { $1 })
  }

  /// What each of some expressions gives: its value, or the kind of its error.
  func outcomes(
    of expressions: [String], permitting permits: String = #"permit env "NONE""#,
    _ flags: [String] = [], environment: [String: String] = [:], own: String = "own",
    from folder: String = "work"
  ) throws -> [String] {
    let lines = expressions.map { "print(try { \($0) } catch e { e.kind })" }
    let run = try run(
      ([permits] + lines).joined(separator: "\n"), flags, environment: environment,
      own: own, from: folder)
    guard run.status == 0 else { throw ProgramRun.Failure(run.output + run.errors) }
    return run.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }
}
