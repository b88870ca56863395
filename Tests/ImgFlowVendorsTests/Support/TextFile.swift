import Foundation

/// Files of tests.
enum TextFile {
  static func read(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  static func bytes(_ path: String) -> [UInt8]? {
    FileManager.default.contents(atPath: path).map { [UInt8]($0) }
  }

  /// Writes bytes to a new temporary file and returns its path.
  static func temporary(_ bytes: [UInt8], named name: String) -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appendingPathComponent(name).path
    _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
    return path
  }

  /// The largest resident size this process has had, in bytes.
  static var peakMemory: Int {
    let line = read("/proc/self/status").split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    let kilobytes = line?.split(separator: " ").compactMap { Int($0) }.first
    return (kilobytes ?? 0) * 1024
  }
}
