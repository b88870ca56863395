import Foundation
import TestSupport
import Testing

/// The scripts that ship for AssetZen, Pixoneye and Haut.AI, and the one across vendors, in the sandbox.
/// What a new sandbox has is the same each time, and so are their figures.
@Suite(.blocking)
struct VendorScriptTests {
  @Test func `the audit finds what a library lacks`() throws {
    let run = try ScriptRun("assetzen-audit")
    #expect(run.output.contains("17 of 36 pictures need work"))
    #expect(run.row("no alternative text") == ["no alternative text", "9", "25 %"])
    #expect(run.row("no tags") == ["no tags", "7", "19 %"])
    #expect(run.row("too large") == ["too large", "3", "8 %"])
    let lines = try run.lines("audit.csv")
    #expect(lines.count == 18)
    #expect(lines[0] == "sid,title,file,problems,kilobytes,tags to consider,source")
    #expect(lines[1].contains("\"no alternative text, no tags\""))
  }

  @Test func `the audit can look at one album`() throws {
    let run = try ScriptRun("assetzen-audit", ["--album", "coast", "--most-bytes", "1"])
    #expect(run.output.contains("9 of 9 pictures need work"))
    #expect(run.row("too large") == ["too large", "9", "100 %"])
    let failure = #expect(throws: ProgramRun.Failure.self) {
      try ScriptRun("assetzen-audit", ["--album", "none"])
    }
    #expect(failure?.description.contains("there is no album none") == true)
  }

  @Test func `the summary counts everybody once`() throws {
    let run = try ScriptRun("audience-summary", ["--places", "3"])
    #expect(run.output.hasSuffix("2345 people\n"))
    #expect(run.row("under 25") == ["under 25", "540", "23.0 %"])
    let data = try Data(contentsOf: run.folder.appending(path: "audience.json"))
    let found = try JSONDecoder().decode(Audience.self, from: data)
    #expect(found.people == 2345)
    for name in ["gender", "age", "marital-status", "parental-status", "country", "city"] {
      #expect(found.counts[name]?.values.reduce(0, +) == 2345, "\(name)")
    }
    #expect(found.counts["gender"]?["unkown"] == nil)
  }

  private struct Audience: Decodable {
    let people: Int
    let counts: [String: [String: Int]]
  }

  @Test func `the triage tells what to do about each picture`() throws {
    let run = try ScriptRun("selfie-triage")
    let rows = try run.lines("selfies.csv").dropFirst().map { $0.split(separator: ",").prefix(2) }
    #expect(
      rows.map { $0.joined(separator: " ") } == [
        "small.jpg refused", "dark.jpg again", "blurred.jpg again", "bright.jpg again",
        "good.jpg use",
      ])
    for advice in ["at least 256 pixels", "too dark", "blurry", "too bright"] {
      #expect(run.output.contains(advice), "\(advice)")
    }
  }

  @Test func `the library's pictures are set against where people look`() throws {
    let run = try ScriptRun("library-attention", ["--query", "morning", "--most", "12"])
    #expect(run.output.contains("3 of 12 pictures are cropped where nobody looks"))
    #expect(run.output.contains("move the focus"))
    let lines = try run.lines("library.csv")
    #expect(lines.count == 13 && lines[1].hasSuffix("move the focus,sandbox"))
    let page = try run.text("library.html")
    #expect(page.components(separatedBy: "<figure").count == 13)
    let left = try FileManager.default.contentsOfDirectory(atPath: run.folder.path)
    #expect(!left.contains { $0.hasSuffix(".jpg") })
  }
}
