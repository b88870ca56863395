import ImgFlowHelp
import ImgFlowRuntime
import ImgFlowSyntax
import ImgFlowValues
import ImgFlowVendors

/// A request with its response, as sent over the network but without secrets.
struct ExchangeView {
  let entry: ExchangeLog.Entry
  let screen: Screen
  /// Masks the secrets in a string.
  let masked: (String) -> String

  /// How many lines of a body are shown.
  private static let bodyLines = 200

  private var address: String { masked(CredentialMask.address(entry.request.url)) }

  /// One line about it.
  var summary: StyledLine {
    var line = StyledLine("\(entry.request.method) ", .heading)
    let end = outcome
    line.append(
      Columns.cut(address, to: max(20, screen.width - line.width - end.width - 2))
    )
    line.append("  ")
    line.append(end)
    return line
  }

  var lines: [StyledLine] {
    var lines = [StyledLine("\(entry.request.method) \(address)", .heading)]
    lines += headers(entry.request.headers.map { ($0.name, value(of: $0)) })
    lines += body(of: entry.request)
    lines.append(StyledLine())
    lines.append(outcome)
    guard case .answered(let response) = entry.outcome else { return lines }
    lines += headers(response.headers.map { ($0.name, value(of: $0)) })
    return lines + body(response.body, of: entry.received)
  }

  /// `200, 318 ms`.
  private var outcome: StyledLine {
    switch entry.outcome {
    case .answered(let response):
      var line = StyledLine("\(response.status)", response.status < 400 ? .string : .word)
      line.append(", \(entry.elapsed) ms", .note)
      return line
    case .failed(let reason):
      var line = StyledLine("no response", .word)
      line.append(" after \(entry.elapsed) ms: \(masked(reason))", .note)
      return line
    }
  }

  /// The value of a header without its credentials.
  private func value(of header: (name: String, value: String)) -> String {
    if entry.request.isCredential(header: header.name) {
      return CredentialMask.header(header.value)
    }
    // Such as `Location`.
    return masked(
      header.value.contains("://") ? CredentialMask.address(header.value) : header.value)
  }

  private func headers(_ headers: [(String, String)]) -> [StyledLine] {
    headers.map { name, value in
      var line = StyledLine(name, .key)
      line.append(": ")
      line.append(Columns.cut(value, to: max(20, screen.width - line.width)))
      return line
    }
  }

  private func body(of request: HTTPRequest) -> [StyledLine] {
    switch request.body {
    case .none: []
    case .bytes(let bytes): body(bytes, of: bytes.count)
    case .file(let path): [StyledLine(), StyledLine("the file \(path)", .note)]
    case .base64File(let path): [StyledLine(), StyledLine("the file \(path), as base64", .note)]
    case .multipart(let parts):
      [StyledLine()]
        + parts.map { part in
          var line = StyledLine(part.name, .key)
          line.append(": ")
          switch part.content {
          case .text(let text): line.append(masked(text))
          case .file(let path, let type):
            line.append("the file \(path)\(type.map { ", \($0)" } ?? "")", .note)
          }
          return line
        }
    }
  }

  private func body(_ bytes: [UInt8], of length: Int) -> [StyledLine] {
    guard !bytes.isEmpty else { return [] }
    if let value = try? JSON.parse(bytes), value.depth > 0 {
      let limits = ValueView.Limits(lines: Self.bodyLines, depth: .max, items: .max, keys: .max)
      let view = ValueView(value, width: screen.width, limits: limits, masked: masked)
      return [StyledLine()] + view.lines
    }
    // A cut may go through a character.
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.count < length || text.utf8.elementsEqual(bytes) else {
      return [StyledLine(), StyledLine("\(Quantity.bytes(length)) that are not text", .note)]
    }
    // A secret that the cut goes through would not be known as one.
    let kept = bytes.count < length ? String(masked(text).dropLast(4096)) : masked(text)
    let lines = kept.split(separator: "\n", omittingEmptySubsequences: false)
    var shown = lines.prefix(Self.bodyLines).map { StyledLine(String($0)) }
    if bytes.count < length || shown.count < lines.count {
      shown.append(StyledLine("… \(Quantity.bytes(length)) in all", .note))
    }
    return [StyledLine()] + shown
  }
}
