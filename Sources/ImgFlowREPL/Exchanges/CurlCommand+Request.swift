import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

extension CurlCommand {
  /// - Parameter masked: masks the secrets in a string; the variable `SECRET` replaces them.
  init(_ request: HTTPRequest, masked: @escaping (String) -> String) {
    let shell = { (text: String) in ShellText(masked: masked(text), variable: "SECRET") }
    let body: Body =
      switch request.body {
      case .none: .none
      case .bytes(let bytes): .text(shell(String(decoding: bytes, as: UTF8.self)))
      case .file(let path): .file(shell(path))
      case .base64File(let path): .output(of: "base64 < \(shell(path).word) | tr -d '\\n'")
      case .multipart(let parts):
        .form(parts.map { ($0.flag, shell($0.text)) })
      }
    self.init(
      method: request.method, url: request.url, address: shell(CredentialMask.address(request.url)),
      headers: request.headers.map { name, value in
        (name, shell(request.isCredential(header: name) ? CredentialMask.header(value) : value))
      }, body: body)
  }
}

extension HTTPRequest {
  /// The command for `curl` that sends it again, to the end of a line.
  func curlCommand(masked: @escaping (String) -> String) -> String {
    let command = CurlCommand(self, masked: masked).text + "\n"
    guard case .bytes(let bytes) = body, bytes.count >= ExchangeLog.bodyLimit else {
      return command
    }
    return "# This is only the start of the body.\n\(command)"
  }
}

extension HTTPRequest.Part {
  fileprivate var flag: String {
    if case .text = content { "--form-string" } else { "-F" }
  }

  /// What the flag is given: paths in quotes of curl's own, so that a `;` in them ends nothing.
  fileprivate var text: String {
    switch content {
    case .text(let text): "\(name)=\(text)"
    case .file(let path, let type):
      "\(name)=@\(Self.quoted(path))" + (type.map { ";type=\($0)" } ?? "")
        + (fileName.map { ";filename=\(Self.quoted($0))" } ?? "")
    }
  }

  private static func quoted(_ text: String) -> String {
    "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
