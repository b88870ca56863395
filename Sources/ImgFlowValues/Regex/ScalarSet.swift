/// A set of code points: `[a-z\d]`, `\w`, `.`.
final class ScalarSet: Sendable {
  /// Members of ASCII, a bit each.
  let low: UInt64
  let high: UInt64
  private let items: [Item]
  private let isNegated: Bool
  private let ignoresCase: Bool

  enum Item: Sendable {
    case range(ClosedRange<UInt32>)
    case property(ScalarProperty)
    case set(ScalarSet)
  }

  init(_ items: [Item], isNegated: Bool = false, ignoresCase: Bool = false) {
    self.items = items
    self.isNegated = isNegated
    self.ignoresCase = ignoresCase
    var bits: (UInt64, UInt64) = (0, 0)
    for scalar in UInt32(0)..<128 {
      guard Self.holds(scalar, items, isNegated, ignoresCase) else { continue }
      if scalar < 64 { bits.0 |= 1 << scalar } else { bits.1 |= 1 << (scalar - 64) }
    }
    (low, high) = bits
  }

  @inline(__always)
  func containsASCII(_ byte: UInt8) -> Bool {
    (byte < 64 ? low >> UInt64(byte) : high >> UInt64(byte - 64)) & 1 != 0
  }

  func contains(_ scalar: UInt32) -> Bool {
    scalar < 128
      ? containsASCII(UInt8(scalar)) : Self.holds(scalar, items, isNegated, ignoresCase)
  }

  private static func holds(
    _ scalar: UInt32, _ items: [Item], _ isNegated: Bool, _ ignoresCase: Bool
  ) -> Bool {
    if isMember(scalar, items) { return !isNegated }
    if ignoresCase, ScalarCase.others(of: scalar).contains(where: { isMember($0, items) }) {
      return !isNegated
    }
    return isNegated
  }

  private static func isMember(_ scalar: UInt32, _ items: [Item]) -> Bool {
    items.contains { item in
      switch item {
      case .range(let range): range.contains(scalar)
      case .property(let property): property.holds(for: scalar)
      case .set(let set): set.contains(scalar)
      }
    }
  }
}

/// Code points that differ only in their case.
enum ScalarCase {
  /// The other case of a code point; none for most.
  static func others(of scalar: UInt32) -> [UInt32] {
    if scalar < 128 { return (scalar | 32) &- 97 < 26 ? [scalar ^ 32] : [] }
    guard let properties = Unicode.Scalar(scalar)?.properties,
      properties.isCased || properties.changesWhenCaseMapped
    else { return [] }
    let mappings = [
      properties.lowercaseMapping, properties.uppercaseMapping,
      properties.uppercaseMapping.lowercased(),
    ]
    return Set(mappings.compactMap(single)).subtracting([scalar]).sorted()
  }

  /// One of the code points that differ only in their case stands for all of them.
  static func folded(_ scalar: UInt32) -> UInt32 {
    if scalar < 128 { return scalar &- 65 < 26 ? scalar + 32 : scalar }
    guard let value = Unicode.Scalar(scalar) else { return scalar }
    return single(value.properties.uppercaseMapping.lowercased()) ?? scalar
  }

  private static func single(_ text: String) -> UInt32? {
    let scalars = text.unicodeScalars
    return scalars.count == 1 ? scalars.first?.value : nil
  }
}
