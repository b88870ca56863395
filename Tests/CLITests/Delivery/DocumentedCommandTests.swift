import Foundation
import TestSupport
import Testing

/// What pages of the documentation show for the command line and with a vendor does what they say.
///
/// Blocks are taken one after the other in one folder. A block with the name of a file is that file. A script that
/// needs a vendor runs in the sandbox, and prints what is after `// → `. Blocks of `sh` run as they are, and so do the
/// commands of `imgflow` in blocks of `yaml`.
@Suite(.blocking) struct DocumentedCommandTests {
  struct Block {
    let language: String
    let name: String?
    let needsVendor: Bool
    let text: String
    let line: Int
  }

  @Test(
    .timeLimit(.minutes(15)),
    arguments: [("README.md", 1), ("docs/recipes.md", 8), ("docs/ci.md", 7)])
  func `a page does what it says`(_ page: String, _ least: Int) throws {
    let folder = try TemporaryFolder()
    let creatives = Repository.root.appending(path: "scripts/creatives")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "scripts"), withIntermediateDirectories: false)
    try FileManager.default.copyItem(
      at: creatives, to: folder.url.appending(path: "scripts/creatives"))
    for (name, source) in [("a.jpg", "coffee-a.jpg"), ("b.jpg", "pets-a.jpg")] {
      try FileManager.default.copyItem(
        at: creatives.appending(path: source), to: folder.url.appending(path: name))
    }
    var count = 0
    for block in try Self.blocks(of: page) {
      if let name = block.name {
        try folder.write(block.text, to: name)
      } else if block.needsVendor {
        try folder.write(block.text, to: "example.imgflow")
        let output = try run("imgflow example.imgflow --sandbox", block, page, folder)
        let expected = block.text.matches(of: /\/\/ → (.*)/).map { $0.1 + "\n" }.joined()
        #expect(expected.isEmpty || output.contains(expected), "\(page):\(block.line): \(output)")
        count += 1
      } else {
        for command in Self.commands(of: block) where page != "README.md" {
          _ = try run(command, block, page, folder)
          count += 1
        }
      }
    }
    #expect(count >= least, "\(page) has \(count) examples that were executed")
  }

  private func run(
    _ command: String, _ block: Block, _ page: String, _ folder: TemporaryFolder
  ) throws -> String {
    let run = try Shell.run(
      "XDG_STATE_HOME=$PWD/state; export XDG_STATE_HOME; set -e\n" + command, in: folder.url)
    #expect(run.status == 0, "\(page):\(block.line): \(command)\n\(run.output)\(run.errors)")
    return run.output
  }

  @Test func `the page about installing is true`() throws {
    let folder = try TemporaryFolder()
    let root = Repository.root.path
    var commands = try Self.blocks(of: "docs/install.md").filter { $0.language == "sh" }.map(\.text)
      .joined()
    // The programs that are here instead of a release, which takes many minutes to build.
    commands.replace(
      "scripts/install ", with: "\(root)/scripts/install --from '\(BuiltPrograms.folder.path)' ")
    commands.replace("scripts/uninstall ", with: "\(root)/scripts/uninstall ")
    let run = try Shell.run(
      "mkdir ~/.local; set -e\n\(commands)\nfind ~/.local -type f", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    // After the last command, nothing is left.
    #expect(run.output.contains("Removed imgflow from <folder>/.local.\n"))
    #expect(!run.output.split(separator: "\n").contains { $0.hasPrefix("<folder>/.local/") })
    #expect(run.output.contains("build"))
  }

  /// The commands that a block shows.
  private static func commands(of block: Block) -> [String] {
    switch block.language {
    case "sh": return [block.text]
    case "yaml":
      return block.text.split(separator: "\n").compactMap { line in
        guard let command = line.firstMatch(of: /^\s*- (?:run: )?(imgflow .*)/)?.1 else {
          return nil
        }
        return command.contains("--image") && !command.contains("--sandbox")
          ? command + " --sandbox" : String(command)
      }
    default: return []
    }
  }

  private static func blocks(of page: String) throws -> [Block] {
    let text = try String(
      contentsOf: Repository.root.appending(path: page), encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    var blocks: [Block] = []
    var index = 0
    while index < lines.count {
      let start = index
      index += 1
      guard lines[start].hasPrefix("```") else { continue }
      let end = lines[index...].firstIndex { $0.hasPrefix("```") } ?? lines.count
      let words = lines[start].dropFirst(3).split(separator: " ").map(String.init)
      let names = words.dropFirst().filter { $0 != "sandbox" }
      blocks.append(
        Block(
          language: words.first ?? "", name: names.first,
          needsVendor: words.contains("sandbox"),
          text: lines[index..<end].joined(separator: "\n") + "\n", line: start + 1))
      index = end + 1
    }
    return blocks
  }
}
