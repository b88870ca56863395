import Foundation

/// Where expoze's files are in the store.
enum ExpozeFiles {
  /// An upload or a job's output, by its path under `userfiles/`.
  static func original(_ path: String) -> String { "expoze/userfiles/\(path)" }

  /// The prediction for a media.
  static func map(_ media: Int64) -> String { "expoze/maps/\(media).map" }

  /// An original at a preset's size.
  static func rendition(_ preset: ImagePreset, _ path: String) -> String {
    preset == .original ? original(path) : "expoze/cache/\(preset.rawValue)/\(path)"
  }
}

extension FileFolder {
  /// Reads a prediction; nil if there is none, or none that can be used.
  func map(at path: String) -> SaliencyMap? {
    guard let data = try? read(path), data.count > 8 else { return nil }
    func number(at offset: Int) -> Int {
      data.dropFirst(offset).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    }
    return SaliencyMap(
      width: number(at: 0), height: number(at: 4), data: Data(data.dropFirst(8)))
  }

  /// Writes a prediction: width and height as 32-bit little-endian numbers, then the values.
  func write(_ map: SaliencyMap, to path: String) throws {
    var data = Data()
    for number in [map.width, map.height] {
      withUnsafeBytes(of: UInt32(clamping: number).littleEndian) { data.append(contentsOf: $0) }
    }
    try write(data + map.data, to: path)
  }
}
