/// Why an area of interest has no score. A server responds with 422 and the description.
enum AreaError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The area has no shape yet.
  case noShapes
  case unknownType(String)
  /// A coordinate is not finite, or so large that arithmetic on it is not.
  case notFinite
  case tooFewPoints(Int)
  /// More shapes or polygon points than `AreaCoverage.pointLimit`.
  case tooComplex(points: Int)
  /// A shape's extent is zero or negative.
  case noExtent
  /// No part of the area is inside the image.
  case outsideImage

  var description: String {
    switch self {
    case .noShapes:
      "The area of interest has no shape."
    case .unknownType(let name):
      "Unknown shape type \"\(name.prefix(60))\". Known types are "
        + AreaShape.Kind.allCases.map(\.rawValue).joined(separator: ", ") + "."
    case .notFinite:
      "The area of interest has a coordinate that is not a usable number."
    case .tooFewPoints(let count):
      "A polygon needs at least 3 points, not \(count)."
    case .tooComplex(let points):
      "The area of interest has \(points) corners. At most \(AreaCoverage.pointLimit) are accepted."
    case .noExtent:
      "The area of interest has no extent: width and height, times the scale, must be positive."
    case .outsideImage:
      "The area of interest is outside the image."
    }
  }
}
