import Foundation
import TestSupport
import Testing

/// Pages of `std/report` with content that is hard to lay out, as a browser shows them on telephones, tablets
/// and large screens.
@Suite(.blocking)
struct PageTests {
  private static let widths = [320, 390, 768, 1280]

  /// The page that a script makes whose last statements are the list `content`.
  private func frames(_ content: String, isDark: Bool = false, page: String = "") throws
    -> [Measure.Frame]
  {
    let folder = try TemporaryFolder()
    let script = """
      import "std/report" as report
      let dot = report.image(base64.decode("R0lGODlhAQABAAAAACw="), "A dot")
      let long = range(40).map(_ => "Donaudampf").join()
      \(content)
      file.write("page.html", report.page("Page", [report.element("h1", {}, "Page \\(long)"), content]\(page)))
      """
    try folder.write(script, to: "page.imgflow")
    _ = try Programs.run(BuiltPrograms.imgflow, ["page.imgflow"], home: folder.url)
    let html = try folder.text("page.html")
    return try Measure.frames(of: html, widths: Self.widths, isDark: isDark, in: folder.url)
  }

  private func check(_ frames: [Measure.Frame]) {
    #expect(frames.map(\.width) == Self.widths.map(Double.init))
    for frame in frames {
      #expect(frame.scrollWidth <= frame.width, "at \(frame.width)")
      #expect(frame.cutOff == [], "at \(frame.width)")
      #expect(frame.badBadges == [], "at \(frame.width)")
      #expect(frame.pale == [], "at \(frame.width)")
      #expect(frame.unsaid == [], "at \(frame.width)")
      #expect(frame.badPlots == [], "at \(frame.width)")
      let charts = frame.bars.filter { $0.kind == "list" }.map(\.width)
      #expect(charts.allSatisfy { abs($0 - charts[0]) < 0.1 }, "at \(frame.width)")
      for bar in frame.bars where bar.kind == "share" {
        #expect(abs(bar.share * bar.width - bar.value * bar.width) < 2.1)
      }
    }
  }

  @Test(arguments: [false, true])
  func `tables fit, whatever is in them`(_ isDark: Bool) throws {
    check(
      try frames(
        #"""
        let bar = share => report.element("span", {}, report.element("b", {}, "\(share)"), report.bar(share, mark: 0.5))
        let rows = count => range(count).map(i => {name: "row \(i)", share: bar(i / count), number: 1234567.891 * i})
        let wide = columns => [range(columns).map(i => ["column \(i)", 100000 * i]).toObject()]
        let content = [
          report.table([], caption: "Nothing"), report.table(rows(1), caption: "One"), report.table(rows(500), caption: "Many"),
          report.table(wide(2), caption: "2"), report.table(wide(6), caption: "6"), report.table(wide(12), caption: "12"),
          report.table([{name: long, text: long}, {name: "b", text: "العربية نص طويل من اليمين إلى اليسار", other: null}], caption: long),
          report.table([{name: "<b>", text: report.element("em", {}, "markup")}], caption: "Titles", titles: {text: report.element("i", {}, "Text")}),
          report.barChart([{label: "A", value: 17.2}, {label: long, value: 11}, {label: "none", value: 0}]),
          report.barChart([]),
        ]
        """#, isDark: isDark))
  }

  @Test func `a page from right to left fits too`() throws {
    check(
      try frames(
        #"""
        let content = [
          report.table([{name: "العربية", share: report.element("span", {}, report.element("b", {}, 0.25), report.bar(0.25, mark: 0.5)), number: 7}], caption: "جدول"),
          report.overlay(dot, [{name: "א", left: 3, top: 3, width: 30, height: 30}], 120, 90),
        ]
        """#, page: #", language: "ar""#))
  }

  @Test(arguments: [false, true])
  func `plots are readable, whatever is in them`(_ isDark: Bool) throws {
    let frames = try frames(
      #"""
      let wave = count => range(count).map(i => math.sin(i / 9) * count)
      let odd = ["<b>&\"'", "\u{1}control\u{7}", "العربية", "日本語のラベル", "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW", "", long]
      let lists = [
        [7], [0], [-3], [5, 5, 5], [null, 1, null, 3, 4], wave(20), wave(45), wave(100), wave(1000), [1e300, -1e300], [1e-300, 3e-300],
        [1234567, 7654321], [0.1, 0.30000000000000004], [999999, 1000001], range(12).map(i => 1e11 * i),
        odd.map((label, i) => [label, i * 1000 - 2500]), range(30).map(i => ["Label number \(i)", i]), range(300).map(i => ["Label number \(i)", i]),
        [[0, 1.5], [1, 2], [4, 8], [5, null], [6, 9], [1000, -9]], range(12).map(i => [time("2026-01-01").addDays(i), i]),
      ]
      let content = lists.flatMap(list => [
        report.bars(list, "Bars"), report.columns(list, "Columns"), report.line(list, long),
        report.histogram(list.map(item => if item is list { item[1] } else { item }).filter(item => item != null), "Histogram"),
        report.scatter(list.map((item, i) => [i, if item is list { item[1] } else { item }]).filter(([_, y]) => y != null), "Scatter"),
      ]) + [
        report.histogram(wave(500), "Many parts", about: 200), report.bars([], "None"),
        report.scatter([{area: long, size: 2.5, share: 31}, {area: "b", size: -1e9, share: 1e-9}], "Named", x: "size", y: "share", label: "area"),
      ]
      """#, isDark: isDark)
    check(frames)
    #expect(frames.allSatisfy { $0.plots == 102 })
  }

  @Test func `numbers stand beside areas, wherever those are`() throws {
    let frames = try frames(
      #"""
      var seed = 7
      fn random(most) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        seed / 2147483648 * most
      }
      let box = (width, height) => {left: random(0.9 * width), top: random(0.9 * height), width: 1 + random(width / 3), height: 1 + random(height / 3)}
      let cases = [
        {width: 1200, height: 628, shapes: [[0, 0], [1190, 0], [0, 618], [1190, 618], [600, 300]].map(([x, y]) => {left: x, top: y, width: 10, height: 10})},
        {width: 1200, height: 628, shapes: range(5).map(i => {left: 0, top: 0, width: 1200, height: 628})},
        {width: 1080, height: 1080, shapes: [{type: "circle", left: 200, top: 300, radius: 200, angle: 20}, {type: "triangle", left: 500, top: 500, width: 300, height: 200, angle: 45}]},
        {width: 1080, height: 1080, shapes: [{left: -50, top: -50, width: 2000, height: 300}, {left: 0, top: 250, width: 1080, height: 830}]},
        ...[[1200, 628], [800, 800], [600, 1200], [2000, 80], [60, 2000]].map(([width, height]) =>
          {width: width, height: height, shapes: range(20).map(_ => box(width, height))}),
      ]
      let content = cases.map(({width, height, shapes}) => report.overlay(dot, shapes, width, height))
      """#)
    check(frames)
    #expect(frames.allSatisfy { $0.badges == 114 })
  }
}
