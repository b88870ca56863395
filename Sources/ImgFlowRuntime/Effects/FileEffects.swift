import ImgFlowJournal
import ImgFlowValues

/// What changes in the file system.
public enum FileChange: Sendable {
  case written(String)
  /// The file had `size` bytes before.
  case appended(String, after: Int)
  case copied(String, to: String)
  case moved(String, to: String)
  case removed(String)

  /// The places that are not as they were before.
  var places: [String] {
    switch self {
    case .written(let path), .appended(let path, _), .copied(_, let path), .removed(let path):
      [path]
    case .moved(let path, let target): [target, path]
    }
  }
}

// The functions of `file` that change something: what a resumed run does about a change of which it only knows
// that it was about to happen.
extension EffectRule {
  /// Opening a file to read it piece by piece: a resumed run reads it again, and it must not have changed.
  static func opening(_ name: String) -> EffectRule {
    var rule = EffectRule(name, .safe)
    rule.files = { (try? ScriptPath($0).absolute).map { [$0] } ?? [] }
    rule.hashesLargeFiles = false
    return rule
  }

  /// A file is written as a whole, so that doing it twice is the same as once.
  static func writing(_ name: String) -> EffectRule {
    EffectRule(name) { try isStream($0) ? nil : .idempotent }.changing { call in
      .written(try ScriptPath(call).absolute)
    }
  }

  static var copying: EffectRule {
    EffectRule("file.copy", .idempotent).changing { call in
      .copied(try ScriptPath(call).absolute, to: try ScriptPath(call, argument: 1).absolute)
    }
  }

  /// The size of the file says whether it was done: what was noted before, or that and more.
  static var appending: EffectRule {
    var rule = EffectRule("file.append") { try isStream($0) ? nil : .find }
    rule.places = { [try ScriptPath($0).absolute] }
    rule.note = { "\(try size($0))" }
    rule.finding = { call, note in
      guard let before = Int(note) else { return .unknown }
      let added = try FileNamespace.content(call, isStart: false)
      let size = try size(call)
      if size == before { return .notDone }
      guard size == before + added.count,
        try ScriptPath(call).bytes().suffix(added.count) == added[...]
      else { return .unknown }
      return .done(.null)
    }
    rule.onReplay { call, _ in
      let size = try size(call) - FileNamespace.content(call, isStart: false).count
      call.evaluator.host.files.note(
        .appended(try ScriptPath(call).absolute, after: max(0, size)))
    }
    return rule
  }

  static var moving: EffectRule {
    var rule = EffectRule("file.move", .find).changing { call in
      .moved(try ScriptPath(call).absolute, to: try ScriptPath(call, argument: 1).absolute)
    }
    rule.finding = { call, _ in
      let files = call.evaluator.host.files
      if try files.look(atLink: ScriptPath(call).absolute) != nil { return .notDone }
      let target = try files.look(atLink: ScriptPath(call, argument: 1).absolute)
      return target == nil ? .unknown : .done(.null)
    }
    return rule
  }

  static var removing: EffectRule {
    var rule = EffectRule("file.remove", .find).changing { call in
      .removed(try ScriptPath(call).absolute)
    }
    rule.finding = { call, _ in
      let path = try ScriptPath(call).absolute
      return try call.evaluator.host.files.look(atLink: path) == nil ? .done(.null) : .notDone
    }
    return rule
  }

  /// Only the time of the last touch counts.
  static var touching: EffectRule {
    var rule = EffectRule("file.touch", .idempotent)
    rule.places = { [try ScriptPath($0).absolute] }
    return rule
  }

  /// A link is made only where nothing is: one that leads to the target is the one that was made.
  static var linking: EffectRule {
    var rule = EffectRule("file.link", .find)
    rule.places = { [try ScriptPath($0, argument: 1).absolute] }
    rule.finding = { call, _ in
      let files = call.evaluator.host.files
      let place = try ScriptPath(call, argument: 1).absolute
      guard let found = try files.look(atLink: place) else { return .notDone }
      let target = try ScriptPath(call).absolute
      guard found.kind == .link, try files.exists(place), try files.exists(target),
        try files.realPath(place) == files.realPath(target)
      else { return .unknown }
      return .done(.null)
    }
    return rule
  }

  /// A file without content is as good as another one. What has been left of a call that was stopped is removed with the
  /// folder.
  static var makingTemporary: EffectRule {
    var rule = EffectRule("file.temporary", .idempotent)
    rule.places = { [try $0.evaluator.host.temporaryFolder] }
    // A confined run is granted the folder again.
    rule.onReplay { call, _ in _ = try call.evaluator.host.temporaryFolder }
    return rule
  }

  static var creatingFolder: EffectRule {
    var rule = EffectRule("file.createFolder", .idempotent)
    // The folders above it may be new too.
    rule.places = { call in
      Array(
        sequence(first: try ScriptPath(call).absolute) { path in
          let above = Paths.folder(of: path)
          return above == path || above == "/" ? nil : above
        })
    }
    return rule
  }

  /// The same rule, by which a recorded change is noted, and one that is made reaches the disk.
  ///
  /// - Parameter change: What a call changes; nil if it changes no file.
  func changing(_ change: @escaping @Sendable (NativeCall) throws -> FileChange?) -> EffectRule {
    var rule = self
    rule.places = { try change($0)?.places ?? [] }
    rule.onReplay { call, _ in
      if let change = try change(call) { call.evaluator.host.files.note(change) }
    }
    return rule
  }

  /// Whether a call writes to a pipe or device, such as `/dev/stdout`: a resumed run writes all of it again.
  private static func isStream(_ call: NativeCall) throws -> Bool {
    switch try call.evaluator.host.files.look(at: ScriptPath(call).absolute)?.kind {
    case .pipe, .socket, .device: true
    case .file, .folder, .link, .disk, nil: false
    }
  }

  /// The size of a file; 0 if it does not exist.
  private static func size(_ call: NativeCall) throws -> Int {
    try call.evaluator.host.files.look(at: ScriptPath(call).absolute)?.size ?? 0
  }
}
