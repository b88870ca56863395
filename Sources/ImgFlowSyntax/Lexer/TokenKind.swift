extension Token {
  /// The kinds of tokens; the raw value is the spelling, or a description where that varies.
  package enum Kind: String, Sendable, CaseIterable {
    case endOfFile = "the end of the file"
    /// What belongs to no token; a diagnostic has been made.
    case unknown = "an unknown character"

    case identifier = "a name"
    case number = "a number"
    /// `'…'`, with its quotes.
    case rawString = "a string"
    /// `"` or `"""`; then come `stringText`, `interpolationStart … interpolationEnd`, `stringEnd`.
    case stringStart = "the start of a string"
    case stringText = "the text of a string"
    case stringEnd = "the end of a string"
    case interpolationStart = "\\("
    case interpolationEnd = "the `)` of an interpolation"

    case `let`, `var`, fn, `return`, `if`, `else`, `for`, `in`, `while`, `break`, `continue`
    case match, `try`, `catch`, `throw`, `defer`, `import`, export, `as`, use, param, test, assert
    case `is`, `true`, `false`, null

    case leftParen = "("
    case rightParen = ")"
    case leftBracket = "["
    case rightBracket = "]"
    case leftBrace = "{"
    case rightBrace = "}"
    case questionBracket = "?["

    case comma = ","
    case semicolon = ";"
    case colon = ":"
    case dot = "."
    case questionDot = "?."
    case question = "?"
    case arrow = "->"
    case fatArrow = "=>"
    case bar = "|"
    case ampersand = "&"
    case ellipsis = "..."
    case halfOpenRange = "..<"

    case equal = "="
    case plusEqual = "+="
    case minusEqual = "-="
    case starEqual = "*="
    case slashEqual = "/="
    case percentEqual = "%="
    case coalesceEqual = "??="

    case pipe = "|>"
    case orOr = "||"
    case andAnd = "&&"
    case equalEqual = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case notIn = "!in"
    case notIs = "!is"
    case coalesce = "??"
    case plus = "+"
    case minus = "-"
    case star = "*"
    case slash = "/"
    case percent = "%"
    case not = "!"
    case tryOptional = "try?"
  }
}

extension Token.Kind {
  /// The keywords, which cannot name a variable.
  package static let keywords = allCases.filter(\.isKeyword)

  /// Whether it is one of the keywords.
  package var isKeyword: Bool {
    switch self {
    case .let, .var, .fn, .return, .if, .else, .for, .in, .while, .break, .continue, .match, .try,
      .catch, .throw, .defer, .import, .export, .as, .use, .param, .test, .assert, .is, .true,
      .false, .null:
      true
    case .endOfFile, .unknown, .identifier, .number, .rawString, .stringStart, .stringText,
      .stringEnd, .interpolationStart, .interpolationEnd, .leftParen, .rightParen, .leftBracket,
      .rightBracket, .leftBrace, .rightBrace, .questionBracket, .comma, .semicolon, .colon, .dot,
      .questionDot, .question, .arrow, .fatArrow, .bar, .ampersand, .ellipsis, .halfOpenRange,
      .equal, .plusEqual, .minusEqual, .starEqual, .slashEqual, .percentEqual, .coalesceEqual,
      .pipe, .orOr,
      .andAnd, .equalEqual, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .notIn,
      .notIs, .coalesce, .plus, .minus, .star, .slash, .percent, .not, .tryOptional:
      false
    }
  }

  /// Whether a line that begins with it continues the statement of the line before.
  var continuesLine: Bool {
    switch self {
    case .dot, .questionDot, .pipe, .coalesce, .andAnd, .orOr, .else, .catch: true
    default: false
    }
  }

  /// Whether it is `=` or one of `+=`, `-=`, `*=`, `/=`, `%=` and `??=`.
  var isAssignment: Bool {
    switch self {
    case .equal, .plusEqual, .minusEqual, .starEqual, .slashEqual, .percentEqual,
      .coalesceEqual:
      true
    default: false
    }
  }

  /// Whether it leaves the block that it is in.
  var isJump: Bool {
    switch self {
    case .return, .throw, .break, .continue: true
    default: false
    }
  }

  /// Whether the next line continues the statement of the line that it ends.
  var expectsMore: Bool {
    self == .comma || self == .fatArrow || self == .arrow || isBinaryOperator && self != .ampersand
  }

  /// Whether a name must follow it on the same line.
  var needsName: Bool {
    switch self {
    case .let, .var, .fn, .for, .as, .use, .param: true
    default: false
    }
  }

  /// Whether it is a keyword that can only begin a statement.
  var beginsStatement: Bool {
    switch self {
    case .let, .var, .fn, .return, .for, .while, .break, .continue, .throw, .defer, .import,
      .export, .use, .param, .test, .assert:
      true
    default: false
    }
  }

  /// Whether it is an operator between two values that cannot begin a statement.
  var isBinaryOperator: Bool {
    switch self {
    case .bar, .ampersand, .ellipsis, .halfOpenRange, .pipe, .is, .notIs: true
    default: isAssignment || BinaryOperator(rawValue: rawValue) != nil
    }
  }

  /// The kind of bracket that closes this one; nil for what opens nothing.
  package var closer: Token.Kind? {
    switch self {
    case .leftParen: .rightParen
    case .leftBracket, .questionBracket: .rightBracket
    case .leftBrace: .rightBrace
    case .interpolationStart: .interpolationEnd
    case .stringStart: .stringEnd
    default: nil
    }
  }

  /// Whether it closes a bracket, an interpolation or a string.
  package var isCloser: Bool {
    switch self {
    case .rightParen, .rightBracket, .rightBrace, .interpolationEnd, .stringEnd: true
    default: false
    }
  }
}
