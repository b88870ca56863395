import Foundation
import TestSupport
import Testing

/// `scripts/package`, with small programs that run the built ones.
@Suite(.blocking) struct PackageTests {
  private let folder: TemporaryFolder
  private let out: URL

  init() throws {
    folder = try TemporaryFolder()
    out = folder.url.appending(path: "out")
  }

  /// Programs of C that run the built ones: a package declares which libraries a program needs.
  private func makePrograms(in build: URL) throws {
    try FileManager.default.createDirectory(at: build, withIntermediateDirectories: true)
    for name in ["imgflow", "imgflow-sandbox"] {
      let source = try folder.write(
        """
        #include <unistd.h>
        #include <zlib.h>
        int main(int count, char **words) {
          if (count > 99) return zlibVersion()[0];
          return execv("\(BuiltPrograms.folder.appending(path: name).path)", words);
        }
        """, to: "\(name).c")
      _ = try ProgramRun.output(
        of: "/usr/bin/env",
        [
          "cc", "-O2", "-fPIE", "-pie", "-Wl,-z,relro,-z,now", "-o",
          build.appending(path: name).path, source, "-lz",
        ])
    }
  }

  private func package(_ words: [String]) throws -> ProgramRun {
    var environment = ProcessInfo.processInfo.environment
    environment["SOURCE_DATE_EPOCH"] = "1795996800"
    return try ProgramRun(
      Repository.root.appending(path: "scripts/package").path, words, in: folder.url,
      environment: environment)
  }

  @Test(.timeLimit(.minutes(10))) func `the packages are whole, and twice the same`() throws {
    let build = folder.url.appending(path: "build")
    try makePrograms(in: build)
    let run = try package(["--from", build.path, "--out", out.path])
    #expect(run.status == 0, "\(run.errors)")
    try #require(run.output == out.path + "\n")
    let version = try ProgramRun.output(of: BuiltPrograms.imgflow, ["--version"])
      .split(whereSeparator: \.isWhitespace)[1]
    let names = [
      "SHA256SUMS", "imgflow-\(version)-linux-x86_64.tar.gz", "imgflow-\(version).spdx.json",
      "imgflow-sandbox_\(version)-1_amd64.deb", "imgflow_\(version)-1_amd64.deb",
    ]
    #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == names)
    _ = try ProgramRun.output(
      of: "/usr/bin/env", ["sha256sum", "--check", "--strict", "SHA256SUMS"], in: out)
    let sums = try String(
      contentsOf: out.appending(path: "SHA256SUMS"), encoding: .utf8)
    try lookAtDebianPackages(names.filter { $0.hasSuffix(".deb") })
    try lookAtArchive(names[1])
    try lookAtBill(names[2])
    #expect(try package(["--from", build.path, "--out", out.path]).status == 0)
    #expect(
      try String(contentsOf: out.appending(path: "SHA256SUMS"), encoding: .utf8) == sums)
  }

  private func lookAtDebianPackages(_ names: [String]) throws {
    let lint = try ProgramRun(
      "/usr/bin/env", ["lintian", "--fail-on", "error,warning", "--allow-root"] + names, in: out)
    #expect(lint.status == 0 && lint.output.isEmpty, "\(lint.output)\(lint.errors)")
    for name in names {
      let depends = try ProgramRun.output(
        of: "/usr/bin/env", ["dpkg-deb", "--field", name, "Depends"], in: out)
      #expect(depends.contains("zlib1g (>= ") && depends.contains("libc6 (>= "), "\(depends)")
      let program = String(name.prefix { $0 != "_" })
      let tree = folder.url.appending(path: program + ".tree")
      _ = try ProgramRun.output(
        of: "/usr/bin/env", ["dpkg-deb", "--extract", name, tree.path], in: out)
      for file in [
        "bin/\(program)", "share/man/man1/\(program).1.gz", "share/doc/\(program)/copyright",
        "share/bash-completion/completions/\(program)",
        "share/zsh/vendor-completions/_\(program)",
        "share/fish/vendor_completions.d/\(program).fish",
      ] {
        let path = tree.path + "/usr/" + file
        #expect(FileManager.default.fileExists(atPath: path), "\(file)")
      }
      let copyright = try String(
        contentsOfFile: tree.path + "/usr/share/doc/\(program)/copyright", encoding: .utf8)
      for dependency in try Self.dependencies() { #expect(copyright.contains(dependency.name)) }
    }
  }

  private func lookAtArchive(_ name: String) throws {
    _ = try ProgramRun.output(of: "/usr/bin/env", ["tar", "-xzf", name], in: out)
    let tree = out.appending(path: name.replacing(".tar.gz", with: ""))
    defer { try? FileManager.default.removeItem(at: tree) }
    let program = tree.appending(path: "bin/imgflow").path
    #expect(try ProgramRun.output(of: program, ["-e", "6 * 7"]) == "42\n")
    let licences = try String(
      contentsOf: tree.appending(path: "share/doc/imgflow/LICENCES"), encoding: .utf8)
    for dependency in try Self.dependencies() {
      #expect(licences.contains("== \(dependency.name) \(dependency.version): "))
    }
  }

  private func lookAtBill(_ name: String) throws {
    let data = try Data(contentsOf: out.appending(path: name))
    let bill = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(bill["spdxVersion"] as? String == "SPDX-2.3")
    let packages = try #require(bill["packages"] as? [[String: Any]])
    let listed = Set(packages.compactMap { $0["name"] as? String })
    #expect(listed.isSuperset(of: try Self.dependencies().map(\.name) + ["zlib1g", "swift"]))
    let ids = packages.compactMap { $0["SPDXID"] as? String }
    #expect(Set(ids).count == packages.count)
    let relations = try #require(bill["relationships"] as? [[String: String]])
    // Each part is related to the program, and the program to the document.
    #expect(Set(relations.compactMap { $0["relatedSpdxElement"] }) == Set(ids))
  }

  private static func dependencies() throws -> [(name: String, version: String)] {
    let list = try String(
      contentsOf: Repository.root.appending(path: "dependencies.tsv"), encoding: .utf8)
    return list.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: "\t")
      return (String(cells[0]), String(cells[1]))
    }
  }

  @Test func `mistakes have a cause and a cure`() throws {
    try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
    let cases = [
      (["--from", "nowhere"], "error: the folder nowhere does not exist\n  help: "),
      (["--from", out.path], "error: \(out.path) has no program imgflow\n  help: "),
      (["--out"], "error: `--out` needs a folder\n"),
      (["--form", "x"], "error: unknown argument `--form`\n  help: "),
    ]
    for (words, message) in cases {
      let run = try package(words)
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix(message), "\(run.errors)")
    }
  }
}
