/// Images that are derived from a selfie when it is computed.
enum HautaiAuxImage: String, CaseIterable, Sendable, CustomStringConvertible {
  /// The middle of the image in an oval, as if there were the face: the vendor's best known type.
  case restored = "selfie_front_face_restored_rgba"
  /// Where the image is red: the brighter, the greater a* in CIELAB.
  case redness = "selfie_front_redness_mask"

  var description: String { rawValue }

  /// The application that it belongs to.
  var application: HautaiApplication { self == .restored ? .quality : .redness }

  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  private static let side = 256

  /// Draws it, as a PNG.
  func data(of image: RasterImage) throws(ImageError) -> [UInt8] {
    let square = try image.flattened().covering(width: Self.side, height: Self.side, focus: nil)
    let picture =
      switch self {
      case .restored: try Self.oval(square)
      case .redness: try Self.mask(square)
      }
    return Array(try picture.png())
  }

  private static func oval(_ square: RasterImage) throws(ImageError) -> RasterImage {
    let colours = try square.rgbSamples()
    let centre = Double(side - 1) / 2
    var samples: [UInt8] = []
    samples.reserveCapacity(side * side * 4)
    for y in 0..<side {
      for x in 0..<side {
        let across = (Double(x) - centre) / (centre * 0.75)
        let down = (Double(y) - centre) / centre
        let index = 3 * (y * side + x)
        samples += colours[index..<index + 3]
        samples.append(across * across + down * down <= 1 ? 255 : 0)
      }
    }
    return try Vips.image(samples: samples, width: side, height: side, bandCount: 4)
  }

  private static func mask(_ square: RasterImage) throws(ImageError) -> RasterImage {
    let small = 64
    let lab = try square.labSamples(width: small, height: small)
    let samples = stride(from: 1, to: lab.count, by: 3).flatMap { index in
      let level = UInt8(max(0, min(255, lab[index] * 5)))
      return [level, level / 4, level / 4]
    }
    let picture = try Vips.image(samples: samples, width: small, height: small, bandCount: 3)
    return try Watermark.draw(on: picture.covering(width: side, height: side, focus: nil))
  }
}

/// What is measured in an image, each under its own name; the vendor's own algorithms, which look at skin,
/// are not available.
enum HautaiApplication: String, CaseIterable, Sendable {
  case size = "Image Size"
  case quality = "Image Quality"
  case exposure = "Exposure"
  case evenness = "Evenness"
  case redness = "Redness"

  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }

  var id: String { "8b5b3acc-480b-4412-8d2c-ebe6ab43840\(number)" }

  /// What programs know it by. Where the vendor has an algorithm for it, that one's name.
  var techName: String {
    switch self {
    case .size: "selfie_v2.image_size"
    case .quality: "selfie_v2.quality"
    case .exposure: "selfie_v2.exposure"
    case .evenness: "selfie_v2.uniformness"
    case .redness: "selfie_v2.redness"
    }
  }

  /// 0 to 100, the more the better; nil where there is nothing to judge.
  func score(of found: SelfieMeasurement) -> Double? {
    let score: Double? =
      switch self {
      case .size: nil
      case .quality: found.quality * 100
      case .exposure: 100 - 2 * abs(found.exposure - 50)
      case .evenness: found.evenness
      case .redness: 100 - 2 * found.redness
      }
    return score.map { min(100, max(0, $0)).rounded(toPlaces: 2) }
  }
}
