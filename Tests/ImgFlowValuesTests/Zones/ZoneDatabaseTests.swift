import Foundation
import TestSupport
import Testing

@testable import ImgFlowValues

/// How zones are found by their names.
@Suite struct ZoneDatabaseTests {
  private let database = ZoneDatabase.system

  private func problem(_ body: () throws -> some Any) throws -> ValueError {
    try #require(throws: ValueError.self) { _ = try body() }
  }

  @Test(arguments: [
    ("Europe/berlin", "Europe/Berlin"), ("Europe/Berln", "Europe/Berlin"),
    ("Berlin", "Europe/Berlin"),
    ("new york", "America/New_York"), ("America/New York", "America/New_York"),
    ("Europe/Kolkata", "Asia/Kolkata"), ("Asia/Tokio", "Asia/Tokyo"),
  ])
  func suggestsWhatIsMeant(_ name: String, _ meant: String) throws {
    let error = try problem { try database.zone(name) }
    #expect(error.message == "unknown time zone \"\(name)\"")
    #expect(error.help == "did you mean `\(meant)`?")
  }

  /// No name leads out of the database, or to a file of it that is not a zone.
  @Test(arguments: [
    "../../etc/passwd", "/etc/passwd", "/etc/localtime", "Europe/../Europe/Berlin",
    "./Europe/Berlin",
    "Europe//Berlin", "Europe/", "Europe", "", " ", ".", "..", "zone.tab", "tzdata.zi",
    "Europe/Berlin\0",
    "Europe/Berlin\n", "CET-1CEST,M3.5.0,M10.5.0/3", "+25:00", "+2", "leapseconds",
  ])
  func refusesOtherNames(_ name: String) throws {
    let error = try problem { try database.zone(name) }
    #expect(error.kind == .parse)
    #expect(error.message.hasPrefix("unknown time zone"))
    #expect(error.help != nil)
  }

  @Test(arguments: [
    ("UTC", 0), ("Z", 0), ("+02:00", 7200), ("-0330", -12_600), ("+05", 18_000),
    ("Etc/GMT+5", -18_000),
  ])
  func fixedOffsets(_ name: String, _ seconds: Int) throws {
    #expect(try database.zone(name).offset(at: 0).seconds == seconds)
  }

  @Test func readsEachZoneOnce() throws {
    #expect(try database.zone("Asia/Tokyo") === database.zone("Asia/Tokyo"))
  }

  @Test func everyZoneOfTheMachineCanBeRead() throws {
    let names = database.names.filter { !$0.hasPrefix("right/") && !$0.hasPrefix("posix/") }
    #expect(names.count > 300)
    for name in names where name != "leapseconds" {
      let zone = try database.zone(name)
      #expect(zone.local(zone.instant(ofLocal: 1_795_428_000_000)) == 1_795_428_000_000, "\(name)")
    }
  }

  @Test func saysThatThereIsNoDatabase() throws {
    let missing = ZoneDatabase(folder: "/nowhere/zoneinfo")
    let error = try problem { try missing.zone("Europe/Berlin") }
    #expect(error.kind == .io)
    #expect(error.message == "this machine has no time zones: `/nowhere/zoneinfo` does not exist")
    #expect(try missing.zone("UTC") === Zone.utc)
    #expect(try missing.zone("+01:00").offset(at: 0).seconds == 3600)
  }

  @Test(arguments: [
    ("Europe/Berlin", "Europe/Berlin"), (":Europe/Berlin", "Europe/Berlin"), ("", "UTC"),
    (":", "UTC"),
    ("UTC", "UTC"), ("CET-1CEST,M3.5.0,M10.5.0/3", "CET-1CEST,M3.5.0,M10.5.0/3"),
    ("JST-9", "JST-9"),
    ("/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo"), ("/nowhere/at/all", "UTC"),
  ])
  func theVariableNamesTheLocalZone(_ variable: String, _ name: String) throws {
    let zone = try database.local(variable)
    #expect(zone.name == name)
    #expect(try database.zone(recorded: zone.name).offset(at: 0) == zone.offset(at: 0))
  }

  @Test func theVariableMustNameAZone() throws {
    let error = try problem { try database.local("Europe/Berln") }
    #expect(
      error.message == "the variable TZ is `Europe/Berln`: unknown time zone \"Europe/Berln\"")
    #expect(error.help == "did you mean `Europe/Berlin`?")
  }

  /// The file of the machine's zone need not be a link.
  @Test func aFileOfItsOwnIsTheLocalZone() throws {
    let bytes = try #require(try MachineFile.bytes("\(database.folder)/Asia/Tokyo"))
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "zone")
    try Data(bytes).write(to: path)
    #expect(try database.local(path.path).offset(at: 0).abbreviation == "JST")
    try Data("no zone".utf8).write(to: path)
    #expect(throws: ValueError.self) { try database.local(path.path) }
  }
}
