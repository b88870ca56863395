import Foundation
import TestSupport
import Testing

/// Whatever a run writes says that it is the sandbox's, wholly or in part, and nothing else does: for every
/// kind of artefact and every way that answers can come. What it says is read by Python's own modules.
@Suite(.blocking) struct ArtefactSourceTests {
  /// Where the answers of a run come from.
  enum Way: String, CaseIterable, Sendable {
    case none, real, sandbox, sandboxByFlag, sandboxByBase, both

    var mark: String? {
      switch self {
      case .none, .real: nil
      case .sandbox, .sandboxByFlag, .sandboxByBase: "sandbox"
      case .both: "partly sandbox"
      }
    }

    /// The statements that have the answers come.
    var calls: String {
      switch self {
      case .none: ""
      case .real: "shop.look()"
      case .sandbox, .sandboxByFlag: "expoze.login()"
      case .sandboxByBase: "let _ = try? near.look()"
      case .both: "shop.look()\nlet _ = try? near.look()"
      }
    }

    var flags: String {
      switch self {
      case .sandbox: "--sandbox"
      case .sandboxByFlag: "--sandbox-url $URL"
      default: ""
      }
    }
  }

  private static let writing = """
    import "std/report" as report
    import "std/csv" as csv

    let rows = [{name: "a,b", share: 4.5}, {name: "日本", share: null}]
    file.createFolder("out")
    // Before anything has answered, and after it.
    file.write("out/early.csv", csv.stringify(rows))
    CALLS
    file.write("out/page.html", report.page("Page", [report.table(rows, caption: "Rows")]))
    file.write("out/own.html", "<!doctype html><html><BODY class='a'><h1>Own</h1></BODY></html>")
    file.write("out/object.json", json.stringify({rows: rows}, indent: 2))
    file.write("out/compact.json", json.stringify({rows: rows}))
    file.write("out/empty.json", "{}")
    file.write("out/taken.json", json.stringify({source: "camera"}))
    file.write("out/list.json", json.stringify(rows))
    for row in rows { file.append("out/lines.jsonl", json.stringify(row) + "\\n") }
    file.write("out/semicolon.csv", csv.stringify(rows, separator: ";", spreadsheet: true))
    file.write("out/rows.tsv", csv.stringify(rows, separator: "\\t"))
    file.write("out/taken.csv", "source,b\\r\\ncamera,1\\r\\n")
    file.write("out/drawing.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><g/></svg>")
    file.write("out/feed.xml", "<?xml version='1.0'?><feed/>")
    file.write("out/text.md", "# Totals\\n")
    file.write("out/settings.yaml", "a: 1\\n")
    file.write("out/begun.csv", "a\\n1\\n")
    file.move("out/begun.csv", "out/moved.csv")
    file.copy("out/moved.csv", "out/copied.csv")
    // The run itself reads what it wrote.
    assert file.json("out/compact.json") == {rows: rows}
    table([{n: 1}])
    """

  private static let judge = """
    import csv, glob, html.parser, json, os, xml.etree.ElementTree as tree
    marks = {"sandbox", "partly sandbox"}
    def of(values):
        found = {v for v in values if v in marks}
        assert len(found) < 2, found
        return found.pop() if found else "-"
    class Page(html.parser.HTMLParser):
        found = []
        def handle_starttag(self, tag, attributes):
            value = dict(attributes).get("data-imgflow-source")
            if value: self.found.append(value)
    def read(path, text):
        ending = path.rsplit(".")[-1]
        if ending in ("json", "jsonl"):
            values = [json.loads(line) for line in text.splitlines()] if ending == "jsonl" else json.loads(text)
            values = values if isinstance(values, list) else [values]
            fields = [v.get("imgflowSource", v.get("source")) for v in values]
            assert len({str(f) for f in fields}) == 1, fields
            return of(fields)
        if ending in ("csv", "tsv"):
            separator = ";" if "semicolon" in path else "\\t" if ending == "tsv" else ","
            rows = list(csv.DictReader(text.lstrip("\\ufeff").splitlines(), delimiter=separator))
            assert rows and all(None not in row and None not in row.values() for row in rows), rows
            return of(row.get("imgflowSource", row.get("source")) for row in rows)
        if ending == "html":
            page = Page(); page.found = []; page.feed(text)
            assert len(page.found) < 2
            return of(page.found)
        if ending in ("svg", "xml"): tree.fromstring(text)
        return "partly sandbox" if "artly" in text else "sandbox" if "sandbox" in text else "-"
    for path in sorted(glob.glob("out/*")):
        with open(path, encoding="utf-8", newline="") as f: print(os.path.basename(path), read(path, f.read()))
    """

  @Test(arguments: Way.allCases)
  func `every artefact says where it is from`(_ way: Way) throws {
    let place = try TemporaryFolder()
    let script = Self.writing.replacing("CALLS", with: way.calls)
    try Data(Self.judge.utf8).write(to: place.url.appendingPathComponent("judge.py"))
    try Data(script.utf8).write(to: place.url.appendingPathComponent("script.txt"))
    let declaration = { (name: String, address: String) in
      "vendor \(name) { base \"\(address)\"\n operation look() -> any\n GET \"/\" }\n"
    }
    try Data((declaration("shop", "REAL") + declaration("near", "NEAR/expoze")).utf8)
      .write(to: place.url.appendingPathComponent("vendors.txt"))
    let run = try Shell.run(
      """
      start_sandbox
      mkdir www; echo '{}' > www/index.html
      python3 -u -m http.server 0 --bind 127.0.0.1 -d www > .port 2> /dev/null & server=$!
      until grep -qs port .port; do sleep 0.02; done
      REAL=http://127.0.0.1:$(sed 's/.*port \\([0-9]*\\).*/\\1/;q' .port)
      cat vendors.txt script.txt | sed "s#REAL#$REAL#;s#NEAR#$URL#" > s.imgflow
      imgflow \(way.flags) s.imgflow; status=$?
      python3 judge.py || status=9
      kill $server; exit $status
      """, in: place.url)
    #expect(run.status == 0, "\(run.errors)")
    var lines = run.output.split(separator: "\n").map(String.init)
    #expect(lines.prefix(3) == ["n", "─", "1"])
    lines.removeFirst(3)
    if let mark = way.mark { #expect(lines.removeFirst() == "source: \(mark)") }
    #expect(lines.count == 18)
    for line in lines { #expect(line.hasSuffix(" \(way.mark ?? "-")"), "\(way)") }
    #expect(run.errors.contains("the results are") == (way.mark != nil))
  }

  @Test(arguments: [
    "imgflow --sandbox fails.imgflow", "imgflow test --sandbox --junit a.xml --tap test.imgflow",
    "printf 'expoze.login()\nfile.write(\"a.json\", \"{}\")\nfile.text(\"a.json\")\n' | imgflow repl --sandbox",
  ])
  func `so do runs that fail, tests and the prompt`(_ command: String) throws {
    let place = try TemporaryFolder()
    let scripts = [
      "fails": "expoze.login()\nfile.write(\"a.json\", \"{}\")\nthrow \"oops\"",
      "test": "test \"signs in\" {\n  expoze.login()\n  file.write(\"a.json\", \"{}\")\n}",
    ]
    for (name, text) in scripts {
      try Data(text.utf8).write(to: place.url.appendingPathComponent("\(name).imgflow"))
    }
    let run = try Shell.run(command, in: place.url)
    #expect(run.errors.contains("a.json says so\n") || run.output.contains("a.json says so\n"))
    let file = try String(
      contentsOf: place.url.appendingPathComponent("a.json"), encoding: .utf8)
    #expect(file == "{\"source\":\"sandbox\"}")
    guard command.contains("--tap") else { return }
    #expect(run.output.contains("\n# source: sandbox\n1..1\n"))
    #expect(run.errors.contains("1 test passed (sandbox)"))
    let results = try String(
      contentsOf: place.url.appendingPathComponent("a.xml"), encoding: .utf8)
    #expect(results.hasSuffix("<!-- source: sandbox -->\n"))
  }
}
