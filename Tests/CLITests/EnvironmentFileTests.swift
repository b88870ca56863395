import ImgFlow
import TestSupport
import Testing

@Suite(.blocking) struct EnvironmentFileTests {
  @Test func `reads names and values`() throws {
    let text =
      " A=1\r\n\n# a comment\nexport B=two words # a comment\nC=\"#x $A\" # more\nD='a\"b'\nE=\nF=a#b\nG=="
    #expect(
      try EnvironmentFile.read(text, name: ".env") == [
        "A": "1", "B": "two words", "C": "#x $A", "D": "a\"b", "E": "", "F": "a#b", "G": "=",
      ])
  }

  @Test(arguments: ["A", "=1", "1A=2", "A B=1", "A=\"open", "A='x' y", "Ä=1", "export"])
  func `a malformed line is named by its number and not shown`(_ line: String) throws {
    let error = #expect(throws: SetupError.self) {
      try EnvironmentFile.read("OK=1\n\n\(line)", name: ".env")
    }
    #expect(error?.description == ".env:3: this is not a variable")
  }
}
