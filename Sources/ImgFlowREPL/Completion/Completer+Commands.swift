import ImgFlowSyntax

// Commands and what follows them.
extension Completer {
  /// What could appear in a line that begins with `:` or `?`; nil for other lines.
  func commandCompletions(in text: String, at offset: Int) -> Completions? {
    let bytes = Array(text.utf8)
    let offset = min(max(offset, 0), bytes.count)
    guard let first = bytes.firstIndex(where: { $0 != UInt8(ascii: " ") }), first < offset else {
      return nil
    }
    if bytes[first] == UInt8(ascii: "?") { return topics(after: first + 1, bytes, offset) }
    guard bytes[first] == UInt8(ascii: ":") else { return nil }
    let end = bytes[first...].firstIndex { $0 == UInt8(ascii: " ") } ?? bytes.count
    let name = String(decoding: bytes[(first + 1)..<end], as: UTF8.self)
    guard offset > end else { return commands(from: first + 1, bytes, offset) }
    let start = bytes[end..<offset].firstIndex { $0 != UInt8(ascii: " ") } ?? offset
    let typed = String(decoding: bytes[start..<offset], as: UTF8.self)
    switch Commands.command(name)?.argument ?? .nothing {
    case .nothing: return Completions(start: offset)
    case .expression: return topics(after: end, bytes, offset)
    case .fileOrExpression(let endings):
      let found = files(typed, from: start, endings: endings)
      var names = completions(after: end, bytes, offset)
      guard names.start == start else { return names.candidates.isEmpty ? found : names }
      names.candidates = found.candidates + names.candidates
      return names
    case .command: return commands(from: start, bytes, offset)
    case .words(let words):
      let candidates = words().map { Completions.Candidate($0) }
      return Completions(start: start, candidates: Self.matching(typed, candidates))
    case .file(let ending): return files(typed, from: start, endings: [ending])
    }
  }

  private func files(_ typed: String, from start: Int, endings: [String]) -> Completions {
    let found = PathCandidates(scope.files, endings: endings).candidates(for: typed)
    return Completions(
      start: start,
      candidates: found.map { path, isFolder, summary in
        Completions.Candidate(path, type: isFolder ? "folder" : "file", summary: summary)
      })
  }

  /// Completes the text after a place as if nothing stood before it.
  private func completions(after start: Int, _ bytes: [UInt8], _ offset: Int) -> Completions {
    let blank = [UInt8](repeating: UInt8(ascii: " "), count: start)
    return completions(in: String(decoding: blank + bytes[start...], as: UTF8.self), at: offset)
  }

  /// What can be asked about; foreign names only when no built-in name has the prefix.
  private func topics(after start: Int, _ bytes: [UInt8], _ offset: Int) -> Completions {
    var found = completions(after: start, bytes, offset)
    let typed = String(decoding: bytes[min(found.start, offset)..<offset], as: UTF8.self)
    guard found.candidates.isEmpty, !typed.isEmpty else { return found }
    let candidates = ForeignNames.all.map {
      Completions.Candidate($0.name, type: "elsewhere", summary: "here `\($0.ours)`")
    }
    found.candidates = Self.matching(typed, candidates)
    return found
  }

  private func commands(from start: Int, _ bytes: [UInt8], _ offset: Int) -> Completions {
    let typed = String(decoding: bytes[min(start, offset)..<offset], as: UTF8.self)
    let candidates = Commands.all.map { command in
      Completions.Candidate(
        command.name, suffix: command.arguments.isEmpty ? "" : " ", type: command.arguments,
        summary: command.summary)
    }
    return Completions(start: start, candidates: Self.matching(typed, candidates))
  }
}
