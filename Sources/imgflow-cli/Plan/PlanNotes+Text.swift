import ImgFlow

extension PlanNotes.Subject {
  /// A word for programs.
  var word: String {
    switch self {
    case .program: "program"
    case .request: "request"
    case .declared: "vendor"
    case .listing: "listing"
    case .stream: "stream"
    case .secret: "secret"
    }
  }

  /// What is not known, and what the plan does about it.
  var text: String {
    switch self {
    case .program(let name):
      "`\(name)` was not run; from here on as if it had succeeded and written nothing"
    case .request(let method, let address):
      "`\(method) \(address)` was not sent; from here on as if the response were 200 without a body"
    case .declared(let vendor):
      "the sandbox does not emulate `\(vendor)`; from here on its responses are samples that fit the "
        + "declaration: listings have one item, and work is done when it is first looked at"
    case .listing(let operation):
      "`\(operation)` lists what the sandbox holds; a real account may hold more or less"
    case .stream(let path): "nothing was written to \(path), which is a pipe or device"
    case .secret(let parameter): "`--\(parameter)` was not given; a stand-in was used for it"
    }
  }
}
