import Foundation
import ImgFlow
import Testing

/// The first section of a vendor's manual: its script, as it stands on the page, leads where it says.
@Suite struct VendorWayTests {
  /// The files that the scripts name.
  private static let files = [
    "poster.jpg": "images/cat.jpg", "selfie.jpg": "images/cat.jpg",
    "reviews.csv": "texts/labelled.csv",
  ]

  @Test(arguments: BuiltInVendors.names)
  func `the way through leads there`(_ name: String) throws {
    let file = Places.root.appendingPathComponent("docs/vendors/\(name).md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let section = try #require(
      page.components(separatedBy: "## The way through\n").dropFirst().first,
      "the documentation of `vendor \(name)` tells no way through")
    let script = try #require(section.firstMatch(of: /(?s)```imgflow\n(.*?)```/)?.1)
    let folder = try TemporaryFolder()
    for (name, fixture) in Self.files {
      try FileManager.default.copyItem(
        at: Places.root.appendingPathComponent("Tests/Fixtures/\(fixture)"),
        to: folder.url.appendingPathComponent(name))
    }
    try script.write(
      to: folder.url.appendingPathComponent("way.imgflow"), atomically: true, encoding: .utf8)
    let run = try Shell.run("imgflow way.imgflow --sandbox --time-scale 100 -q", in: folder.url)
    #expect(run.status == 0, "\(run.errors)")
    let expected = script.matches(of: /\/\/ → (.*)/).map { String($0.1) }
    #expect(!expected.isEmpty, "the script shows nothing")
    #expect(run.output.split(separator: "\n").map(String.init) == expected)
  }
}
