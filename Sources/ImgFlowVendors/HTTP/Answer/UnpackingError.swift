import ImgFlowArchives
import ImgFlowRuntime
import ImgFlowValues

/// Why the body of a response is not available.
enum UnpackingError: Error, Equatable {
  /// It is packed in a way that is not supported.
  case unknown(String)
  /// It is packed more than once.
  case severalTimes(String)
  case packing(PackingFault)
  /// It has more bytes than a response may have.
  case tooLarge(Int)
  /// It unpacks to so much more than was sent that it can only be meant to do harm.
  case tooDense(Int)

  /// The error for a response with `status`; it does not say where the response came from.
  func detailed(status: Int?) -> DetailedError {
    let isTransient = self == .packing(.damaged) || self == .packing(.cutShort)
    let isRefused = status.map { (400..<500).contains($0) } ?? false
    return DetailedError(kind, message, isRetryable: isTransient && !isRefused, help: help)
  }

  private var kind: ErrorKind {
    switch self {
    case .tooLarge, .tooDense: .limit
    case .unknown, .severalTimes, .packing: .network
    }
  }

  private var message: String {
    switch self {
    case .unknown(let name):
      "the response has the encoding `\(name.prefix(40))`, which is not supported"
    case .severalTimes(let names):
      "the response is compressed several times (`\(names.prefix(80))`), which is not supported"
    case .packing(.damaged):
      "the response is damaged: it cannot be decompressed as its `Content-Encoding` says"
    case .packing(.cutShort): "the response is cut short: its compressed data does not end"
    case .packing(.trailing):
      "the response is damaged: it continues after the end of its compressed data"
    case .tooLarge(let limit): "the response is larger than \(limit / 1024 / 1024) MiB"
    case .tooDense(let ratio): "the response decompresses to more than \(ratio) times its size"
    }
  }

  private var help: String {
    switch self {
    case .unknown, .severalTimes:
      "request another one: `headers: {\"Accept-Encoding\": \"\(ContentCoding.accepted)\"}`"
    case .packing:
      "try again; if that does not help, request it uncompressed: `headers: {\"Accept-Encoding\": \"identity\"}`"
    case .tooLarge: "request less at once, or let `http` write the response to a file with `to:`"
    case .tooDense: "check where it comes from: it may be meant to fill memory or a disk"
    }
  }
}
