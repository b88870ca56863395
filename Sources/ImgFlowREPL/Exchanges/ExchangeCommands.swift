import ImgFlow
import ImgFlowHelp
import ImgFlowVendors

/// `:http`, `:http 2`, `:http list`.
struct HTTPCommand: Command {
  let name = "http"
  let arguments = "[N | list]"
  let summary = "show the last request and its response, or the N-th last"
  let documentation = """
    As they went over the network, except for secrets. `:http list` lists the last requests.
    """
  var argument: CommandArgument { .words { ["list"] } }

  func run(_ text: String, in repl: REPL) throws {
    let views = try repl.exchanges().map {
      ExchangeView(entry: $0, screen: repl.screen, masked: repl.session.masked)
    }
    if text == "list" {
      let width = String(views.count).count
      return repl.page(
        views.enumerated().map { index, view in
          let number = String(views.count - index)
          var line = StyledLine(String(repeating: " ", count: width - number.count) + number, .note)
          line.append("  ")
          line.append(view.summary)
          return line
        })
    }
    repl.page(views[try repl.place(text, in: views.count)].lines)
  }
}

/// `:curl`, `:curl 2`.
struct CurlRequestCommand: Command {
  let name = "curl"
  let arguments = "[N]"
  let summary = "show the last request, or the N-th last, as a shell command"
  let documentation = """
    It runs once you replace `$SECRET` with the secrets. `:http list` shows the numbers.
    """

  func run(_ text: String, in repl: REPL) throws {
    let entries = try repl.exchanges()
    let request = entries[try repl.place(text, in: entries.count)].request
    repl.write(request.curlCommand(masked: repl.session.masked))
  }
}

extension REPL {
  /// The last exchanges, of which there is one at least.
  ///
  /// - Throws: `CommandError` without any.
  fileprivate func exchanges() throws -> [ExchangeLog.Entry] {
    let entries = (session.host as? SystemHost)?.exchanges?.entries ?? []
    guard !entries.isEmpty else {
      throw CommandError(
        "no request has been sent yet", help: "call an operation such as `expoze.login()` first")
    }
    return entries
  }

  /// The index of the exchange that a person means.
  ///
  /// - Throws: `CommandError` if there is none.
  fileprivate func place(_ text: String, in count: Int) throws -> Int {
    let number = text.isEmpty ? 1 : Int(text) ?? 0
    guard (1...count).contains(number) else {
      throw CommandError(
        "`\(text)` is not a number from 1, the last request, to \(count)",
        help: "`:http list` lists them")
    }
    return count - number
  }
}
