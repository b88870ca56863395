import Testing

/// Trees of expressions, each a table of source and tree (see `shape`).
@Suite struct ExpressionTests {
  @Test(arguments: [
    ("1 + 2 * 3", "(+ 1 (* 2 3))"), ("1 * 2 + 3", "(+ (* 1 2) 3)"), ("a - b - c", "(- (- a b) c)"),
    ("a ?? b ?? c", "(?? a (?? b c))"), ("a || b && c == d", "(|| a (&& b (== c d)))"),
    ("-a.b + !c", "(+ (- (.b a)) (! c))"), ("- - 1", "(- (- 1))"),
    ("try? f() ?? d", "(?? (try? (call f)) d)"), ("0..<n + 1", "(..< 0 (+ n 1))"),
    ("a in 0..<3 ?? b", "(in a (?? (..< 0 3) b))"),
    ("x is int? && y !is \"a\" | null", "(&& (is (int)? x) (!is (\"a\" | null) y))"),
    ("a |> f |> m.g(1) |> h()", "(|> (|> (|> a f) (.g m) 1) h)"),
    ("a || b |> f", "(|> (|| a b) f)"), ("!a in b", "(in (! a) b)"),
  ])
  func operators(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("a.b?.c[1](2).d", "(chain (.d (call ([] (?.c (.b a)) 1) 2)))"),
    ("(a?.b).c", "(.c (chain (?.b a)))"), ("a?[k]", "(chain (?[] a k))"),
    ("x.match(1).in.retry", "(.retry (.in (call (.match x) 1)))"),
    ("xs[1...]", "([] xs (... 1 end))"), ("xs[..<2]", "([] xs (..< start 2))"),
    ("xs[...]", "([] xs (... start end))"),
    ("f(1, x: 2, ...rest, in: 3,)", "(call f 1 (x: 2) (... rest) (in: 3))"),
  ])
  func chains(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("{}", "object"), ("{a}", "(object a: a)"), ("{a\n}", "(object a: a)"),
    (
      #"{a, b: 1, "c d": 2, 'e': 3, "\(k)": 4, ...o, if: 5,}"#,
      "(object a: a (b: 1) (c d: 2) (e: 3) (computed: (interpolation k) 4) (... o) (if: 5))"
    ),
    ("{ f() }", "(block (call f))"), ("{ a; b }", "(block a b)"), ("{-1}", "(block (- 1))"),
    ("{ if a { b } }", "(block (if a (block b)))"), ("{\"a\"}", "(block \"a\")"),
    ("if {a: 1} == b { c }", "(if (== (object (a: 1)) b) (block c))"),
    ("if x == {} { c }", "(if (== x object) (block c))"), ("[1, ...xs,]", "(list 1 (... xs))"),
  ])
  func braces(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("x => x + 1", "(lambda (parameter x) (block (+ x 1)))"), ("() => 1", "(lambda (block 1))"),
    (
      "(a, {b}, c: int = 1, ...r) => { a; b }",
      "(lambda (parameter a) (parameter {b: b}) (parameter c : int 1) (rest r) (block a b))"
    ),
    ("x => {y: x}", "(lambda (parameter x) (block (object (y: x))))"),
    ("x => y => x", "(lambda (parameter x) (block (lambda (parameter y) (block x))))"),
    ("() => n += 1", "(lambda (block (assign += n 1)))"),
    ("_ => throw e", "(lambda (parameter _) (block (throw e)))"), ("(a)", "a"),
  ])
  func lambdas(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("a\n  .b\n  // c\n\n  |> f\n  ?? d", "(?? (|> (.b a) f) d)"), ("a\n(b)", "a b"),
    ("a\n[b]", "a (list b)"), ("(a\n.b(c))", "(call (.b a) c)"), ("a +\n b", "(+ a b)"),
    ("f(\na\n+ b\n)", "(call f (+ a b))"), ("[a\n, b\n]", "(list a b)"),
    ("{a:\n1\n,b}", "(object (a: 1) b: b)"),
    ("f(() => {\n a\n b\n})", "(call f (lambda (block a b)))"),
    ("\"\\(f(\"\\(a)\"))\"", "(interpolation (call f (interpolation a)))"),
  ])
  func lineEnds(_ text: String, _ tree: String) { #expect(shape(text) == tree) }
}
