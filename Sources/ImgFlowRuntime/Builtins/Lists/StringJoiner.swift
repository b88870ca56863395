import ImgFlowValues

/// Strings and secrets that are joined; when one is secret the whole is, and shows its visible parts.
///
/// They are built in the evaluator's scratch and moved out in large pieces, to a string that has room for
/// what is expected: it then need not grow, which would leave holes in the heap.
struct StringJoiner: ~Copyable {
  private static let pieceSize = 1 << 16
  /// The most room that is made for what is only expected.
  private static let largestGuess = 1 << 26

  private let scratch: TextScratch
  /// Where in the scratch the next piece begins.
  private let start: Int
  private let separator: StringObject
  private let expectedCount: Int
  private var count = 0
  private var text = ""
  /// How many bytes have been moved to the string, and how many it has room for.
  private var movedCount = 0
  private var room = 0
  /// What is shown instead of the text, once there is a secret in it.
  private var display: String?

  /// - Parameters:
  ///   - separator: which argument of the call separates the items.
  ///   - expectedCount: about how many items there will be.
  init(_ call: NativeCall, separator: Int, expectedCount: Int) throws {
    scratch = call.scratch
    start = scratch.count
    self.separator = try call.stringObject(separator)
    self.expectedCount = expectedCount
  }

  deinit { scratch.truncate(to: start) }

  /// - Throws: a `type` error for anything but a string or a secret, a `limit` error for too much text.
  mutating func append(_ item: Value) throws {
    if let string = item.asStringObject {
      addSeparator()
      scratch.append(string)
      display? += string.text
    } else if let secret = item.asSecret {
      addSeparator()
      display = (display ?? text + scratch.text(from: start)) + secret.display
      scratch.append(secret.text)
    } else {
      throw ValueError(
        .type, "`join` joins strings, but item \(count) is `\(item.shortDescription())`",
        help: #"convert them to strings first: `.map(x => "\(x)").join(…)`"#)
    }
    count += 1
    let pieceCount = scratch.count - start
    try BuiltinLimits.checkBytes(movedCount + pieceCount)
    if pieceCount >= Self.pieceSize { try movePiece() }
  }

  private mutating func addSeparator() {
    guard count > 0 else { return }
    scratch.append(separator)
    display? += separator.text
  }

  private mutating func movePiece() throws {
    let pieceCount = scratch.count - start
    if movedCount + pieceCount > room { try makeRoom(for: pieceCount) }
    text += scratch.text(from: start)
    scratch.truncate(to: start)
    movedCount += pieceCount
  }

  private mutating func makeRoom(for pieceCount: Int) throws {
    if text.isEmpty {
      let usual = pieceCount / max(count, 1) + 1
      let (guess, overflow) = usual.multipliedReportingOverflow(by: expectedCount)
      // Later items are often longer, such as larger numbers.
      room = max(pieceCount, overflow ? 0 : min(guess, Self.largestGuess) / 4 * 5)
      try Memory.claim(bytes: pieceCount)
    } else {
      // The old string and the new one exist at the same time.
      room = max(movedCount + pieceCount, 2 * movedCount)
      try Memory.claim(bytes: room)
    }
    text.reserveCapacity(room)
  }

  /// A string, or a secret.
  var value: Value {
    mutating get throws {
      if text.isEmpty, display == nil { return .heap(scratch.string(from: start)) }
      try movePiece()
      return display.map { .heap(SecretObject(text, display: $0)) } ?? .string(text)
    }
  }
}
