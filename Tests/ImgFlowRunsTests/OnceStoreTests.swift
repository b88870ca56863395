import Foundation
import TestSupport
import Testing

@testable import ImgFlowJournal
@testable import ImgFlowRuns

/// What any store of the values of `once` does.
@Suite struct OnceStoreTests {
  private let folder: TemporaryFolder
  private let store: any OnceStore
  private let key = OnceKey(scope: OnceScope(script: "/a\nb.imgflow", place: "p"), digest: "d")
  private let living = RunOwner(since: 5)

  init() throws {
    folder = try TemporaryFolder()
    store = try Self.open(folder)
  }

  private static func open(_ folder: TemporaryFolder) throws -> any OnceStore {
    try SQLiteOnceStore(at: folder.url.appendingPathComponent("once.sqlite").path)
  }

  private func claim(
    _ key: OnceKey? = nil, by owner: RunOwner? = nil, at time: Int = 0,
    ignoring: Set<OnceFact> = []
  ) throws -> OnceClaim {
    // As another process does.
    try Self.open(folder).claim(
      key ?? self.key, shown: "k", for: owner ?? living, at: time, ignoring: ignoring)
  }

  @Test func aKeyIsTakenOnceAndThenHasItsValue() throws {
    let asked = try [claim(), claim()]
    #expect(asked == [.taken, .held(living)])
    try store.keep("7", for: key, shown: "k", at: 3, expires: 9)
    #expect(try claim(at: 8) == .value("7"))
    #expect(try claim(at: 8, ignoring: [.value]) == .taken)
    #expect(try claim(at: 9) == .held(living))
    let entries = try store.all()
    #expect(entries.map(\.claim) == [.value("7")])
    #expect(entries.map(\.key) == [key])
    #expect(entries.map(\.kept) == [3])
    #expect(entries.map(\.expires) == [9])
  }

  /// However a key was given back, and whatever was noted of it before.
  @Test(arguments: [true, false], ["release", "leave", "death"])
  func aKeyThatIsGivenBackIsFreeUnlessSomethingIsUnknown(_ isNoted: Bool, _ way: String) throws {
    _ = try claim(by: way == "death" ? Samples.other : living)
    if isNoted { try store.note("e", for: key) }
    switch way {
    case "release": try store.release(key)
    case "leave": try store.leave(key)
    default: break
    }
    let isUnknown = isNoted && way != "release"
    #expect(try store.all().map(\.claim) == (isUnknown ? [.unknown("e")] : []))
    #expect(try claim() == (isUnknown ? .unknown("e") : .taken))
    guard isUnknown else { return }
    // Someone has looked, and the process ends before it has begun.
    #expect(try claim(by: Samples.other, ignoring: [.unknown]) == .taken)
    #expect(try claim() == .unknown("e"))
    try store.keep("7", for: key, shown: "k", at: 3, expires: nil)
    #expect(try claim() == .value("7"))
  }

  @Test func aFailedAttemptDoesNotForgetWhatWasKept() throws {
    try store.keep("7", for: key, shown: "k", at: 3, expires: nil)
    #expect(try claim(ignoring: [.value]) == .taken)
    try store.release(key)
    #expect(try claim() == .value("7"))
    try store.forget(key)
    #expect(try claim() == .taken)
  }

  @Test func keysOfOtherScriptsAndPlacesAreOthers() throws {
    let scopes = [
      OnceScope(script: "/a", place: "p"), OnceScope(script: "/a", place: "q"),
      OnceScope(script: "/b", place: "p"), OnceScope(script: "/a\np", place: "p"),
    ]
    for scope in scopes {
      #expect(try claim(OnceKey(scope: scope, digest: "d")) == .taken)
      #expect(try claim(OnceKey(scope: scope, digest: "e")) == .taken)
    }
    #expect(Set(try store.all().map(\.key.scope)) == Set(scopes))
  }

  @Test func whatIsOverIsRemovedAndNothingElse() throws {
    let sqlite = try SQLiteOnceStore(at: folder.url.appendingPathComponent("once.sqlite").path)
    for (name, expires) in [("a", 5), ("b", 6), ("c", nil)] as [(String, Int?)] {
      let key = OnceKey(scope: key.scope, digest: name)
      try sqlite.keep(name, for: key, shown: name, at: 0, expires: expires)
    }
    try sqlite.removeExpired(at: 5)
    #expect(try sqlite.all().map(\.shown) == ["b", "c"])
    try sqlite.forgetAll(of: "p")
    #expect(try sqlite.all().isEmpty)
  }
}
