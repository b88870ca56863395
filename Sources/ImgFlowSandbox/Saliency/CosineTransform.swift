import Foundation

/// The orthonormal two-dimensional discrete cosine transform (DCT-II) and its inverse, for one
/// size, as products with a cosine matrix for each side. At a saliency map's working size that
/// is a few million multiplications, which needs no fast algorithm.
struct CosineTransform: Sendable {
  private let across: Field
  private let down: Field

  init(width: Int, height: Int) {
    across = Self.basis(width)
    down = Self.basis(height)
  }

  /// Coefficients of `field`, the constant part first.
  func forward(_ field: Field) -> Field {
    let rows = field.timesTransposed(across)
    return rows.transposed().timesTransposed(down).transposed()
  }

  /// The field that has these coefficients.
  func inverse(_ coefficients: Field) -> Field {
    let rows = coefficients.timesTransposed(across.transposed())
    return rows.transposed().timesTransposed(down.transposed()).transposed()
  }

  /// Row k is the k-th cosine, sampled at `count` points and scaled to unit length.
  private static func basis(_ count: Int) -> Field {
    var basis = Field(width: count, height: count)
    for k in 0..<count {
      let scale = (Double(k == 0 ? 1 : 2) / Double(count)).squareRoot()
      for n in 0..<count {
        let phase = Double.pi * (Double(n) + 0.5) * Double(k) / Double(count)
        basis.values[k * count + n] = Float(scale * cos(phase))
      }
    }
    return basis
  }
}

extension Field {
  /// The matrix product of the field and the transpose of `other`, which is as wide.
  fileprivate func timesTransposed(_ other: Field) -> Field {
    precondition(width == other.width, "matrices that fit")
    var product = Field(width: other.height, height: height)
    product.values.withUnsafeMutableBufferPointer { out in
      values.withUnsafeBufferPointer { left in
        other.values.withUnsafeBufferPointer { right in
          for row in 0..<height {
            for column in 0..<other.height {
              out[row * other.height + column] = dot(left, row, right, column, width)
            }
          }
        }
      }
    }
    return product
  }
}

/// The product of row `row` of `left` and row `column` of `right`, both `count` long.
///
/// Eight partial sums let the compiler use vector registers: it may not reorder one float sum.
@inline(__always)
private func dot(
  _ left: UnsafeBufferPointer<Float>, _ row: Int, _ right: UnsafeBufferPointer<Float>,
  _ column: Int, _ count: Int
) -> Float {
  var sums = SIMD8<Float>.zero
  let a = UnsafeRawPointer(left.baseAddress.unsafelyUnwrapped + row * count)
  let b = UnsafeRawPointer(right.baseAddress.unsafelyUnwrapped + column * count)
  var index = 0
  while index + 8 <= count {
    sums +=
      a.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
      * b.loadUnaligned(fromByteOffset: index * 4, as: SIMD8<Float>.self)
    index += 8
  }
  var sum = sums.sum()
  while index < count {
    sum += left[row * count + index] * right[column * count + index]
    index += 1
  }
  return sum
}
