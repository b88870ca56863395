import ImgFlowAnalysis
import ImgFlowSyntax
import Testing

/// Where variables live: globals by index, slots of a frame, boxes that functions share.
@Suite struct SlotTests {
  @Test func `top-level variables are globals, wherever they are used`() throws {
    let script = try Analysed("let a = 1; var b = a; fn f() { a + b }; print(f())")
    #expect(script.codes == [])
    // Functions are declared first.
    #expect(script.resolution.globals == ["f", "a", "b"])
    #expect(script.references("a") == Array(repeating: .global(index: 1), count: 3))
    #expect(script.references("b") == Array(repeating: .global(index: 2), count: 2))
    #expect(script.references("print") == [.outer])
  }

  @Test func `parameters and variables have slots of their function`() throws {
    let script = try Analysed("fn f(x, y) { let z = x + y; z }; print(f(1, 2))")
    #expect(script.references("x") == [.local(slot: 0), .local(slot: 0)])
    #expect(script.references("y") == [.local(slot: 1), .local(slot: 1)])
    #expect(script.references("z") == [.local(slot: 2), .local(slot: 2)])
    #expect(try script.frame("f").size == 3)
  }

  @Test func `blocks one after the other share slots, blocks in blocks do not`() throws {
    let script = try Analysed(
      """
      fn f(c) {
        if c { let a = 1; print(a); if c { let b = 2; print(b) } }
        if c { let d = 3; print(d) }
      }
      f(true)
      """)
    #expect(script.references("a") == [.local(slot: 1), .local(slot: 1)])
    #expect(script.references("b") == [.local(slot: 2), .local(slot: 2)])
    #expect(script.references("d") == [.local(slot: 1), .local(slot: 1)])
    #expect(try script.frame("f").slotCount == 3)
  }

  @Test func `what never changes is captured by value, what changes in a box`() throws {
    let script = try Analysed(
      """
      fn outer() {
        let fixed = 1
        var count = 0
        let next = step => { count += fixed + step; count }
        next(2)
      }
      outer()
      """)
    #expect(script.references("fixed") == [.local(slot: 0), .local(slot: 1)])
    #expect(script.references("count") == [.boxed(slot: 1), .boxed(slot: 2), .boxed(slot: 2)])
    #expect(script.references("next") == [.local(slot: 2), .local(slot: 2)])
    let captures = script.resolution.frames.values.map(\.captures)
    #expect(captures.max { $0.count < $1.count } == [0, 1])
  }

  @Test func `functions between pass on what the inner one captures`() throws {
    let script = try Analysed(
      """
      fn a(x) {
        fn b() {
          fn c() { x }
          c()
        }
        b()
      }
      a(1)
      """)
    #expect(try script.frame("b").captures.count == 1)
    #expect(try script.frame("c").captures.count == 1)
  }

  @Test func `functions that call each other have their boxes when their block starts`() throws {
    let script = try Analysed(
      """
      fn f() {
        fn even(n) { if n == 0 { true } else { odd(n - 1) } }
        fn odd(n) { if n == 0 { false } else { even(n - 1) } }
        even(4)
      }
      f()
      """)
    #expect(script.codes == [])
    #expect(script.resolution.blocks.values.map { $0.earlyBoxes.sorted() } == [[0, 1]])
  }

  @Test func `a variable is let go after its last use, when another holds the same`() throws {
    let loop = "fn f() { var l = [1]; while l.length < 3 { let n = l; l.push(n.length) } }; f()"
    #expect(try Analysed(loop).resolution.releases.values.map { $0 } == [[1]])
    let without = loop.replacing("let n = l;", with: "let n = 2;").replacing(
      "n.length)", with: "n)")
    #expect(try Analysed(without).resolution.releases.isEmpty)
  }
}
