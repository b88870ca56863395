import ImgFlowValues

/// A piece of HTML. Interpolated values are escaped unless they are HTML themselves, so that the content of
/// requests cannot become markup.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  let text: String

  init(stringLiteral text: String) { self.text = text }
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  init(joining pieces: some Sequence<HTML>) { text = pieces.map(\.text).joined(separator: "\n") }

  struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity * 2)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ html: HTML) { text += html.text }
    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    mutating func appendInterpolation(_ plain: String) { text += MarkupText.escaped(plain) }
  }
}
