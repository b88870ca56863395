#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Threads with a stack of a known size, which deep recursion needs and which the standard library's
/// tasks do not offer.
package enum EvaluatorThread {
  /// The stack of a script's first thread: deep enough for the call depth limit in debug builds.
  package static let mainStackSize = 1 << 30
  /// The stack of a `parallel` body's thread.
  static let bodyStackSize = 1 << 26
  /// What an evaluator leaves free for built-ins and for printing an error.
  private static let reserve = 1 << 18

  /// Runs `body` on a new thread and waits for it.
  package static func run<T: Sendable>(
    stackSize: Int = mainStackSize, _ body: @escaping @Sendable (_ stackFloor: UInt) -> T
  ) -> T? {
    let outcome = Outcome<T>()
    let thread = start(stackSize: stackSize) { outcome.value = body(stackFloor(size: stackSize)) }
    guard let thread else { return nil }
    pthread_join(thread, nil)
    return outcome.value
  }

  /// Starts a thread that is not joined; false if the system has none left.
  @discardableResult
  package static func detach(stackSize: Int, _ body: @escaping @Sendable () -> Void) -> Bool {
    guard let thread = start(stackSize: stackSize, body) else { return false }
    pthread_detach(thread)
    return true
  }

  /// Starts a thread; nil if the system has none left.
  static func start(stackSize: Int, _ body: @escaping @Sendable () -> Void) -> pthread_t? {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let work = Unmanaged.passRetained(Work(body))
    #if canImport(Glibc)
      var thread = pthread_t()
    #else
      var thread: pthread_t?
    #endif
    let status = pthread_create(&thread, &attributes, entry, work.toOpaque())
    guard status == 0 else {
      work.release()
      return nil
    }
    return thread
  }

  static func join(_ thread: pthread_t) { pthread_join(thread, nil) }

  /// The lowest address that code on the calling thread may use, as an evaluator checks it.
  package static func stackFloor(size: Int) -> UInt {
    var here: UInt8 = 0
    let address = withUnsafeMutablePointer(to: &here) { UInt(bitPattern: $0) }
    let usable = UInt(size - reserve)
    return address > usable ? address - usable : 0
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  /// Sendable: the new thread sets `value` before it ends, the other one reads it after it has joined.
  private final class Outcome<T>: @unchecked Sendable {
    var value: T?
  }

  #if canImport(Glibc)
    private static let entry:
      @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
        run($0)
      }
  #else
    private static let entry: @convention(c) (UnsafeMutableRawPointer) -> UnsafeMutableRawPointer? =
      {
        run($0)
      }
  #endif

  private static func run(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    if let argument { Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body() }
    return nil
  }
}
