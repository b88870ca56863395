import ImgFlowSyntax

extension Program {
  /// The digest of a text, as the name of a file.
  package static func digest(of text: String) -> String { EffectDigest.text(ofName: text) }

  /// The digest of the script and of the modules that it imports, those of ImgFlow aside: layout and comments
  /// do not count.
  package var digest: String {
    get throws {
      var digest = Digest<SHA256>()
      for file in module.files {
        let texts = Lexer.tokenize(file).tokens.map { file.bytes[$0.start..<$0.end] }
        // No token has this byte.
        try Array(texts.joined(separator: [0])).withUnsafeBufferPointer { try digest.update($0) }
      }
      return HexDigits.of(bytes: digest.finish().prefix(16))
    }
  }
}

extension Module {
  /// The file of the module and those that it imports, without those of ImgFlow; each once.
  fileprivate var files: [SourceFile] {
    var known: Set<String> = []
    var found: [SourceFile] = []
    func collect(_ module: Module) {
      guard !module.isLibrary, known.insert(module.tree.file.identity).inserted else { return }
      found.append(module.tree.file)
      for (_, module) in module.imports { collect(module) }
    }
    collect(self)
    return found
  }
}
