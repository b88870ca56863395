import ImgFlowArchives

/// The parts of a workbook, which is a zip archive; each is read on demand.
struct WorkbookArchive {
  private let archive: ZipArchive
  private let budget: DocumentBudget
  /// By their names in lower case: those of office documents are compared without case.
  private let entries: [String: ZipArchive.Entry]

  /// - Throws: `FileFault` for data that is not an archive, or that has too many files.
  init(_ bytes: [UInt8], _ budget: DocumentBudget) throws(FileFault) {
    guard let directory = ZipDirectory(of: bytes) else {
      throw FileFault("The file is not a workbook: it is not a zip archive.")
    }
    try budget.charge(directory.count, .parts)
    do throws(ZipFault) { archive = try ZipArchive(bytes, directory) } catch {
      throw Self.fault(error)
    }
    self.budget = budget
    entries = Dictionary(
      archive.entries.map { (Self.key(String(decoding: $0.name, as: UTF8.self)), $0) },
      uniquingKeysWith: { $1 })
  }

  /// The content of a file; nil if there is none of this name.
  ///
  /// - Throws: `FileFault` if it is damaged, encrypted or too large.
  func read(_ name: String) throws(FileFault) -> [UInt8]? {
    guard let entry = entries[Self.key(name)] else { return nil }
    try budget.charge(entry.size, .unpacked)
    do { return try archive.content(of: entry) } catch {
      throw Self.fault(error as? ZipFault ?? .damaged)
    }
  }

  private static func fault(_ fault: ZipFault) -> FileFault {
    switch fault {
    case .damaged, .tooLarge: FileFault("The workbook is damaged.")
    case .encrypted: FileFault("The workbook is encrypted.")
    case .unknownMethod:
      FileFault("The workbook uses a compression method that office programs do not use.")
    }
  }

  /// Some programs write the backslashes of their system.
  private static func key(_ name: String) -> String {
    name.lowercased().replacing("\\", with: "/")
  }
}
