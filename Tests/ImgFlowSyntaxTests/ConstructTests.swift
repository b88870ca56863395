import ImgFlowSyntax
import Testing

@Suite struct ConstructTests {
  @Test(arguments: [
    (
      "if a { b }\nelse if c { d }\n// x\nelse { e }",
      "(if a (block b) (else (if c (block d) (else e))))"
    ),
    ("let x = if a { 1 } else { 2 } + 1", "(let x (+ (if a (block 1) (else 2)) 1))"),
    ("try { a } catch { b }", "(try (block a) (catch  (block b)))"),
    (
      "try { a } catch {k: 1, m} { b }\ncatch {x} if x { c }",
      "(try (block a) (catch {k: == 1, m: m} (block b)) (catch {x: x} (if x) (block c)))"
    ),
  ])
  func branches(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test func matchArmsEndAtCommasAndLineEnds() {
    let text = """
      match v { 2 | 3 => a
        "x" => return
        {a: {b}} if b => c, [] => { x; }
        -1...1 => break
        is int | is {a: string, ...} => null
        _ => x = 1 }
      """
    #expect(
      dump(text) == """
        match
          v
          == 2 | == 3
            block
              a
          == "x"
            block
              return
          {a: {b: b}}
            if
              b
            block
              c
          []
            block
              x
          in -1...1
            block
              break
          is int | is {a: string, ...}
            block
              null
          _
            block
              assign =
                x
                1
        """)
  }

  @Test(arguments: [
    (
      "match v { x if x => y => z }",
      "(match v (x (if x) (block (lambda (parameter y) (block z)))))"
    ),
    (
      "match v { x if f(y => y) => z }",
      "(match v (x (if (call f (lambda (parameter y) (block y)))) (block z)))"
    ),
  ])
  func theFirstArrowEndsAGuard(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("retry(times: 3) { a }", "(retry (times: 3) (block a))"), ("retry(3)", "(call retry 3)"),
    ("retry(3)\n{ a }", "(call retry 3) (object a: a)"), ("let retry = 1", "(let retry 1)"),
    ("if retry(3) { a }", "(if (call retry 3) (block a))"),
    ("if (retry(3) { a }) { b }", "(if (retry 3 (block a)) (block b))"),
    ("timeout(30s) { step(\"a\") { b } }", "(timeout 30000 ms (block (step \"a\" (block b))))"),
    ("step(\"a\") { b }\n.c", "(.c (step \"a\" (block b)))"),
    ("parallel for x in xs { x }", "(parallel (for x xs (block x)))"),
    (
      "parallel(limit: 1) for i, x in xs { x }",
      "(parallel (limit: 1) (for index i x xs (block x)))"
    ),
    ("parallel(1)", "(call parallel 1)"), ("parallel + 1", "(+ parallel 1)"), ("vendor", "vendor"),
    ("vendor = 1", "(assign = vendor 1)"), ("vendor v { base \"u\" }", "vendor v"),
    ("permit", "permit"), ("permit = 1", "(assign = permit 1)"),
    ("permit(net)", "(call permit net)"),
    ("permit\nnet", "permit net"), ("permit\n\"a\"", "permit \"a\""),
    ("permit net 'a', 'b:1', read \"c\"", "(permit net \"a\" net \"b:1\" read \"c\")"),
    ("permit net 'a',\n  env 'b'; permit", "(permit net \"a\" env \"b\") permit"),
  ])
  func contextualWords(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    (
      "let {a, b: [c, d = 1, ...], \"e\": f = 2, ...} = x",
      "(let {a: a, b: [c, d = 1, ...], e: f = 2, ...} x)"
    ),
    ("var [a, ...b, c] = x", "(var [a, ...b, c] x)"),
    ("let x: (\"a\" | \"b\")? = y", "(let x : ((\"a\" | \"b\"))? y)"),
    ("let x: [float(0...)](1..<5) = y", "(let x : [float(0...)](1..<5) y)"),
    ("let t: expoze.Job | null = z", "(let t : (expoze.Job | null) z)"),
    ("let o: {a, b: int, c?: T, d, ...} = z", "(let o : {a: int, b: int, c?: T, d: any, ...} z)"),
    ("fn f() -> {a: int} { 1 }", "(fn f (-> : {a: int}) (block 1))"),
    ("fn f(...x: [int]) => x", "(fn f (rest x : [int]) (block x))"),
    ("export let a = 1", "(export let a 1)"), ("use expoze", "use expoze"),
    ("import \"std/csv\" as csv", "import std/csv as csv"),
    ("import {a, b as c,} from 'm'", "import m a, b as c"),
    ("param n: int(1...) = 3", "(param n : int(1...) 3)"),
    ("param t: secret from env \"T\"", "(param t : secret env T)"),
    ("test \"a b\" { assert x }", "(test \"a b\" (block (assert x)))"),
  ])
  func declarations(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test(arguments: [
    ("for _, x in xs { x }", "(for index _ x xs (block x))"), ("a; b;; c", "a b c"),
    ("for {a, b: [c]} in rows { }", "(for {a: a, b: [c]} rows block)"),
    ("while a { break; continue }", "(while a (block break continue))"),
    ("defer { a }", "(defer (block a))"), ("return", "return"), ("return a\nb", "(return a) b"),
    ("fn f() { return\n a }", "(fn f (block return a))"),
    ("a.b[0] %= 2", "(assign %= ([] (.b a) 0) 2)"),
    ("throw error(\"a\")", "(throw (call error \"a\"))"),
  ])
  func statements(_ text: String, _ tree: String) { #expect(shape(text) == tree) }

  @Test func documentationBelongsToTheDeclarationBelow() {
    let text = "//! File.\n\n/// One.\n/// Two.\n// no\nexport fn f() => 1\n/// Not above.\n\na"
    #expect(
      dump(text)
        == "//! \"File.\"\n/// \"One.\\nTwo.\"\nexport fn f\n  block\n    1\n/// \"Not above.\"\na")
  }

  @Test(arguments: sampleScripts)
  func everyIdentityIsUsedOnce(_ script: String) {
    let tree = parse(script).tree
    let found = identities(in: tree.statements).map(\.rawValue)
    #expect(found.count > 20)
    #expect(Set(found).count == found.count)
    let limit = Int32(tree.nodeCount)
    #expect(!found.contains { !(0..<limit ~= $0) })
  }

  /// The identities of all nodes below a value, found by reflection.
  private func identities(in value: Any) -> [NodeID] {
    if let identity = value as? NodeID { return [identity] }
    if value is SourceRange { return [] }
    return Mirror(reflecting: value).children.flatMap { identities(in: $0.value) }
  }
}
