import ImgFlowRuntime
import ImgFlowValues

/// Why the body of a response is not available.
enum UnpackingError: Error, Equatable {
  /// It is packed in a way that is not supported.
  case unknown(String)
  /// It is packed more than once.
  case severalTimes(String)
  case damaged
  /// It ends before the packed data does.
  case cutShort
  /// It continues after the end of the packed data.
  case trailing
  /// It has more bytes than a response may have.
  case tooLarge(Int)
  /// It unpacks to so much more than was sent that it can only be meant to do harm.
  case tooDense(Int)

  /// The error for a response with `status`; it does not say where the response came from.
  func detailed(status: Int?) -> DetailedError {
    let isTransient = self == .damaged || self == .cutShort
    let isRefused = status.map { (400..<500).contains($0) } ?? false
    return DetailedError(kind, message, isRetryable: isTransient && !isRefused, help: help)
  }

  private var kind: ErrorKind {
    switch self {
    case .tooLarge, .tooDense: .limit
    case .unknown, .severalTimes, .damaged, .cutShort, .trailing: .network
    }
  }

  private var message: String {
    switch self {
    case .unknown(let name):
      "the answer has the encoding `\(name.prefix(40))`, which is not supported"
    case .severalTimes(let names):
      "the answer is packed several times (`\(names.prefix(80))`), which is not supported"
    case .damaged: "the answer is damaged: it cannot be unpacked as its `Content-Encoding` says"
    case .cutShort: "the answer is cut short: what it packs does not end"
    case .trailing: "the answer is damaged: it goes on after the end of what it packs"
    case .tooLarge(let limit): "the answer is larger than \(limit / 1024 / 1024) MiB"
    case .tooDense(let ratio): "the answer unpacks to more than \(ratio) times its size"
    }
  }

  private var help: String {
    switch self {
    case .unknown, .severalTimes:
      "ask for another one: `headers: {\"Accept-Encoding\": \"\(ContentCoding.accepted)\"}`"
    case .damaged, .trailing, .cutShort:
      "try again; if it stays so, ask for it as it is: `headers: {\"Accept-Encoding\": \"identity\"}`"
    case .tooLarge: "ask for less at once, or have `http` write the answer to a file with `to:`"
    case .tooDense: "check where it comes from: it is made to fill memory or a disk"
    }
  }
}
