import Foundation
import TestSupport
import Testing

/// The attention report as a browser has it, made in the sandbox by the script that ships.
@Suite(.blocking, .serialized)
struct AttentionReportTests {
  /// The report on the creatives that ship.
  static let report = Result { try Report() }
  static let shipped = Result { try report.get().page() }

  @Test func `shows every creative with its heatmap, its areas and its figures`() throws {
    let page = try Self.shipped.get()
    #expect(page.count("article", class: "creative") == 6)
    #expect(page.count("article", class: "result") == 3)
    // Of each creative the heatmap, the picture and the thumbnail in the results.
    #expect(page.count("img") == 18)
    #expect(page.count("div", class: "overlay") == 12)
    // Five areas on the heatmap and on the picture.
    #expect(page.count("g", class: "area") == 60)
    #expect(page.count("b", class: "badge") == 90)
    // A table of each creative and a ranking of each pair.
    #expect(page.count("table") == 9)
    #expect(page.count("tr") == 6 * 6 + 3 * 3)
    #expect(page.elements.allSatisfy { $0.name != "img" || $0.attributes["alt"] != nil })
    #expect(page.elements.allSatisfy { $0.name != "th" || $0.attributes["scope"] != nil })
  }

  @Test(arguments: [false, true])
  func `fits every screen, with bars that can be compared`(_ isDark: Bool) throws {
    let report = try Self.report.get()
    let frames = try Measure.frames(
      of: report.text("attention.html"), widths: [320, 390, 1000, 1280], isDark: isDark,
      in: report.folder)
    #expect(frames.count == 4)
    for frame in frames {
      #expect(frame.scrollWidth <= frame.width)
      #expect(frame.cutOff == [], "at \(frame.width)")
      #expect(frame.badBadges == [], "at \(frame.width)")
      #expect(frame.badges == 60)
      #expect(frame.pale == [], "at \(frame.width)")
      #expect(frame.unsaid == [], "at \(frame.width)")
      for kinds in [["list", "Together"], ["Attention", "Size"], ["Per size"]] {
        let bars = frame.bars.filter { kinds.contains($0.kind) }
        let most = bars.map(\.value).max() ?? 0
        #expect(bars.count >= 12 && most > 0)
        // The numbers are rounded, and a short bar has two pixels at least.
        for bar in bars {
          let wanted = bar.value / most
          #expect(abs(bar.share - wanted) <= 0.1 / most + 2.5 / bar.width, "\(bar)")
        }
      }
    }
  }

  @Test func `loads nothing and runs nothing`() throws {
    let page = try Self.shipped.get()
    for element in page.elements {
      #expect(!["script", "link", "iframe", "object"].contains(element.name))
      for (name, value) in element.attributes where name == "src" || name == "href" {
        let isInside = value.hasPrefix("data:image/") || value.hasPrefix("#")
        #expect(isInside, "\(element.name) leads to \(value.prefix(60))")
      }
    }
    #expect(!page.style.isEmpty)
    #expect(!page.style.contains("url(") && !page.style.contains("@import"))
    let hasPolicy = page.html.contains("default-src 'none'")
    #expect(hasPolicy)
  }

  @Test func `shows names as they are, whatever is in them`() throws {
    let name = "<img src=x onerror=alert(1)>"
    let area = "\"'></title><script>alert(1)</script>"
    let creatives = try HostileCreatives(name: name, area: area)
    let report = try Report(creatives: creatives.folder)
    let page = try report.page()
    #expect(page.count("article", class: "creative") == 2)
    #expect(page.count("img") == 6)
    #expect(page.count("script") == 0)
    #expect(page.elements.allSatisfy { element in !element.attributes.keys.contains("onerror") })
    // A failed expectation on the page itself would print its megabytes.
    let names = ["&lt;img src=x onerror=alert(1)&gt;-a", "&lt;script&gt;alert(1)&lt;/script&gt;"]
    let showsNames = names.map { page.html.contains($0) }
    #expect(showsNames == [true, true])
  }

  @Test func `prints and writes the same figures`() throws {
    let report = try Report(arguments: ["--limit", "2"])
    let rows = try report.text("attention.csv").split(separator: "\r\n").map(String.init)
    #expect(rows.first == "creative,area,attention,size,perSize,source")
    #expect(rows.count == 31)
    let data = Data(try report.text("attention.json").utf8)
    let figures = try JSONDecoder().decode(Figures.self, from: data)
    // Whatever order the jobs ended in, the creatives stand in that of creatives.json.
    #expect(
      figures.creatives.map(\.name)
        == ["coffee-a", "coffee-b", "pets-a", "pets-b", "space-a", "space-b"])
    for creative in figures.creatives {
      for area in creative.areas {
        #expect(abs(area.attention / area.size - area.perSize) < 0.1)
        #expect(rows.contains { $0.hasPrefix("\(creative.name),\(area.area),") })
        #expect(report.output.contains(area.area))
      }
    }
    for group in figures.groups {
      let ranked = group.variants.map(\.attention)
      #expect(ranked == ranked.sorted(by: >))
      #expect(report.output.contains("\(group.group): \(group.variants[0].name) "))
    }
  }

  private struct Figures: Decodable {
    struct Creative: Decodable {
      let name: String
      let areas: [Area]
    }
    struct Area: Decodable {
      let area: String
      let attention, size, perSize: Double
    }
    struct Group: Decodable {
      let group: String
      let variants: [Variant]
    }
    struct Variant: Decodable {
      let name: String
      let attention: Double
    }
    let creatives: [Creative]
    let groups: [Group]
  }
}

/// A folder with two variants of a creative whose names are HTML.
private final class HostileCreatives {
  private let files: TemporaryFolder
  var folder: URL { files.url }

  init(name: String, area: String) throws {
    files = try TemporaryFolder()
    let samples = Repository.root.appending(path: "scripts/creatives")
    let creatives = try ["a", "b"].map { variant -> [String: Any] in
      let file = "\(name)-\(variant).jpg"
      try FileManager.default.copyItem(
        at: samples.appending(path: "coffee-\(variant).jpg"), to: files.url.appending(path: file))
      let areas = ["headline", "cta", area].map { name -> [String: Any] in
        ["name": name, "type": "circle", "left": 20, "top": 30, "radius": 50, "angle": 10]
      }
      return ["file": file, "width": 1200, "height": 628, "areas": areas]
    }
    try JSONSerialization.data(withJSONObject: creatives)
      .write(to: folder.appending(path: "creatives.json"))
  }
}
