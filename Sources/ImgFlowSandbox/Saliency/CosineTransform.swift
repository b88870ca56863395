import Foundation

/// The orthonormal two-dimensional discrete cosine transform (DCT-II) and its inverse, for one
/// size, as products with a cosine matrix for each side. At a saliency map's working size that
/// is a few million multiplications, which needs no fast algorithm.
struct CosineTransform: Sendable {
  private let across: Field
  private let acrossTransposed: Field
  private let down: Field
  private let downTransposed: Field

  init(width: Int, height: Int) {
    across = Self.basis(width)
    acrossTransposed = across.transposed()
    down = Self.basis(height)
    downTransposed = down.transposed()
  }

  /// Coefficients of `field`, the constant part first.
  func forward(_ field: Field) -> Field {
    down.times(field).times(acrossTransposed)
  }

  /// The field that has these coefficients.
  func inverse(_ coefficients: Field) -> Field {
    downTransposed.times(coefficients).times(across)
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
  /// The matrix product of the field and `other`, which is as high as the field is wide.
  ///
  /// The innermost loop adds multiples of whole rows: unlike a sum of products, that may be
  /// vectorised without changing the order of float additions.
  fileprivate func times(_ other: Field) -> Field {
    precondition(width == other.height, "matrices that fit")
    var product = Field(width: other.width, height: height)
    let columns = other.width
    product.values.withUnsafeMutableBufferPointer { out in
      values.withUnsafeBufferPointer { left in
        other.values.withUnsafeBufferPointer { right in
          for row in 0..<height {
            for k in 0..<width {
              let factor = left[row * width + k]
              let (target, source) = (row * columns, k * columns)
              var column = 0
              while column < columns {
                out[target + column] += factor * right[source + column]
                column += 1
              }
            }
          }
        }
      }
    }
    return product
  }
}
