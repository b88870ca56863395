import ImgFlowSyntax
import TestSupport
import Testing

/// What the progress display says of a step that is left before its end.
@Suite(.blocking) struct StepTests {
  @Test(arguments: [
    ("fn f() { step(\"s\") { return 1 } }; f()", "done"),
    ("fn f() { let x = step(\"s\") { if true { return 1 } else { 2 } }; x }; f()", "done"),
    ("for x in [1] { step(\"s\") { break } }", "done"),
    ("for x in [1] { let y = step(\"s\") { if true { continue } else { 2 } }; print(y) }", "done"),
    ("step(\"s\") { exit(0) }", "done"),
    ("step(\"s\") { exit(3) }", "failed"),
    ("try { step(\"s\") { throw \"x\" } } catch { 1 }", "failed"),
    ("try { timeout(1ms) { step(\"s\") { sleep(1m) } } } catch { 1 }", "stopped"),
    ("step(\"s\") { 1 }", "done"),
  ])
  func leaving(_ script: String, outcome: String) throws {
    let source = SourceFile(name: "step.imgflow", text: script + "\n")
    #expect(try ScriptRun(source).outcome().steps == [outcome], "\(script)")
  }
}
