import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Cancels a run when the process holds more memory than it may: the machine stays usable, and the
/// script ends with a message instead of a signal.
final class MemoryWatch: Sendable {
  /// How often it looks, in milliseconds.
  private static let tick = 20

  private let isOver = Atomic<Bool>(false)

  /// Starts to watch; `end` must be called when the run is over.
  init(limit: Int, _ cancellation: Cancellation) {
    EvaluatorThread.detach(stackSize: 1 << 16) { [self, weak cancellation] in
      while !isOver.load(ordering: .relaxed), let cancellation {
        usleep(UInt32(Self.tick * 1_000))
        if Self.residentBytes() > limit { return cancellation.cancel(.memory) }
      }
    }
  }

  func end() { isOver.store(true, ordering: .relaxed) }

  /// The limit of runs that are given none: three quarters of the machine's memory, or of what its
  /// container may have.
  static var defaultLimit: Int {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let container = text(of: "/sys/fs/cgroup/memory.max").flatMap { Int($0) } ?? machine
    return min(machine, container) / 4 * 3
  }

  /// The memory of the process that is in use now; 0 where the system does not tell.
  private static func residentBytes() -> Int {
    #if canImport(Glibc)
      let fields = text(of: "/proc/self/statm")?.split(separator: " ") ?? []
      return fields.count > 1 ? (Int(fields[1]) ?? 0) * sysconf(Int32(_SC_PAGESIZE)) : 0
    #else
      var info = mach_task_basic_info()
      var count = mach_msg_type_number_t(MemoryLayout.size(ofValue: info) / 4)
      let status = withUnsafeMutablePointer(to: &info) {
        $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
          task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
        }
      }
      return status == KERN_SUCCESS ? Int(info.resident_size) : 0
    #endif
  }

  /// The first line of a small file of the system.
  private static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 128) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
