import ImgFlowRuntime
import ImgFlowValues
import ImgFlowVendors

/// A request as a command line for `curl`, to be run once its secrets are filled in.
struct CurlCommand {
  let request: HTTPRequest
  /// Masks the secrets in a string.
  let masked: (String) -> String

  /// A script for the shell: what is secret is a variable of its first line.
  var text: String {
    var command = parts.joined(separator: " \\\n  ")
    if case .bytes(let bytes) = request.body, bytes.count >= ExchangeLog.bodyLimit {
      command = "# This is only the start of the body.\n\(command)"
    }
    guard command.contains("$SECRET") else { return command + "\n" }
    return "SECRET='…'  # the secret that belongs here\n\(command)\n"
  }

  private var parts: [String] {
    let method = request.method == "GET" ? "" : "-X \(request.method) "
    var parts = ["\(input)curl \(asIs)\(method)\(quoted(CredentialMask.address(request.url)))"]
    for (name, value) in request.headers {
      let shown = request.isCredential(header: name) ? CredentialMask.header(value) : value
      parts.append("-H \(quoted("\(name): \(shown)"))")
    }
    switch request.body {
    case .none: break
    case .bytes(let bytes):
      parts.append("--data-raw \(quoted(String(decoding: bytes, as: UTF8.self)))")
    case .file(let path): parts.append("--data-binary \(quoted("@\(path)"))")
    case .base64File: parts.append("--data-binary @-")
    case .multipart(let fields): parts += fields.map(option)
    }
    return parts
  }

  /// What keeps curl from changing this address: it resolves dots, and reads brackets and braces as patterns.
  private var asIs: String {
    let path = request.url.prefix { $0 != "?" }
    let isPattern = request.url.contains { "[]{}".contains($0) }
    return (path.contains("/.") ? "--path-as-is " : "") + (isPattern ? "--globoff " : "")
  }

  /// What gives curl its input, for a body that is made on the way.
  private var input: String {
    guard case .base64File(let path) = request.body else { return "" }
    return "base64 < \(quoted(path)) | tr -d '\\n' | "
  }

  private func option(_ part: HTTPRequest.Part) -> String {
    switch part.content {
    case .text(let text): "--form-string \(quoted("\(part.name)=\(text)"))"
    case .file(let path, let type):
      // In quotes of curl's own, so that a `;` in the path ends nothing.
      "-F "
        + quoted(
          "\(part.name)=@\"\(path.replacing("\"", with: "\\\""))\""
            + (type.map { ";type=\($0)" } ?? "")
            + (part.fileName.map { ";filename=\"\($0.replacing("\"", with: "\\\""))\"" } ?? ""))
    }
  }

  /// A word for the shell, in single quotes but for secrets.
  private func quoted(_ text: String) -> String {
    let shown = masked(text).replacing("'", with: "'\\''")
    let word = "'\(shown.replacing(SecretObject.mask, with: "'\"$SECRET\"'"))'"
    return word.hasSuffix("\"''") ? String(word.dropLast(2)) : word
  }
}
