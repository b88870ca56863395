/// The parts of an office document, found by the relationships between them (ECMA-376 part 2), whatever their
/// names.
struct WorkbookParts {
  private let archive: WorkbookArchive
  private let budget: DocumentBudget

  /// Another part that a part refers to.
  private struct Relationship {
    var id: String
    /// The last part of the type's name, which is the same in the transitional and the strict form.
    var type: String
    var path: String
  }

  /// - Throws: `FileFault` for data that is not an archive.
  init(_ bytes: [UInt8], _ budget: DocumentBudget) throws(FileFault) {
    archive = try WorkbookArchive(bytes, budget)
    self.budget = budget
  }

  /// What the workbook is made of.
  struct Workbook {
    var sheet: [UInt8]
    var strings: [UInt8]?
    var styles: [UInt8]?
    /// Whether its dates count from 1904.
    var isFrom1904 = false
  }

  /// The parts that the first visible sheet takes, each once.
  ///
  /// - Throws: `FileFault`.
  func workbook() throws(FileFault) -> Workbook {
    let path =
      try relationships(of: "").first { $0.type == "officeDocument" }?.path ?? "xl/workbook.xml"
    guard let part = try archive.read(path) else {
      throw FileFault("The file is not a workbook: it has no list of sheets.")
    }
    guard !path.lowercased().hasSuffix(".bin") else {
      throw FileFault("The workbook is in the binary form (.xlsb); save it as .xlsx.")
    }
    let list = try SheetList(part, budget)
    let related = try relationships(of: path)
    // Charts may be sheets too.
    let paths = Dictionary(
      related.filter { $0.type == "worksheet" }.map { ($0.id, $0.path) },
      uniquingKeysWith: { first, _ in first })
    let sheets = list.sheets.compactMap { sheet in
      paths[sheet.relationship].map { (isHidden: sheet.isHidden, path: $0) }
    }
    guard let chosen = sheets.first(where: { !$0.isHidden }) ?? sheets.first,
      let sheet = try archive.read(chosen.path)
    else { throw FileFault("The workbook is damaged: its first sheet is missing.") }
    func other(_ type: String) throws(FileFault) -> [UInt8]? {
      guard let path = related.first(where: { $0.type == type })?.path else { return nil }
      return try archive.read(path)
    }
    return Workbook(
      sheet: sheet, strings: try other("sharedStrings"), styles: try other("styles"),
      isFrom1904: list.isFrom1904)
  }

  /// What a part refers to; the archive itself has the empty path.
  private func relationships(of path: String) throws(FileFault) -> [Relationship] {
    let folder = path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
    let name = path.split(separator: "/").last ?? ""
    guard let part = try archive.read("\(folder)_rels/\(name).rels") else { return [] }
    let scanner = try XMLScanner(part)
    var found: [Relationship] = []
    while let event = try scanner.nextEvent() {
      guard case .start("Relationship", let attributes) = event,
        attributes["TargetMode"] != "External", let target = attributes["Target"]
      else { continue }
      try budget.charge(1, .parts)
      found.append(
        Relationship(
          id: attributes["Id"] ?? "",
          type: (attributes["Type"] ?? "").split(separator: "/").last.map(String.init) ?? "",
          path: Self.path(of: target, from: folder)))
    }
    return found
  }

  /// The path that a reference leads to from a folder (RFC 3986, section 5.2).
  private static func path(of target: String, from folder: String) -> String {
    let target = (target.removingPercentEncoding ?? target).replacing("\\", with: "/")
    var steps: [Substring] = []
    for step in (target.hasPrefix("/") ? target : folder + target).split(separator: "/") {
      switch step {
      case ".": continue
      case "..": _ = steps.popLast()
      default: steps.append(step)
      }
    }
    return steps.joined(separator: "/")
  }
}

/// The list of a workbook's sheets, in their order.
private struct SheetList {
  private(set) var sheets: [(relationship: String, isHidden: Bool)] = []
  private(set) var isFrom1904 = false

  init(_ part: [UInt8], _ budget: DocumentBudget) throws(FileFault) {
    let scanner = try XMLScanner(part)
    while let event = try scanner.nextEvent() {
      switch event {
      case .start("workbookPr", let attributes):
        isFrom1904 = ["1", "true", "on"].contains(attributes["date1904"] ?? "")
      case .start("sheet", let attributes):
        try budget.charge(1, .parts)
        let state = attributes["state"] ?? "visible"
        sheets.append((attributes["id"] ?? "", state != "visible"))
      default: break
      }
    }
  }
}
