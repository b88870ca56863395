import Foundation

/// How an expoze job wants its heatmap drawn: the job's settings, checked.
struct HeatmapStyle: Equatable, Sendable {
  var colormap: Colormap = .jet
  /// 0…1: the strength of the colours over the image, or of the darkening in reveal.
  var alpha: Double = 0.85
  /// 1 or more: how much faint places are brought out. A value v of the map is drawn as
  /// 1 − (1 − v)^boost: near zero that is `boost` times as much, and nothing clips.
  var boost: Int = 2
  /// Draws what is overlooked instead of what is looked at.
  var inverse = false
  /// Darkens the image except where it is looked at, in place of colours.
  var reveal = false
  var enableWatermark = false
  var preset = HeatmapPreset.normal

  /// Checks settings as a job gives them.
  init(
    colormap: String = "jet", alpha: Double = 0.85, boost: Int = 2, inverse: Bool = false,
    reveal: Bool = false, enableWatermark: Bool = false, preset: String = "normal"
  ) throws(HeatmapStyleError) {
    guard let map = Colormap(rawValue: colormap) else { throw .unknownColormap(colormap) }
    guard (0...1).contains(alpha) else { throw .alphaOutOfRange(alpha) }
    guard (1...10).contains(boost) else { throw .boostOutOfRange(boost) }
    guard let preset = HeatmapPreset(rawValue: preset) else { throw .unknownPreset(preset) }
    self.preset = preset
    self.colormap = map
    self.alpha = alpha
    self.boost = boost
    self.inverse = inverse
    self.reveal = reveal
    self.enableWatermark = enableWatermark
  }

  /// A map value, 0…1, as it is drawn.
  func shown(_ value: Double) -> Double {
    let spread = pow(min(1, max(0, value)), preset.exponent)
    let boosted = 1 - pow(1 - spread, Double(boost))
    return inverse ? 1 - boosted : boosted
  }

  /// The colour and opacity (RGBA, interleaved) laid over the image for 256 even map values.
  ///
  /// Colours fade in along the scale, so that cold places stay the image.
  func overlayTable() -> [UInt8] {
    let palette = colormap.palette()
    return (0..<256).flatMap { index -> [UInt8] in
      let value = shown(Double(index) / 255)
      if reveal {
        return [0, 0, 0, UInt8((alpha * (1 - value) * 255).rounded())]
      }
      let color = palette[Int((value * 255).rounded())]
      return [color.red, color.green, color.blue, UInt8((alpha * value * 255).rounded())]
    }
  }
}

/// How attention is spread over the colours. expoze documents only `normal`; the others are the sandbox's
/// own.
enum HeatmapPreset: String, CaseIterable, Sendable {
  /// As predicted.
  case normal
  /// Only what gets most.
  case focus
  /// The surroundings too.
  case wide

  /// A value v of the map counts as v to the power of this.
  var exponent: Double {
    switch self {
    case .normal: 1
    case .focus: 2
    case .wide: 0.5
    }
  }

  /// The known names, for messages.
  static var knownNames: String { allCases.map(\.rawValue).joined(separator: ", ") }
}

/// A job setting that cannot be drawn. `property` names the field, for a violation list.
enum HeatmapStyleError: Error, Equatable, Sendable, CustomStringConvertible {
  case unknownColormap(String)
  case alphaOutOfRange(Double)
  case boostOutOfRange(Int)
  case unknownPreset(String)

  var property: String {
    switch self {
    case .unknownColormap: "colormap"
    case .alphaOutOfRange: "alpha"
    case .boostOutOfRange: "boost"
    case .unknownPreset: "preset"
    }
  }

  var description: String {
    switch self {
    case .unknownColormap(let name):
      "Unknown colormap \"\(name.prefix(60))\". Known colormaps are \(Colormap.knownNames)."
    case .alphaOutOfRange(let alpha): "Alpha must be between 0 and 1, not \(alpha)."
    case .boostOutOfRange(let boost): "Boost must be between 1 and 10, not \(boost)."
    case .unknownPreset(let name):
      "Unknown preset \"\(name.prefix(60))\". Known presets are \(HeatmapPreset.knownNames)."
    }
  }
}
