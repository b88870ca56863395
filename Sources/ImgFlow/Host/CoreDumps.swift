#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The images of a program's memory that the system writes when it crashes.
package enum CoreDumps {
  /// From now on none are written, of the programs that are started neither: they would hold secrets.
  package static func disable() {
    var limit = rlimit()
    #if canImport(Glibc)
      let kind = __rlimit_resource_t(RLIMIT_CORE.rawValue)
    #else
      let kind = RLIMIT_CORE
    #endif
    guard getrlimit(kind, &limit) == 0 else { return }
    limit.rlim_cur = 0
    setrlimit(kind, &limit)
  }
}
