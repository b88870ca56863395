import Foundation
import ImgFlow
import ImgFlowCatalogue
import TestSupport
import Testing

/// The first sections of a vendor's manual: their scripts, as they stand on the page, lead where they say.
@Suite(.blocking) struct VendorWayTests {
  /// The files that the scripts name.
  private static let files = [
    "poster.jpg": "images/cat.jpg", "selfie.jpg": "images/cat.jpg",
    "reviews.csv": "texts/labelled.csv", "invoice.pdf": "texts/invoice.pdf",
  ]

  @Test(arguments: BuiltInVendors.names)
  func `the overview leads there`(_ name: String) throws {
    let file = Repository.root.appendingPathComponent("docs/vendors/\(name).md")
    let page = try String(contentsOf: file, encoding: .utf8)
    #expect(
      page.contains("\n## Overview\n"), "the documentation of `vendor \(name)` has none")
    let scripts = page.matches(of: /(?s)```imgflow\n(.*?)```/).map { String($0.1) }
    #expect(!scripts.isEmpty)
    for script in scripts { try Self.check(script) }
  }

  private static func check(_ script: String) throws {
    let folder = try TemporaryFolder()
    for (name, fixture) in files {
      try FileManager.default.copyItem(
        at: Repository.fixture("\(fixture)"),
        to: folder.url.appendingPathComponent(name))
    }
    try script.write(
      to: folder.url.appendingPathComponent("way.imgflow"), atomically: true, encoding: .utf8)
    let run = try Shell.run("imgflow way.imgflow --sandbox --time-scale 100 -q", in: folder.url)
    #expect(run.status == 0, "\(run.errors)\n\(script)")
    let expected = script.matches(of: /\/\/ → (.*)/).map { String($0.1) }
    #expect(!expected.isEmpty, "the script shows nothing")
    #expect(run.output.split(separator: "\n").map(String.init) == expected)
  }

  /// What is on the page can be found from its top.
  @Test(arguments: BuiltInVendors.names)
  func `every link of a manual leads to a heading`(_ name: String) throws {
    let file = Repository.root.appendingPathComponent("docs/vendors/\(name).md")
    let page = try String(contentsOf: file, encoding: .utf8)
    var anchors: [String: Int] = [:]
    for heading in page.matches(of: /(?m)^##+ (.+)$/) {
      let kept = heading.1.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
      anchors[kept.replacing(" ", with: "-"), default: 0] += 1
    }
    let known = Set(
      anchors.flatMap { anchor, count in
        (0..<count).map { $0 == 0 ? anchor : "\(anchor)-\($0)" }
      })
    let links = page.matches(of: /\]\(#([^)]+)\)/).map { String($0.1) }
    #expect(Set(links).subtracting(known) == [])
    let headings = page.matches(of: /(?m)^## (.+)$/).count
    #expect(links.count > headings)
    let top = page.components(separatedBy: "\n## ")[0]
    #expect(top.matches(of: /\]\(#/).count == headings)
  }
}
