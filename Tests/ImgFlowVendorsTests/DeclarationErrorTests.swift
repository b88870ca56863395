import ImgFlowCatalogue
import ImgFlowSyntax
import TestSupport
import Testing

@Suite("Mistakes in declarations")
struct DeclarationErrorTests {
  private func problems(_ clauses: String) -> [String] {
    do {
      _ = try Vendor.load("shop", from: Declarations.vendor(clauses))
      return []
    } catch let error as VendorDeclarationError {
      return error.diagnostics.map { "\($0.message)" + ($0.help.map { " (\($0))" } ?? "") }
    } catch { return ["\(error)"] }
  }

  private let good = "operation list() -> any\n  GET \"/list\"\n"

  @Test(arguments: [
    (
      "operatoin list() -> any\n  GET \"/list\"",
      "unknown clause `operatoin` (did you mean `operation`?)"
    ),
    (
      "operation list() -> any\n  GET \"/list\"\n  qeury",
      "unknown clause `qeury` (did you mean `query`?)"
    ),
    (
      "operation list() -> any\n  GET \"/list\"\n  repeat sfe",
      "`repeat` takes `safe`, `idempotent`, `never`, `keyed` or `find`, not `sfe` (did you mean `safe`?)"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  repeat keyed",
      "expected the header of the key, a string, found the end of the line"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  repeat keyed \"Idempotency Key\"",
      "\"Idempotency Key\" is not a valid header name (write the vendor's own, such as \"Idempotency-Key\")"
    ),
    (
      "headers {Tag: \"x\"}\noperation a() -> any\n  POST \"/a\"\n  repeat keyed \"tag\"",
      "the header `tag` cannot carry the key: it has another use (write the vendor's own, such as \"Idempotency-Key\")"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  repeat keyed \"Content-Type\"",
      "the header `Content-Type` cannot carry the key: it has another use (write the vendor's own, such as \"Idempotency-Key\")"
    ),
    (
      "operation a(x: object) -> any\n  PUT at x.url\n  repeat keyed \"Key\"",
      "a request to an address from a response cannot carry a key (it has exactly the headers that came with the address; write `repeat idempotent` if sending it twice does no harm)"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  repeat safe\n  repeat keyed \"Key\"",
      "this operation says twice how it may be repeated (keep one line that begins with `repeat`)"
    ),
    (
      "auth header \"X Key\": credentials.key\ncredentials { key: secret }",
      "\"X Key\" is not a valid header name"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  costs 1",
      "expected the unit after the amount, found the end of the line (write `costs 1 tokens`)"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  costs tokens",
      "expected the unit after the amount, found the end of the line (write `costs 1 tokens`)"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  costs 0.5 tokens",
      "`costs` takes a whole number above 0 (write `costs 1 tokens`, or an expression of the parameters)"
    ),
    (
      "operation a(images: [string]) -> any\n  POST \"/a\"\n  costs image.length tokens",
      "this operation has no parameter `image` (did you mean `images`?)"
    ),
    (
      "operation a() -> any\n  POST \"/a\"\n  costs 1 tokens\n  costs 2 tokens",
      "this operation says twice how many `tokens` it costs"
    ),
    (
      "limits 10",
      "expected `at` or `per` after the number, found the end of the line (write `limits 10 per 1s, 4 at once`)"
    ),
    (
      "limits 0 per 1s",
      "a limit is a whole number of requests above 0 (write `limits 10 per 1s, 4 at once`)"
    ),
    ("limits 10 per 5", "`per` takes a duration above 0 (write `10 per 1s`)"),
    ("limits 2 at once, 3 at once", "`at once` is limited twice"),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id: int, cancel stpo(id) }",
      "vendor `shop` has no operation `stpo` (did you mean `stop`?)"
    ),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id: int, cancel stop(di) }",
      "resource `R` has no field `di` (did you mean `id`?)"
    ),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id: int, cancel stop() }",
      "`stop` needs `id` (pass a field of the resource for it)"
    ),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id, x: int, cancel stop(id, x) }",
      "`stop` takes 1 argument, not 2"
    ),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id: int, cancel stop(number: id) }",
      "this operation has no parameter `number`"
    ),
    (
      "resource R { id: int, cancel stop }",
      "`cancel` takes a call of an operation (write `cancel stopJob(id)`)"
    ),
    (
      "operation stop(id: int)\n  DELETE \"/a/\\(id)\"\nresource R { id: int, cancel stop(7) }",
      "`cancel` passes fields of the resource (write the name of a field, such as `id`)"
    ),
    (
      "operation list(a) -> any\n  GET \"/list\"",
      "expected `:` after `a`, found `)` (the parameters of an operation have types)"
    ),
    (
      "operation list() -> any\n  query",
      "operation `list` has no method and path (add a line such as `GET \"/path\"`)"
    ),
    (
      "operation get(id: int) -> any\n  GET \"/x/\\(di)\"",
      "this operation has no parameter `di` (did you mean `id`?)"
    ),
    (
      "operation get(id: itn) -> any\n  GET \"/x/\\(id)\"",
      "unknown type `itn` (did you mean `int`?)"
    ),
    (
      "type A = [A]",
      "type `A` refers to itself (make it a `resource`, which may contain others of its kind)"
    ),
    (
      "auth bearer session.token, opened by logn()\noperation login() -> any\n  POST \"/l\"",
      "vendor `shop` has no operation `logn` (did you mean `login`?)"
    ),
    (
      "errors { 400 {message} is bugdet }",
      "unknown kind of error `bugdet` (did you mean `budget`?)"
    ),
    (
      "operation a(x: int = 1 + 1) -> any\n  GET \"/a\"",
      "a default must be a literal, or a value from `credentials`, `settings` or `session`"
    ),
    ("resource R { key idd, id: int }", "resource `R` has no field `idd` (did you mean `id`?)"),
    (
      "operation list() -> stream any\n  GET \"/l\"\n  answers 200 items",
      "operation `list` returns a stream but does not say how to page (add a line such as `pages by limit, offset += size while more`)"
    ),
    (
      "operation list(limit: int) -> stream any\n  GET \"/l\"\n  pages by limit, ofset += 1 while more",
      "this operation has no parameter `ofset`"
    ),
    (
      "operation list(limit: int) -> stream any\n  GET \"/l\"\n  pages by limit while more",
      "expected `,` after the size of a page, found `while`"
    ),
    (
      "operation a(x?: int, y?: int) -> any\n  GET \"/a\"\n  requires one of x, z",
      "this operation has no parameter `z`"
    ),
    (
      "operation a(x?: int) -> any\n  GET \"/a\"\n  requires x when x > 1",
      "a requirement's condition must compare a parameter with a literal (write `when name == \"value\"` or `when name != null`)"
    ),
    (
      "operation a(x?: [int] as cvs) -> any\n  GET \"/a\"\n  query",
      "unknown form `cvs` (did you mean `csv`?)"
    ),
    (
      "operation a(x: file(sise: 1...2)) -> any\n  POST \"/a\"\n  multipart",
      "files have no `sise` (a rule is about `kind`, `size`, `width` or `height`)"
    ),
    (
      "operation a(...x: int) -> any\n  POST \"/a\"\n  json",
      "`...x` must be of a type with fields (name a resource, or a type such as `{name?: string}`)"
    ),
    (
      "operation a(x: string) -> any\n  PUT at y.url\n  auth none",
      "this operation has no parameter `y`"
    ),
    ("resource R { ...Q, id: int }\nresource P { id: int }", "unknown resource `Q`"),
    ("resource R { ...R, id: int }", "resource `R` includes its own fields"),
    (
      "prefix \"/o/\\(id)\" before \"/a\"\nsettings { ide?: int }",
      "vendor `shop` has no setting `id` (did you mean `ide`?)"
    ),
    (
      "settings { a?: int = 5 }",
      "the default of a setting must be a field of the session (write `= session.name`)"
    ),
    (
      "operation a() -> any\n  GET \"a\"",
      "this is not a path (begin with `/`, put one parameter into a segment, and `\\(...p)` at the end)"
    ),
  ])
  func areNamed(_ clauses: String, _ expected: String) {
    #expect(problems(clauses) == [expected])
  }

  @Test func costOnlyTheClauseTheyAreIn() {
    let found = problems(
      "operation a(x int) -> any\n  GET \"/a\"\n  json\n\(good)tpye T = int\nresource R { id: int }"
    )
    #expect(found.count == 2)
  }

  /// Cut off, and without a byte, at some places; at all that are tried with `IMGFLOW_THOROUGH=1`.
  @Test(arguments: Declarations.names)
  func neverStopTheParser(_ name: String) {
    let text = Array(Declarations.builtIn(name).text.utf8)
    var places = Array(stride(from: 0, to: text.count - 2, by: max(61, text.count / 100)))
    if !TestSeed.isThorough {
      var random = TestSeed.numbers(for: "places in \(name)")
      places = (0..<20).map { _ in Int.random(in: 0..<text.count - 2, using: &random) }
    }
    for end in places {
      let prefix = String(decoding: text[..<end], as: UTF8.self)
      #expect(throws: VendorDeclarationError.self, "\(end) bytes: \(TestSeed.advice)") {
        try Vendor.load(name, from: SourceFile(name: "prefix", text: prefix))
      }
      let rest = String(decoding: text[..<end] + text[(end + 1)...], as: UTF8.self)
      _ = try? Vendor.load(name, from: SourceFile(name: "rest", text: rest))
    }
  }

  @Test func needAVendorOfTheName() {
    #expect(throws: VendorDeclarationError.self) {
      try Vendor.load("other", from: Declarations.vendor(good))
    }
  }
}
