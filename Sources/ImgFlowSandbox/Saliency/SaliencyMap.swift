import Foundation

/// A prediction of where people look: a field of non-negative values over an image, at its own working
/// resolution.
///
/// Cell (x, y) covers the part of the image between x/width and (x+1)/width across, and likewise
/// down. Values run 0…1 with a maximum of 1; only their proportions mean anything.
struct SaliencyMap: Equatable, Sendable {
  let width: Int
  let height: Int
  /// Row-major from the top left, `width * height` of them, finite and not negative.
  let values: [Float]

  /// Returns nil unless there are `width * height` finite, non-negative values, and at least one.
  init?(width: Int, height: Int, values: [Float]) {
    guard width > 0, height > 0, values.count.isMultiple(of: width),
      values.count / width == height, values.allSatisfy({ $0.isFinite && $0 >= 0 })
    else { return nil }
    self.width = width
    self.height = height
    self.values = values
  }

  /// For values known to meet the contract.
  init(width: Int, height: Int, uncheckedValues values: [Float]) {
    self.width = width
    self.height = height
    self.values = values
  }

  /// The map that prefers nothing: 1 everywhere.
  static func uniform(width: Int, height: Int) -> SaliencyMap {
    SaliencyMap(
      width: width, height: height, uncheckedValues: Array(repeating: 1, count: width * height))
  }

  subscript(x: Int, y: Int) -> Float { values[y * width + x] }

  /// The sum of all values, in double precision.
  var total: Double { values.reduce(0.0) { $0 + Double($1) } }

  /// The cell with the greatest value; the first of several.
  var peak: (x: Int, y: Int) {
    var best = 0
    for index in values.indices where values[index] > values[best] { best = index }
    return (best % width, best / width)
  }
}

extension SaliencyMap {
  /// The values as 32-bit little-endian floats, row by row, for storage.
  var data: Data {
    var data = Data(capacity: values.count * 4)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  /// Reads what `data` wrote; nil if the size does not match or a value is out of range.
  init?(width: Int, height: Int, data: Data) {
    guard data.count.isMultiple(of: 4) else { return nil }
    let values = data.withUnsafeBytes { bytes in
      (0..<bytes.count / 4).map { index in
        let pattern = bytes.loadUnaligned(fromByteOffset: index * 4, as: UInt32.self)
        return Float(bitPattern: UInt32(littleEndian: pattern))
      }
    }
    self.init(width: width, height: height, values: values)
  }
}
