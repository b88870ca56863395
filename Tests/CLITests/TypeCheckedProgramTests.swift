import Foundation
import TestSupport
import Testing

/// Swift that this package does not build: examples for programs that embed ImgFlow, and the fuzzers.
@Suite(.blocking) struct TypeCheckedProgramTests {
  /// What programs outside this package can write.
  private static func examples() throws -> [String] {
    let page = Repository.root.appending(path: "docs/embedding.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    return text.matches(of: /```swift\n((?s).*?)```/).map { String($0.1) }
  }

  private static func problems(in program: String) throws -> String {
    let folder = try TemporaryFolder()
    try folder.write(program, to: "main.swift")
    return try SwiftChecker.problems(
      in: [folder.url.appending(path: "main.swift")], package: "elsewhere")
  }

  @Test func `programs of other packages can embed ImgFlow`() throws {
    let examples = try Self.examples()
    #expect(examples.count == 2)
    for example in examples {
      let problems = try Self.problems(in: example)
      #expect(problems.isEmpty, "\(problems)")
    }
  }

  @Test func `programs of other packages see only what is public`() throws {
    let problems = try Self.problems(in: "import ImgFlow\nprint(ImgFlowLibrary())")
    #expect(problems.contains("cannot find 'ImgFlowLibrary' in scope"), "\(problems)")
  }

  /// They are programs of a package of their own, which links to files of this one.
  @Test func `fuzzers fit what they feed`() throws {
    let sources = Repository.root.appending(path: "Fuzz/Sources")
    let modules = try TemporaryFolder()
    let driver = modules.url.appending(path: "FuzzDriver.swiftmodule").path
    let pdf = try ProgramRun.output(of: "/usr/bin/env", ["pkg-config", "--cflags", "poppler-glib"])
      .split(whereSeparator: \.isWhitespace).flatMap { ["-Xcc", String($0)] }
    let programs = try FileManager.default.contentsOfDirectory(atPath: sources.path)
      .filter { $0.hasPrefix("Fuzz") && $0 != "FuzzDriver" }
    #expect(programs.count == 4)
    for module in ["FuzzDriver"] + programs {
      let folder = sources.appending(path: module)
      let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        .map { folder.appending(path: $0) }
      let flags =
        module == "FuzzDriver" ? ["-emit-module", "-emit-module-path", driver] : ["-typecheck"]
      let problems = try SwiftChecker.problems(
        in: files, package: SwiftChecker.ownPackage, modules: modules.url,
        flags: flags + ["-wmo", "-parse-as-library", "-module-name", module] + pdf)
      #expect(problems.isEmpty, "\(problems)")
    }
  }
}
