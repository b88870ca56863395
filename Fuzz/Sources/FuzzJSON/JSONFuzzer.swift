import Foundation
import FuzzDriver
import ImgFlowValues

/// Reads any bytes as JSON; what can be read is written and read again, and must be the same.
private func test(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  do {
    let value = try JSON.parse(bytes)
    let compact = try JSON.bytes(of: value)
    let again = try JSON.parse(compact)
    let isSame = try Value.equals(value, JSON.parse(JSON.bytes(of: value, indent: 2)))
    let isStable = try JSON.bytes(of: again) == compact
    precondition(Value.equals(value, again) && isSame && isStable, "read again, it is another")
  } catch let error as JSONError {
    precondition(error.offset <= bytes.count && error.line >= 1 && error.column >= 1)
  } catch {
    preconditionFailure("\(error)")
  }
  return 0
}

@main
enum JSONFuzzer {
  static func main() { exit(fuzz { test($0, $1) }) }
}
