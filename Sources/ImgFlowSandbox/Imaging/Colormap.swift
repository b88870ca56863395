/// A scale from cold (0) to hot (1), by the names that plotting libraries share.
///
/// expoze documents only `jet`; the rest are what its article on custom heatmaps presumably
/// offers. Jet and hot follow MATLAB; viridis, magma, plasma and inferno are those of matplotlib
/// (N. Smith and S. van der Walt, CC0), sampled at 33 points, within 4/255 of the originals.
enum Colormap: String, CaseIterable, Sendable {
  case jet, hot, viridis, magma, plasma, inferno, gray

  /// The known names, for messages.
  static var knownNames: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The scale's colours at 256 even steps, cold to hot.
  func palette() -> [RGB] {
    let stops = self.stops
    return (0..<256).map { index in
      let position = Float(index) / 255 * Float(stops.count - 1)
      let lower = min(Int(position), stops.count - 2)
      return stops[lower].mixed(with: stops[lower + 1], position - Float(lower))
    }
  }

  /// A colour with components 0…255.
  struct RGB: Equatable, Sendable {
    var red: UInt8
    var green: UInt8
    var blue: UInt8

    func mixed(with other: RGB, _ share: Float) -> RGB {
      func mix(_ a: UInt8, _ b: UInt8) -> UInt8 {
        UInt8(clamping: Int((Float(a) + (Float(b) - Float(a)) * share).rounded()))
      }
      return RGB(
        red: mix(red, other.red), green: mix(green, other.green), blue: mix(blue, other.blue))
    }
  }

  /// At least two evenly spaced colours.
  private var stops: [RGB] {
    let hex: [UInt32] =
      switch self {
      case .gray: [0x000000, 0xFFFFFF]
      case .jet:
        [
          0x00007F, 0x0000FF, 0x007FFF, 0x00FFFF, 0x7FFF7F, 0xFFFF00, 0xFF7F00, 0xFF0000, 0x7F0000,
        ]
      case .hot:
        [
          0x000000, 0x550000, 0xAA0000, 0xFF0000, 0xFF5500, 0xFFAA00, 0xFFFF00, 0xFFFF7F, 0xFFFFFF,
        ]
      case .viridis:
        [
          0x440154, 0x470D60, 0x48186A, 0x482374, 0x472D7B, 0x453681, 0x424086, 0x3F4989, 0x3B528B,
          0x375A8D, 0x33638D, 0x2F6A8E, 0x2C728E, 0x297A8E, 0x26818E, 0x23898E, 0x21908C, 0x1F988B,
          0x1F9F88, 0x21A685, 0x28AE80, 0x31B57B, 0x3EBC74, 0x4CC26C, 0x5DC963, 0x6ECE58, 0x82D34C,
          0x96D83F, 0xABDC32, 0xC0DF24, 0xD5E21A, 0xEAE51A, 0xFDE725,
        ]
      case .magma:
        [
          0x000004, 0x030311, 0x0A0822, 0x130D33, 0x1D1146, 0x28115A, 0x36106A, 0x430F76, 0x50127C,
          0x5D177F, 0x691C81, 0x762181, 0x822681, 0x8F2A81, 0x9C2E7F, 0xA9327D, 0xB63779, 0xC33B75,
          0xCF4170, 0xDB486A, 0xE65163, 0xEE5C5E, 0xF5695C, 0xF9785D, 0xFB8761, 0xFD9668, 0xFEA571,
          0xFEB47B, 0xFEC387, 0xFED194, 0xFDE0A2, 0xFCEEB0, 0xFCFDBF,
        ]
      case .plasma:
        [
          0x0D0887, 0x220690, 0x310596, 0x3F049C, 0x4C02A1, 0x5901A5, 0x6600A7, 0x7201A8, 0x7E03A8,
          0x8909A6, 0x9511A2, 0x9F1A9C, 0xA92396, 0xB22C8E, 0xBB3587, 0xC33E80, 0xCB4778, 0xD25071,
          0xD9596A, 0xE06263, 0xE66C5C, 0xEB7555, 0xF07F4F, 0xF48A48, 0xF89441, 0xFB9F3A, 0xFDAB33,
          0xFEB72D, 0xFDC328, 0xFCD025, 0xF9DD25, 0xF5EB27, 0xF0F921,
        ]
      case .inferno:
        [
          0x000004, 0x040312, 0x0B0724, 0x150B37, 0x210C4A, 0x2E0A5A, 0x3C0965, 0x4A0C6B, 0x57106D,
          0x63146E, 0x70196E, 0x7D1E6D, 0x89226A, 0x962766, 0xA32B61, 0xAF315C, 0xBB3755, 0xC63E4D,
          0xD14644, 0xDB4F3B, 0xE35932, 0xEB6528, 0xF1711E, 0xF67F14, 0xF98D0A, 0xFB9C06, 0xFCAB0F,
          0xFBBA1F, 0xF9CA32, 0xF5D949, 0xF2E865, 0xF3F586, 0xFCFFA4,
        ]
      }
    return hex.map {
      RGB(red: UInt8($0 >> 16 & 0xFF), green: UInt8($0 >> 8 & 0xFF), blue: UInt8($0 & 0xFF))
    }
  }
}
