import Testing

/// A place in a script where an expression can stand, with `@` for that expression.
struct JumpPlace: Sendable, CustomTestStringConvertible {
  /// Whom a `return`, `break` or `continue` at the place is about.
  enum Owner: Sendable {
    /// The function and the loop around the place; errors go to whoever calls the function.
    case surroundings
    /// As above, but an error at the place is caught there.
    case surroundingsCatching
    /// The function around the place, which it returns from; refused at the top level.
    case returning
    /// A loop at the place: `break` and `continue` are for that one.
    case innerLoop
    /// A function of its own, which a call at the place calls: `return` gives the call's value.
    case ownFunction
    /// Nobody: the checks refuse `return`, `break` and `continue`.
    case nobody
    /// As above, and what is thrown waits for the end of the block.
    case nobodyLater
  }

  /// One statement or more.
  let code: String
  let owner: Owner

  var testDescription: String { code }

  static let all =
    (statements + operands + accesses + calls + constructs + patterns).map {
      JumpPlace(code: $0, owner: .surroundings)
    }
    + catching.map { JumpPlace(code: $0, owner: .surroundingsCatching) }
    + ["return @", "return [1, @]"].map { JumpPlace(code: $0, owner: .returning) }
    + innerLoops.map { JumpPlace(code: $0, owner: .innerLoop) }
    + ownFunctions.map { JumpPlace(code: $0, owner: .ownFunction) }
    + parallelBodies.map { JumpPlace(code: $0, owner: .nobody) }
    + [JumpPlace(code: "defer { print(@) }", owner: .nobodyLater)]

  private static let statements = [
    "@",
    "let a = @", "let a: int = @", "var a = @", "let [a] = @",
    "var a = 0; a = @", "var a = 0; a += @", "var a = \"\"; a += \"x\\(@)\"",
    "var a = [0]; a[@] = 1", "var a = [0]; a[0] = @", "var a = {b: [0]}; a.b[@] += 1",
    "var a = {}; a.b = @", "var a = 0; let read = () => a; a = @",
    "var a = 0; [a] = @", "var a = 0; [a] = [@]", "var a = [0]; [a[@]] = [1]",
    "var a = 0; [a = @] = []",
    "var a = 0; {a = @} = o", "var a = null; a ??= @", "var a = {}; a.b ??= @",
    "var a = {b: 0}; a[@] ??= 1",
    "throw @",
    "assert @", "assert 1 == @", "assert xs.length > 0 && @", "assert false, @",
    "let a = @ else { throw 1 }", "let a = null else { throw @ }", "let [a] = @ else { throw 1 }",
    "for y in @ { y }", "for k, v in @ { v }", "while @ { 1 }",
    "defer { rounds += 0 }; @", "defer { rounds += 0 }; print(@)",
    "defer { for y in xs { break } }; let a = @",
    "fn inner() => 1; print(inner() + @)",
  ]

  private static let operands = [
    "let a = @ + 1", "let a = 1 - @", "let a = i * @", "let a = -@", "let a = !@",
    "let a = @ && true", "let a = true && @", "let a = false || @", "true && @", "@ || true",
    "let a = null ?? @", "let a = @ ?? 1",
    "let a = 1 == @", "let a = @ < 1", "let a = i >= @", "let a = @ in xs", "let a = 1 !in @",
    "let a = @ is int", "let a = @ !is string",
    "let a = @..<3", "let a = 1...@",
    "let a = \"x\\(@)y\"", "let a = \"\\(1)\\(\"\\(@)\")\"",
    "let a = [1, @]", "let a = [...@]", "let a = [[@]]",
    "let a = {b: @}", "let a = {\"\\(@)\": 1}", "let a = {...@}", "let a = {...o, b: @}",
  ]

  private static let accesses = [
    "let a = xs[@]", "let a = xs[@...]", "let a = xs[..<@]", "let a = xs[0..<@]", "let a = o?[@]",
    "let a = @[0]", "let a = @.b", "let a = @?.b", "let a = {b: xs}?.b[@]", "let a = @.length",
  ]

  private static let calls = [
    "print(@)", "give(@)", "give(1, @)", "give(b: @)", "give(...@)", "give(1, ...@)", "give(1)(@)",
    "give(give(2, @))", "@(1)", "div(@, 1)", "max(1, @)", "json.stringify(@)", "math.sqrt(@)",
    "let a = @.upper()", "let a = \"a\".repeat(@)", "let a = xs.map(give).join(@)",
    "let a = xs.map(@)", "let a = \"a\".split(separator: @)",
    "var a = []; a.push(@)", "var a = [1]; a.insert(@, 1)", "var a = {b: []}; a.b.push(@)",
    "@ |> print", "1 |> give(@)", "@ |> (a => a)", "1 |> (@)", "xs |> .map(@)", "@ |> .map(give)",
    "1 |> json.stringify(indent: @)",
    "[1, 2].map(x => x)[@]", "let a = {f: give}.f(@)",
  ]

  private static let constructs = [
    "if @ { 1 }", "if true { @ }", "if let a = @ { 1 }", "if let a = 1 { @ }",
    "if let a = null { 1 } else { @ }", "let a = if let {b = @} = {} { 1 }",
    "if false { 1 } else { @ }", "if false { 1 } else if @ { 1 }",
    "let a = if @ { 1 } else { 2 }", "let a = if true { @ } else { 2 }", "let a = { 1; @ }",
    "match @ { _ => 1 }", "match 1 { _ if @ => 1, _ => 2 }", "match 1 { _ => @ }",
    "let a = match 1 { 2 => 3, _ if @ => 1, _ => 2 }", "let a = match 1 { _ => { 1; @ } }",
    "try { throw \"x\" } catch e if @ { 1 }", "try { throw \"x\" } catch { @ }",
    "let a = try { throw \"x\" } catch e if @ { 1 }",
    "let a = try { throw \"x\" } catch e { @ }",
    "retry(times: @) { 1 }", "retry(times: 2, every: 0ms) { @ }",
    "let a = retry(times: 2, every: 0ms) { @ }", "retry(every: @) { 1 }",
    "timeout(@) { 1 }", "timeout(1m) { @ }", "let a = timeout(@) { 1 }",
    "let a = timeout(1m) { @ }", "step(@) { 1 }", "step(\"s\") { @ }", "let a = step(\"s\") { @ }",
    "parallel(limit: @) for x in xs { x }", "parallel(onError: @) for x in xs { x }",
    "parallel for x in @ { x }", "let a = parallel for k, x in @ { x }",
  ]

  private static let patterns = [
    "let {a = @} = o", "let {a: {b = @}} = {a: {}}", "let [a = @] = []", "let [[a = @]] = [[]]",
    "var {a = @} = o", "let {a: [b = @]} = {a: []}", "let [{a = @}, ...] = [{}]",
    "for {a = @} in [{}] { 1 }", "for k, {a = @} in [{}] { 1 }", "for [a = @] in [[]] { 1 }",
    "match {} { {a = @} => 1 }", "match [] { [a = @] => 1 }", "match {} { {a = @} if true => 1 }",
    "let a = match {} { {b = @} => 1 }",
    "try { throw \"x\" } catch {a = @} { 1 }", "let a = try { throw \"x\" } catch {b = @} { 1 }",
  ]

  private static let catching = [
    "try { @ } catch { 1 }", "let a = try { @ } catch { 1 }", "let a = try? @",
    "try { throw \"x\" } catch { try { @ } catch { 1 } }",
    "let a = try { timeout(1m) { @ } } catch { 1 }", "let a = try? [1, @]",
  ]

  private static let ownFunctions = [
    "give((() => @)())", "give((() => { let a = @; a })())",
    "give(((a = @) => a)())", "give((({a = @}) => a)({}))", "give((([a = @]) => a)([]))",
    "give(((a, b = [a, @]) => b)(1))",
    "give([1].map(x => @)[0])", "give([1].map(x => { print(@); x })[0])",
    "give([1].map((x, y = @) => y)[0])",
    "fn inner() { let {a = @} = o; 1 }; give(inner())", "fn inner(a = @) { a }; give(inner())",
    "fn inner(a: int = @) { a }; give(inner())",
    "fn inner(a = @) -> string => \"x\"; give(inner())",
    "fn inner() -> string { match 1 { _ if @ => 1, _ => 2 } }; give(inner())",
    "fn inner() => timeout(@) { 1 }; give(inner())",
    "fn inner({a = @}, [b = @]) { defer { rounds += 0 }; a }; give(inner({}, []))",
    "fn inner() { defer { give(1) }; print(@) }; give(inner())",
    "fn inner(a, b = @) => b; give(1 |> inner)",
  ]

  private static let innerLoops = [
    "for y in xs { @ }", "for k, v in xs { print(@) }", "for y in 1...2 { let a = [@] }",
    "for y in \"a,b\".split(\",\") { let a = @ }", "var n = 0; while n < 2 { n += 1; give(@) }",
    "for y in xs { let a = try { throw \"x\" } catch e if @ { 1 } }",
    "for y in xs { let {a = @} = o }", "for y in xs { for z in @ { z } }",
    "for y in xs { defer { rounds += 0 }; timeout(@) { 1 } }",
  ]

  private static let parallelBodies = [
    "parallel for x in xs { @ }", "parallel for {a = @} in [{}] { a }",
    "let a = parallel for k, [b = @] in [[]] { b }",
  ]
}
