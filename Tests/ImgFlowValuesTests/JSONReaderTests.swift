import ImgFlowValues
import TestSupport
import Testing

@Suite("JSON reader")
struct JSONReaderTests {
  @Test func theSuiteIsLarge() {
    #expect(JSONGrammarCases.accepted.count >= 95)
    #expect(JSONGrammarCases.rejected.count + JSONGrammarCases.illFormed.count >= 188)
  }

  @Test(arguments: JSONGrammarCases.accepted)
  func accepts(_ text: String) throws {
    let value = try JSON.parse(text)
    let again = try JSON.parse(JSON.text(of: value))
    #expect(isSame(value, again))
    // The same text with nothing and with much after it takes other paths through the reader.
    let padded = try JSON.parse(text + String(repeating: " ", count: 64))
    #expect(isSame(value, padded))
    let inList = try JSON.parse("[\(text),\(text)]")
    #expect(isSame(inList, try .list([value, value])))
  }

  @Test(arguments: JSONGrammarCases.rejected)
  func rejects(_ text: String) {
    for text in [text, text + String(repeating: " ", count: 64)] {
      #expect(throws: JSONError.self) { try JSON.parse(text) }
      do throws(JSONError) { _ = try JSON.parse(text) } catch {
        #expect((0...text.utf8.count).contains(error.offset))
        #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
        #expect(error.kind == .parse)
      }
    }
  }

  @Test(arguments: JSONGrammarCases.illFormed)
  func rejectsIllFormedUTF8(_ bytes: [UInt8]) {
    for (before, after) in [("[\"", "\"]"), ("[\"é\\n", "\"]          "), ("{\"", "\":1}")] {
      let text = Array(before.utf8) + bytes + Array(after.utf8)
      #expect(throws: JSONError.self) { try JSON.parse(text) }
      do throws(JSONError) { _ = try JSON.parse(text) } catch {
        #expect(error.message.contains("UTF-8"))
        let place = before.utf8.count..<(before.utf8.count + bytes.count)
        #expect(place.contains(error.offset))
      }
    }
  }

  @Test func byteOrderMarkIsSkipped() throws {
    #expect(isSame(try JSON.parse("\u{FEFF}[1]"), try json("[1]")))
    #expect(throws: JSONError.self) { try JSON.parse([0xFF, 0xFE, 0x5B, 0, 0x5D, 0]) }
  }

  @Test(arguments: [
    ("-0", "0"), ("-0.0", "-0.0"), ("0e5", "0.0"), ("1E2", "100.0"), ("1e-400", "0.0"),
    ("9223372036854775807", "9223372036854775807"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("9223372036854775808", "9223372036854775808"), ("1000000000000000000", "1000000000000000000"),
    ("-123456789012345678901234567890", "-123456789012345678901234567890"),
    ("0.1", "0.1"), ("1.7976931348623157e308", "1.7976931348623157e+308"),
    ("2.2250738585072011e-308", "2.225073858507201e-308"),
    ("2.2250738585072012e-308", "2.2250738585072014e-308"), ("4.9e-324", "5e-324"),
    ("2.4e-324", "0.0"),
    ("9007199254740993.0", "9007199254740992.0"),
    ("9007199254740993.00000000000000000001", "9.007199254740994e+15"),
    ("9007199254740991.5", "9007199254740992.0"), ("1.00000000000000011102230246251565", "1.0"),
    ("123456789012345678e-20", "0.0012345678901234567"), ("1e23", "1e+23"), ("8.5e22", "8.5e+22"),
    ("0.000000000000000000000000000001", "1e-30"),
    ("12345678901234567890e-5", "123456789012345.67"),
  ])
  func numbers(_ text: String, _ expected: String) throws {
    #expect(try json(text).displayText == expected)
  }

  /// Both ways from decimal to double agree with the standard library's, which is `strtod`'s.
  @Test func floatsAreRoundedCorrectly() throws {
    var generator = SeededRandom(seed: 42)
    for _ in 0..<30_000 {
      let digits = Int.random(in: 1...20, using: &generator)
      var text = String(Int.random(in: 1...9, using: &generator))
      for _ in 1..<max(2, digits) { text += String(Int.random(in: 0...9, using: &generator)) }
      text +=
        ".\(Int.random(in: 0...99, using: &generator))e\(Int.random(in: -45...45, using: &generator))"
      let number = try #require(try json(text).asDouble)
      #expect(number == Double(text), "\(text)")
    }
  }

  @Test func shortestFloatsRoundTrip() throws {
    var generator = SeededRandom(seed: 7)
    for _ in 0..<20_000 {
      let number = Double(bitPattern: generator.next())
      guard number.isFinite else { continue }
      let text = try JSON.text(of: .float(number))
      #expect(try json(text).asDouble?.bitPattern == number.bitPattern, "\(text)")
    }
  }

  @Test func duplicateKeys() throws {
    let value = try json(#"{"a":1,"b":2,"a":3}"#)
    #expect(value.displayText == #"{"a": 3, "b": 2}"#)
    #expect(try json(#"[{"a":1},{"a":1,"a":2}]"#).displayText == #"[{"a": 1}, {"a": 2}]"#)
    #expect(try json(#"{"\u0061":1,"a":2}"#).displayText == #"{"a": 2}"#)
  }

  @Test func objectsThatDifferFromTheOneBefore() throws {
    let text = #"""
      [{"a":1,"b":2,"c":3},{"a":1,"b":2},{"a":1,"c":3},{},{"c":1,"b":2,"a":3},{"a":1,"b":2,"c":3,"d":4},
      {"a" : 1 , "b":{"x":1}},{"a":1,"b":{"x":1,"y":2}},{"a":1,"\u0062":{"x":1}},{"a":{},"b":[]}]
      """#
    let value = try json(text)
    let expected = text.split(separator: "\n").joined().replacing("\\u0062", with: "b")
      .filter { $0 != " " }
    #expect(try JSON.text(of: value) == expected)
    // The same keys in the same order share a shape, whatever came in between.
    let items = try #require(value.asList?.items)
    #expect(items[0].asRecord?.shape === (try json(#"{"a":0,"b":0,"c":0}"#)).asRecord?.shape)
    #expect(items[6].asRecord?.shape === items[8].asRecord?.shape)
  }

  @Test func shortStringsAreShared() throws {
    let items = try #require(
      try json(
        #"["queued","queued","Queued","queue","a string that is long","a string that is long"]"#
      )
      .asList?.items)
    #expect(items[0].asStringObject === items[1].asStringObject)
    #expect(items.map(\.displayText)[2...3] == ["Queued", "queue"])
    #expect(items[4].asStringObject !== items[5].asStringObject)
  }

  @Test func stringsOfEveryLength() throws {
    for length in 0...70 {
      for character in ["a", "é", "😀", "\\n", "\""] {
        let text = String(repeating: "x", count: length) + character
        let value = try Value.list([.string(text), .string(text), .string(character + text)])
        #expect(isSame(try JSON.parse(JSON.text(of: value)), value))
      }
    }
  }

  @Test(arguments: [511, 512])
  func nestingUpToTheLimit(_ depth: Int) throws {
    let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    #expect(try json(lists).depth == depth)
    let objects =
      String(repeating: #"{"a":"#, count: depth) + "1" + String(repeating: "}", count: depth)
    #expect(try json(objects).depth == depth)
    #expect(try JSON.text(of: json(objects)) == objects)
  }

  @Test(arguments: ["[", #"{"a":"#, #"[{"a":"#])
  func nestingBeyondTheLimit(_ opening: String) {
    let text = String(repeating: opening, count: 100_000)
    #expect(throws: JSONError.self) { try JSON.parse(text) }
    do throws(JSONError) { _ = try JSON.parse(text) } catch {
      #expect(error.kind == .limit)
      #expect(error.message.contains("512"))
    }
  }

  @Test func hugeIntegersHaveALimit() throws {
    #expect(try json(String(repeating: "9", count: 50_000)).type == .int)
    do throws(JSONError) {
      _ = try JSON.parse(String(repeating: "9", count: 1_000_000))
      Issue.record("no error")
    } catch { #expect(error.kind == .limit) }
  }

  @Test func largeDictionaries() throws {
    let fields = (0..<10_000).map { #""key\#($0)":{"n":\#($0)}"# }
    let value = try json("{" + fields.joined(separator: ",") + #","key5":null}"#)
    let record = try #require(value.asRecord)
    #expect(record.count == 10_000)
    #expect(record["key5"]?.isNull == true)
    #expect(record["key9999"]?.displayText == #"{"n": 9999}"#)
    #expect(record.keys[5].text == "key5")
  }
}
