import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How much memory the process may hold.
struct MemoryLimit: ~Copyable, Sendable {
  private let bytes: Int
  /// What has been claimed in smaller pieces since the memory of the process was last checked.
  private let claimed = Atomic<Int>(0)

  /// A check is due when this much has been claimed; it takes about as long as filling a few kilobytes.
  private static let unlooked = 1 << 20

  init(_ bytes: Int) { self.bytes = bytes }

  /// Whether the process may take `extra` bytes more.
  ///
  /// - Parameter spare: how much more than its limit it may hold.
  func allows(_ extra: Int, spare: Int) -> Bool {
    let sum = claimed.add(extra, ordering: .relaxed).newValue
    guard sum >= Self.unlooked else { return true }
    claimed.store(0, ordering: .relaxed)
    return holds(besides: sum - spare)
  }

  /// Whether the process holds no more than it may, and would not with `extra` bytes more.
  func holds(besides extra: Int) -> Bool {
    if Self.resident() + extra <= bytes { return true }
    // What has been freed may still be with the allocator.
    _ = Self.trim?(0)
    return Self.resident() + extra <= bytes
  }

  /// The default limit of runs: three quarters of the machine's memory, or of what its container may have.
  static let ofMachine: Int = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let container = text(of: "/sys/fs/cgroup/memory.max").flatMap { Int($0) } ?? machine
    return min(machine, container) / 4 * 3
  }()

  /// glibc's `malloc_trim`, which its Swift module does not expose; nil with other allocators.
  private static let trim = dlsym(nil, "malloc_trim").map {
    unsafeBitCast($0, to: (@convention(c) (Int) -> Int32).self)
  }

  // MARK: - What the process holds

  #if canImport(Glibc)
    /// The file of the system that says it, kept open: it is read often.
    private static let file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

    /// The memory of the process that is in use now; 0 if the system does not say.
    private static func resident() -> Int {
      var text: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
      return withUnsafeMutableBytes(of: &text) { bytes in
        let count = pread(file, bytes.baseAddress, bytes.count, 0)
        // The second number: pages.
        let fields = bytes.prefix(max(0, count)).split(separator: UInt8(ascii: " "))
        guard fields.count > 2 else { return 0 }
        return fields[1].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) } * pageSize
      }
    }
  #else
    private static func resident() -> Int {
      var info = mach_task_basic_info()
      var count = mach_msg_type_number_t(MemoryLayout.size(ofValue: info) / 4)
      let status = withUnsafeMutablePointer(to: &info) {
        $0.withMemoryRebound(to: integer_t.self, capacity: Int(count)) {
          task_info(mach_task_self_, task_flavor_t(MACH_TASK_BASIC_INFO), $0, &count)
        }
      }
      return status == KERN_SUCCESS ? Int(info.resident_size) : 0
    }
  #endif

  /// The first line of a small file of the system.
  private static func text(of path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    let bytes = [UInt8](unsafeUninitializedCapacity: 128) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, buffer.count))
    }
    return String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
