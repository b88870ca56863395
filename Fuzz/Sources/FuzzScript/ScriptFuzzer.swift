import Foundation
import FuzzDriver
import ImgFlowSyntax

/// Lexes and parses any bytes as a script; what is reported must lie in the text, and be drawable.
private func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let file = SourceFile(name: "fuzz", text: String(decoding: bytes, as: UTF8.self))
  let result = Parser.parse(file)
  let renderer = DiagnosticRenderer()
  for diagnostic in result.diagnostics.prefix(3) {
    precondition(diagnostic.range.end <= file.bytes.count, "a diagnostic beyond the end")
    precondition(!renderer.render(diagnostic).isEmpty)
  }
  return 0
}

@main
enum ScriptFuzzer {
  static func main() { exit(fuzz { test($0, $1) }) }
}
