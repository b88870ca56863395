/// How often things go wrong, as `--chaos` says: `seed=7,latency=50ms..2s,error=5%,reset=1%`.
package struct Chaos: Sendable, Equatable {
  /// As it was written.
  let text: String
  /// The same seed gives each operation the same fate, call by call.
  var seed: UInt64 = 1
  /// Seconds that each request waits, from and to.
  var latency: ClosedRange<Double>?
  /// The shares of requests, from 0 to 1, that meet a fault.
  var shares: [Fault: Double] = [:]
  /// How many requests a second are let through.
  var throttle: Double?
  /// Seconds of real time until all sessions end, again and again.
  var sessionLife: Double?

  /// Why a string is not valid: what is wrong, and what would be right.
  package struct Malformed: Error, CustomStringConvertible {
    package let description: String
  }

  /// Reads the text of `--chaos`.
  package init(_ text: String) throws(Malformed) {
    self.text = text
    for part in text.split(separator: ",") {
      let words = part.split(separator: "=", maxSplits: 1).map(String.init)
      guard words.count == 2 else {
        throw Malformed(description: "`\(part)` has no value; write `\(part)=…`.")
      }
      try set(String(words[0].drop { $0 == " " }), words[1])
    }
  }

  private mutating func set(_ name: String, _ text: String) throws(Malformed) {
    switch name {
    case "seed": seed = try Self.read(UInt64(text), name, text, "7")
    case "latency": latency = try Self.read(Self.range(text), name, text, "50ms..2s")
    case "throttle":
      let number = text.hasSuffix("/s") ? Double(text.dropLast(2)) : nil
      throttle = try Self.read(number.flatMap { $0 > 0 ? $0 : nil }, name, text, "20/s")
    case "expire-token":
      sessionLife = try Self.read(StepText.seconds(ofText: text), name, text, "30s")
    default:
      guard let fault = Fault(rawValue: name), Fault.shared.contains(fault) else {
        let names =
          ["seed", "latency"] + Fault.shared.map(\.rawValue) + ["throttle", "expire-token"]
        throw Malformed(
          description: "Unknown fault `\(name)`; use one of \(names.joined(separator: ", ")).")
      }
      shares[fault] = try Self.read(Self.share(text), name, text, "5%")
    }
  }

  private static func read<Value>(
    _ value: Value?, _ name: String, _ text: String, _ example: String
  ) throws(Malformed) -> Value {
    guard let value else {
      throw Malformed(description: "`\(name)` cannot be `\(text)`; write `\(name)=\(example)`.")
    }
    return value
  }

  private static func share(_ text: String) -> Double? {
    guard text.hasSuffix("%"), let number = Double(text.dropLast()), (0...100).contains(number)
    else { return nil }
    return number / 100
  }

  private static func range(_ text: String) -> ClosedRange<Double>? {
    let ends = text.split(separator: "..").compactMap { StepText.seconds(ofText: String($0)) }
    guard let first = ends.first, let last = ends.last, ends.count <= 2, first <= last else {
      return nil
    }
    return first...last
  }
}
