import Foundation

/// What a process that reads untrusted files may use.
enum ProcessLimits {
  /// Limits the memory and the processor time of this process from now on, and leaves no core files.
  static func set(megabytes: Int, seconds: Int) {
    limit(RLIMIT_DATA, to: megabytes << 20)
    limit(RLIMIT_CPU, to: seconds)
    limit(RLIMIT_CORE, to: 0)
  }

  #if canImport(Darwin)
    typealias Resource = Int32
  #else
    typealias Resource = __rlimit_resource
  #endif

  static func limit(_ resource: Resource, to value: Int) {
    var limit = rlimit(rlim_cur: rlim_t(value), rlim_max: rlim_t(value))
    #if canImport(Darwin)
      setrlimit(resource, &limit)
    #else
      setrlimit(Int32(resource.rawValue), &limit)
    #endif
  }
}
