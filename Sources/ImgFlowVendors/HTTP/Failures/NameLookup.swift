import ImgFlowRuntime
import NIOPosix

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Asks the system once more for a host that was not found, to hear why: the library does not say.
enum NameLookup {
  enum Problem: Equatable {
    /// There is no such name.
    case unknown
    /// It cannot be determined at the moment; with the system's message.
    case unavailable(String)
  }

  /// Milliseconds: a caller waits already.
  private static let patience = 2000

  static func problem(with host: String, cancellation: Cancellation) -> Problem {
    let latch = Latch<CInt>()
    NIOThreadPool.singleton.submit { state in
      guard case .active = state else { return }
      var found: UnsafeMutablePointer<addrinfo>?
      let code = getaddrinfo(host, nil, nil, &found)
      if let found { freeaddrinfo(found) }
      latch.fulfil(code)
    }
    guard let code = latch.wait(milliseconds: patience, cancellation: cancellation) else {
      return .unavailable("the name server does not respond")
    }
    switch code {
    // It exists now.
    case 0: return .unavailable("the name server did not respond")
    case EAI_NONAME: return .unknown
    default: return isUnknown(code) ? .unknown : .unavailable(text(of: code))
    }
  }

  /// Whether a code says that the name has no address: `EAI_NODATA`, which not every system declares.
  private static func isUnknown(_ code: CInt) -> Bool {
    #if canImport(Glibc)
      code == -5
    #else
      code == EAI_NODATA
    #endif
  }

  private static func text(of code: CInt) -> String {
    let text = String(cString: gai_strerror(code))
    return text.prefix(1).lowercased() + text.dropFirst()
  }
}
