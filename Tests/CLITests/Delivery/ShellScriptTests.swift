import Foundation
import TestSupport
import Testing

/// The scripts for the shell that are part of the checkout.
@Suite(.blocking) struct ShellScriptTests {
  private static func scripts() throws -> [String] {
    try ["scripts", ".ci"].flatMap { folder -> [String] in
      let root = Repository.root.appending(path: folder)
      return try FileManager.default.subpathsOfDirectory(atPath: root.path)
        .map { "\(folder)/\($0)" }
        .filter { name in
          let file = Repository.root.appending(path: name)
          let start = try? FileHandle(forReadingFrom: file).read(upToCount: 30) ?? Data()
          let text = String(decoding: start ?? Data(), as: UTF8.self)
          return name.hasSuffix(".sh") || text.wholeMatch(of: /(?s)#!\S*[\/ ](ba)?sh\n.*/) != nil
        }
    }
  }

  @Test func `shellcheck has nothing to say`() throws {
    let scripts = try Self.scripts()
    #expect(scripts.contains("scripts/test") && scripts.contains("scripts/lib/packages.sh"))
    let run = try ProgramRun(
      "/usr/bin/env", ["shellcheck", "-x", "--source-path=SCRIPTDIR"] + scripts,
      in: Repository.root)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
  }

  /// What the steps of a workflow run, each with the name of its file before it.
  private static let steps = """
    import sys, yaml
    for path in sys.argv[1:]:
        with open(path) as file: jobs = yaml.safe_load(file)["jobs"]
        for name, job in jobs.items():
            assert job["runs-on"] and job["timeout-minutes"] and job["steps"], name
            for step in job["steps"]:
                assert ("run" in step) != ("uses" in step), step
                if "run" in step: print("#", path, name, "\\n" + step["run"].strip())
    """

  @Test func `what the workflows run is there, and shellcheck has nothing to say of it`() throws {
    let folder = Repository.root.appending(path: ".github/workflows")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names == ["ci.yml", "release.yml"])
    let text = try Python.run(Self.steps, names.map { folder.appending(path: $0).path })
    for match in text.matches(of: /scripts\/[\w\/.-]+/) {
      let script = Repository.root.appending(path: String(match.0)).path
      #expect(FileManager.default.isExecutableFile(atPath: script), "\(match.0)")
    }
    let files = try TemporaryFolder()
    let script = try files.write("#!/bin/bash -e\n" + text, to: "steps.sh")
    let run = try ProgramRun("/usr/bin/env", ["shellcheck", script])
    #expect(run.status == 0, "\(run.output)")
  }
}
