/// What libFuzzer calls with every input: its first byte and their count; always returns 0.
public typealias FuzzTarget = @convention(c) (UnsafePointer<UInt8>, Int) -> CInt

/// libFuzzer as a library: SwiftPM gives every program a `main` of its own.
@_silgen_name("LLVMFuzzerRunDriver")
private func run(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ target: FuzzTarget
) -> CInt

/// Feeds `target` with inputs, as the arguments of the program say, until one of them fails.
public func fuzz(_ target: FuzzTarget) -> CInt {
  var count = CommandLine.argc
  var arguments = CommandLine.unsafeArgv
  return run(&count, &arguments, target)
}
