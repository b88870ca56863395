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
      "an operation is `safe`, `idempotent` or `never` to repeat (did you mean `safe`?)"
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
