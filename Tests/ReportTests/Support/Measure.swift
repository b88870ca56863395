import Foundation
import TestSupport

/// What a browser makes of a page at several widths: the page runs no scripts, so that another one holds
/// it in a frame of each width and measures what is in there.
enum Measure {
  /// One measured frame.
  struct Frame: Decodable {
    let width: Double
    /// Whether something in the page has run.
    let hacked: Bool
    /// How wide the content is.
    let scrollWidth: Double
    /// What reaches beyond the frame, or beyond its table, and is not meant to.
    let cutOff: [String]
    /// Badges that cover a mark or another badge, or that nobody can see.
    let badBadges: [String]
    let badges: Int
    /// The faults of plots: texts that overlap or are cut off, colours that are too pale, and SVG that is not XML.
    let badPlots: [String]
    let plots: Int
    /// Texts with too little contrast, as WCAG 2.2 level AA asks for it.
    let pale: [String]
    /// For each bar, its class, the length of its fill as a share of the bar, and the number beside it.
    let bars: [Bar]
    /// What a screen reader needs and does not get.
    let unsaid: [String]
  }

  struct Bar: Decodable {
    let kind: String
    let share, value, width: Double
  }

  /// Measures the pages, one after another, each at all widths.
  ///
  /// - Throws: `ProgramRun.Failure` when the browser does not end well.
  static func frames(of html: String, widths: [Int], isDark: Bool = false, in folder: URL) throws
    -> [Frame]
  {
    let page = try JSONEncoder().encode(html)
    // `</script>` in a page would end the script that holds it.
    let text = String(decoding: page, as: UTF8.self).replacing("</", with: "<\\/")
      .replacing("<!--", with: "<\\!--")
    let holder = """
      <!doctype html><meta charset="utf-8"><body><script>
      const page = \(text), widths = \(widths);
      \(script)
      </script>
      """
    let file = folder.appending(path: "measure.html")
    try holder.write(to: file, atomically: true, encoding: .utf8)
    let flags =
      ["--virtual-time-budget=20000", "--dump-dom"]
      + (isDark ? ["--blink-settings=preferredColorScheme=0"] : [])
    let dom = try Chromium.open(file.absoluteString, flags, in: folder)
    let result = dom.split(separator: "«").dropFirst().last?.prefix { $0 != "»" } ?? "[]"
    let json = String(result).replacing("&lt;", with: "<").replacing("&gt;", with: ">")
      .replacing("&amp;", with: "&")
    return try JSONDecoder().decode([Frame].self, from: Data(json.utf8))
  }

  private static let script = #"""
    const name = e => (e.tagName + "." + (e.getAttribute("class") || "")).toLowerCase() + " " + (e.textContent || "").trim().slice(0, 30);
    const visible = e => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
    const parse = c => { const m = c.match(/[\d.]+/g).map(Number); return m.length < 4 ? [...m, 1] : m; };
    const over = (a, b) => a.slice(0, 3).map((v, i) => v * a[3] + b[i] * (1 - a[3])).concat(1);
    const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };

    function ground(e, view) {
      const layers = [];
      for (; e; e = e.parentElement) layers.push(parse(view.getComputedStyle(e).backgroundColor));
      return layers.reverse().reduce((below, layer) => over(layer, below), [255, 255, 255, 1]);
    }

    function pale(doc, view) {
      const found = new Set();
      const walker = doc.createTreeWalker(doc.body, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const e = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || !visible(e) || e.closest("svg, style, option")) continue;
        const style = view.getComputedStyle(e), back = ground(e, view);
        const [a, b] = [light(over(parse(style.color), back)), light(back)].sort((x, y) => y - x);
        const size = parseFloat(style.fontSize), large = size >= 24 || size >= 18.66 && style.fontWeight >= 700;
        if ((a + .05) / (b + .05) < (large ? 3 : 4.5)) found.add(name(e) + " " + ((a + .05) / (b + .05)).toFixed(2));
      }
      return [...found];
    }

    function cutOff(doc, width) {
      const found = [];
      for (const e of doc.body.querySelectorAll("*")) {
        if (!visible(e) || e.closest("svg, thead, legend")) continue;
        const box = e.getBoundingClientRect(), scroller = e.closest(".table, .scroll, pre");
        if (scroller && scroller !== e && width > 400) continue;
        const clip = scroller && scroller !== e ? scroller.getBoundingClientRect() : {left: 0, right: width};
        if (box.width && (box.right > clip.right + 1 || box.left < clip.left - 1)) found.push(name(e));
        else if (width <= 400 && e.matches("td, th, td *, th *") && e.scrollWidth > e.clientWidth + 1 && e.clientWidth) found.push("inside " + name(e));
      }
      return found;
    }

    function badBadges(doc, width) {
      const found = [];
      for (const overlay of doc.querySelectorAll(".overlay")) {
        if (!visible(overlay)) continue;
        const badges = [...overlay.querySelectorAll(".badge")], shapes = [...overlay.querySelectorAll("polygon:not(.halo)")];
        for (const badge of badges) {
          const box = badge.getBoundingClientRect(), label = "badge " + badge.textContent;
          if (box.left < 0 || box.right > width || box.width < 4) found.push(label + " outside");
          for (const other of badges) {
            const b = other.getBoundingClientRect();
            if (other !== badge && box.left < b.right - .5 && b.left < box.right - .5 && box.top < b.bottom - .5 && b.top < box.bottom - .5) found.push(label + " on " + other.textContent);
          }
          const picture = overlay.querySelector("svg").getBoundingClientRect();
          for (const shape of shapes) {
            const back = shape.getScreenCTM().inverse();
            let covers = false;
            for (let i = 0; i <= 8; i++) for (let k = 0; k <= 8; k++) {
              const at = new DOMPoint(box.left + box.width * i / 8, box.top + box.height * k / 8).matrixTransform(back);
              const [x, y] = [box.left + box.width * i / 8, box.top + box.height * k / 8];
              const isInside = x > picture.left && x < picture.right && y > picture.top && y < picture.bottom;
              covers ||= isInside && shape.isPointInFill(at);
            }
            if (covers) found.push(label + " on the mark of " + shape.parentNode.querySelector("title").textContent);
          }
        }
      }
      return found;
    }

    function badPlots(doc, view) {
      const found = [];
      const contrast = (e, back) => {
        const [a, b] = [light(over(parse(view.getComputedStyle(e).fill), back)), light(back)].sort((x, y) => y - x);
        return (a + .05) / (b + .05);
      };
      for (const svg of page.match(/<svg[^]*?<\/svg>/g) || [])
        if (new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")) found.push("no XML: " + svg.slice(0, 80));
      for (const svg of doc.querySelectorAll(".plot svg")) {
        const whole = svg.getBoundingClientRect(), back = ground(svg.parentElement, view);
        if (svg.querySelector("script, a, image, use, foreignObject")) found.push("something that runs or loads");
        if (!svg.querySelector(":scope > title")?.textContent || !svg.querySelector(":scope > desc")?.textContent) found.push("no description");
        const texts = [...svg.querySelectorAll("text")].map(e => ({e, box: e.getBoundingClientRect()}));
        for (const {e, box} of texts) {
          if (box.left < whole.left - .5 || box.right > whole.right + .5 || box.top < whole.top - 2 || box.bottom > whole.bottom + 2) found.push("cut off: " + name(e));
          if (contrast(e, back) < 4.5) found.push("pale: " + name(e));
        }
        texts.sort((a, b) => a.box.left - b.box.left);
        texts.forEach(({e, box}, i) => {
          for (let k = i + 1; k < texts.length && texts[k].box.left < box.right - 1; k++) {
            const other = texts[k].box;
            // A line of letters is higher than what is drawn of it.
            if (box.top < other.bottom - 4 && other.top < box.bottom - 4) found.push(name(e) + " on " + name(texts[k].e));
          }
        });
        for (const e of [...svg.querySelectorAll(".mark")].slice(0, 5)) if (contrast(e, back) < 3) found.push("pale: " + name(e));
      }
      return found;
    }

    function bars(doc) {
      return [...doc.querySelectorAll(".bar")].filter(visible).map(bar => {
        const cell = bar.closest("td"), number = bar.parentElement.querySelector("b");
        const whole = bar.getBoundingClientRect(), fill = bar.querySelector("i").getBoundingClientRect();
        return {kind: cell ? cell.dataset.title : "list", share: fill.width / whole.width, width: whole.width, value: parseFloat(number ? number.textContent : "NaN") || 0};
      });
    }

    function unsaid(doc) {
      const found = [];
      if (!doc.documentElement.lang) found.push("no language");
      for (const e of doc.querySelectorAll("img:not([alt])")) found.push("no alt");
      for (const e of doc.querySelectorAll("table")) {
        if (!e.querySelector("caption")?.textContent) found.push("no caption");
        if (e.getAttribute("role") !== "table") found.push("table without role");
      }
      for (const e of doc.querySelectorAll("th:not([scope]), td:not([role])")) found.push("cell without role " + name(e));
      for (const e of doc.querySelectorAll("input, select, button, [role=region], svg[role=img]"))
        if (!(e.labels?.length || e.getAttribute("aria-label") || e.textContent)) found.push("no name " + name(e));
      let level = 0;
      for (const e of doc.querySelectorAll("h1, h2, h3, h4")) {
        if (+e.tagName[1] > level + 1) found.push("skips a level " + name(e));
        level = +e.tagName[1];
      }
      return found;
    }

    async function measure(width) {
      const frame = document.createElement("iframe");
      frame.style = `border:0;width:${width}px;height:900px`;
      frame.srcdoc = page;
      document.body.append(frame);
      await new Promise(done => frame.onload = done);
      const doc = frame.contentDocument, view = frame.contentWindow;
      const result = {
        width, hacked: !!window.hacked, scrollWidth: doc.documentElement.scrollWidth, cutOff: cutOff(doc, width), badBadges: badBadges(doc, width),
        badPlots: badPlots(doc, view), plots: doc.querySelectorAll(".plot svg").length,
        badges: doc.querySelectorAll(".overlay .badge").length, pale: pale(doc, view), bars: bars(doc), unsaid: unsaid(doc),
      };
      frame.remove();
      return result;
    }

    (async () => {
      const frames = [];
      for (const width of widths) frames.push(await measure(width));
      document.body.textContent = "«" + JSON.stringify(frames) + "»";
    })();
    """#
}
