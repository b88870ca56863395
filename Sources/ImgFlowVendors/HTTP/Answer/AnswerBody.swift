import ImgFlowArchives
import ImgFlowRuntime

/// The body of a response as it arrives: unpacked, within its limits, and kept where it belongs.
final class AnswerBody {
  /// Where the bytes go.
  enum Place {
    case memory
    case file(any FileWriter)
    /// Nowhere: the response only says where another one is.
    case nowhere
  }

  /// How many bytes there may be.
  struct Limits {
    /// In memory, unpacked; as they came, where they go nowhere.
    var memory: Int
    /// However few were sent.
    var freely: Int
    /// For each byte that was sent, beyond those.
    var ratio: Int
  }

  private let place: Place
  private let limits: Limits
  private let encodings: [String]
  private var coding: ContentCoding?
  private var unpacker: Unpacker?
  private var received = 0
  private var made = 0
  private(set) var bytes: [UInt8] = []

  /// - Parameter encodings: The values of `Content-Encoding` and `Transfer-Encoding`.
  init(_ encodings: [String], to place: Place, _ limits: Limits) {
    self.encodings = encodings
    self.place = place
    self.limits = limits
  }

  /// Whether adding to it may wait for a disk.
  var isSlow: Bool { if case .file = place { true } else { false } }

  /// Takes the next bytes.
  ///
  /// - Throws: `UnpackingError`; `ValueError` of kind `io` if they cannot be written.
  func add(_ part: [UInt8]) throws {
    received += part.count
    if case .nowhere = place {
      guard received <= limits.memory else { throw UnpackingError.tooLarge(limits.memory) }
      return
    }
    // Only now: a response without a body is not packed, whatever it says.
    let coding = try coding ?? ContentCoding(encodings)
    self.coding = coding
    guard let form = coding.form else { return try keep(part[...]) }
    let unpacker = unpacker ?? Unpacker(form)
    self.unpacker = unpacker
    try unpacking { try unpacker.add(part) { try keep($0) } }
  }

  /// Says that all of it has arrived.
  ///
  /// - Throws: `UnpackingError` if something is missing.
  func finish() throws { try unpacking { try unpacker?.finish() } }

  private func unpacking(_ body: () throws -> Void) throws {
    do { try body() } catch let fault as PackingFault { throw UnpackingError.packing(fault) }
  }

  private func keep(_ part: ArraySlice<UInt8>) throws {
    made += part.count
    if made > limits.freely, made / limits.ratio > received {
      throw UnpackingError.tooDense(limits.ratio)
    }
    switch place {
    case .nowhere: return
    case .file(let writer): try writer.append(part)
    case .memory:
      guard made <= limits.memory else { throw UnpackingError.tooLarge(limits.memory) }
      bytes += part
    }
  }
}
