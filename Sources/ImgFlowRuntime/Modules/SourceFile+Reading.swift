import ImgFlowSyntax
import ImgFlowValues

extension SourceFile {
  /// Reads a source file. Its imports are looked up next to the real file, whatever link led to it.
  ///
  /// - Throws: `ValueError` of kind `io`, or `parse` if it is not text.
  package convenience init(reading path: String, from files: any FileAccess) throws {
    let text = try Self.text(of: files.read(path), named: path)
    // A stream has no place of its own.
    let isFile = try path != "-" && files.look(at: path)?.kind == .file
    try self.init(name: path, text: text, location: isFile ? files.realPath(path) : nil)
  }

  /// The text of a source file's bytes, in the encoding that a byte-order mark says, or in UTF-8.
  ///
  /// - Throws: `ValueError` of kind `parse`.
  package static func text(of bytes: [UInt8], named name: String) throws -> String {
    try EncodedText.read(bytes, of: name, help: "save it as UTF-8 in your editor")
  }

  /// The folder that relative paths in the file start at.
  ///
  /// - Throws: `ValueError` of kind `io` for source that is not in a file, if there is no current folder.
  func folder(_ files: any FileAccess) throws -> String {
    try location.map(Paths.folder) ?? files.currentDirectory
  }

  /// The identity of the file, whatever path leads to it.
  var identity: String { location ?? name }
}
