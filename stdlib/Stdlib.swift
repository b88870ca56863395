/// The part of ImgFlow that is written in ImgFlow: standard modules and vendors' declarations, embedded
/// in the program.
///
/// A file of this folder becomes part of it with a line in a table below; nothing is decoded before it
/// is asked for by name.
public enum Stdlib {
  /// The names of the standard modules as `import` writes them, sorted.
  public static var moduleNames: [String] { modules.map(\.name) }

  /// The text of the standard module `path`, such as `std/report`; nil when there is none.
  public static func module(_ path: String) -> String? { text(path, in: modules) }

  /// The names of the built-in vendors, sorted.
  public static var vendorNames: [String] { vendors.map(\.name) }

  /// The declaration of a built-in vendor; nil when there is none of this name.
  public static func vendor(_ name: String) -> String? { text(name, in: vendors) }

  private typealias Entry = (name: String, bytes: @Sendable () -> [UInt8])

  private static let modules: [Entry] = [
    ("std/batch", { PackageResources.batch_imgflow }),
    ("std/csv", { PackageResources.csv_imgflow }),
    ("std/geometry", { PackageResources.geometry_imgflow }),
    ("std/labels", { PackageResources.labels_imgflow }),
    ("std/math", { PackageResources.math_imgflow }),
    ("std/plot", { PackageResources.plot_imgflow }),
    ("std/report", { PackageResources.report_imgflow }),
    ("std/style", { PackageResources.style_imgflow }),
    ("std/text", { PackageResources.text_imgflow }),
  ]

  private static let vendors: [Entry] = [
    ("assetzen", { PackageResources.assetzen_imgflow }),
    ("deepopinion", { PackageResources.deepopinion_imgflow }),
    ("expoze", { PackageResources.expoze_imgflow }),
    ("hautai", { PackageResources.hautai_imgflow }),
    ("pixoneye", { PackageResources.pixoneye_imgflow }),
  ]

  private static func text(_ name: String, in entries: [Entry]) -> String? {
    guard let entry = entries.first(where: { $0.name == name }) else { return nil }
    return String(decoding: entry.bytes(), as: UTF8.self)
  }
}
