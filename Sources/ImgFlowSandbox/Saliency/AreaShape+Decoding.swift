import Foundation

extension AreaShape: Decodable {
  private enum CodingKeys: String, CodingKey {
    case type, left, top, width, height, scaleX, scaleY, angle, radius, originX, originY, points
  }

  /// Reads a fabric.js object as expoze's API takes it. Keys that do not matter are skipped; missing numbers
  /// get fabric's defaults. Throws `AreaError` where the shape makes no sense.
  init(from decoder: any Decoder) throws {
    let object = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double? {
      try object.decodeIfPresent(Double.self, forKey: key)
    }
    let name = try object.decode(String.self, forKey: .type)
    guard let kind = Kind(name: name) else { throw AreaError.unknownType(name) }

    if kind == .polygon {
      let points = try object.decode([Point].self, forKey: .points)
      self.init(polygon: points, left: try number(.left), top: try number(.top))
    } else {
      let radius = kind == .circle ? try number(.radius) : nil
      self.init(
        kind: kind, left: try number(.left) ?? 0, top: try number(.top) ?? 0,
        width: try radius.map { $0 * 2 } ?? number(.width) ?? 0,
        height: try radius.map { $0 * 2 } ?? number(.height) ?? 0)
    }
    scaleX = try number(.scaleX) ?? 1
    scaleY = try number(.scaleY) ?? 1
    angle = try number(.angle) ?? 0
    originX = Origin(name: try object.decodeIfPresent(String.self, forKey: .originX))
    originY = Origin(name: try object.decodeIfPresent(String.self, forKey: .originY))
  }
}
