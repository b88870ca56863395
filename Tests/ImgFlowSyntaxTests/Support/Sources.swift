import ImgFlowSyntax

/// Parses a text as the file `test.imgflow`.
func parse(_ text: String) -> ParseResult {
  Parser.parse(SourceFile(name: "test.imgflow", text: text))
}

/// The dump of the tree of a text, followed by the codes of its diagnostics, if it has any.
func dump(_ text: String) -> String {
  let result = parse(text)
  let codes = result.diagnostics.map { "! \($0.code.rawValue) \($0.message)" }
  return ([SyntaxDump.dump(result.tree)] + codes).joined(separator: "\n")
}

/// The tree of one expression on one line: `(+ 1 (* 2 3))`.
func shape(_ text: String) -> String {
  let lines = dump(text).split(separator: "\n")
  var output = ""
  var open = 0
  for (index, line) in lines.enumerated() {
    let depth = line.prefix { $0 == " " }.count / 2
    let next = index + 1 < lines.count ? lines[index + 1].prefix { $0 == " " }.count / 2 : 0
    while open > depth {
      output += ")"
      open -= 1
    }
    output += output.isEmpty || output.hasSuffix("(") ? "" : " "
    if next > depth {
      output += "("
      open += 1
    }
    output += line.drop { $0 == " " }
  }
  return output + String(repeating: ")", count: open)
}

/// Scripts that use every construct, for the invariants.
let sampleScripts = [
  """
  #!/usr/bin/env imgflow
  //! Scores how much attention each marked area of a set of creatives gets.

  /// Folder with creatives.json and the images it names.
  param folder: path = here("creatives")
  import "std/report" as report
  use expoze
  login()
  let creatives = file.json("\\(folder)/creatives.json")
  let rows = parallel(limit: 4) for creative in creatives {
    let media = upload("\\(folder)/\\(creative.file)")
    let job = waitFor(createJob(media: media.mediaId, preset: preset), timeout: 10m)
    let areas = creative.areas.map(area => markArea(media: media.mediaId, shape: area))
    {creative: creative.file, heatmap: job.outputPath, areas: areas.map(a => {name: a.name})}
  }
  table(rows.flatMap(r => r.areas.map(a => {creative: r.creative, ...a})))
  """,
  """
  let {id, status: s, note = "none", ...others} = job; var [first, ...rest, last] = xs
  job.points[0].left += -12 * 2 % 5
  let c = a?.b?[2].c ?? xs[1...] ?? ys[..<2] |> math.mean(2, ...more, by: 3)
  if a == 1 && b !in [1, 2] || !(c !is string?) { print('it''s \\d') } else if e { 2 } else { 3 }
  let v = match v {
    200 => 1
    400...499 => { let y = 2; y }
    "done" | "finished" => "ok", {status: "failed", reason} => throw reason
    [x, ...] if x > 1 => x
    is string | is int(1...3) => { }
    _ => null
  }
  """,
  """
  /* a /* nested */ comment */
  export fn name(a, b: int = 2, {c, d}: {c: int, d?: [string], ...}, ...rest) -> "x" | "y" {
    defer { close() }
    for i, {a: [q, w]} in rows { while true { if q { continue } else { break } } }
    try { return retry(times: 5, every: 2s) { timeout(30s) { step("x") { go() } } } }
    catch {kind: "http", status} if status > 400 { 1 }
    catch e { 2 }
  }
  let text = \"""
    line \\(xs.map(x => "<\\(x)>").join(", "))
      more "quotes" \\u{1F600} é 日本
    \"""
  let json = {"a": [1, 2.0e3, true, null], "b\\u00e9": {"c": {}}, in: 3, "\\(k)": 0xFF, name}
  import {mean, median as m} from "std/math"
  test "means" { assert mean([1, 2]) == 1.5 }
  param token: secret from env "API_TOKEN"
  """,
]
