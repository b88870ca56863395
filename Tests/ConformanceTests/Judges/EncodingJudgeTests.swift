import ImgFlowSyntax
import TestSupport
import Testing

/// Texts in all encodings beside Python's codecs: every byte is the same text or is
/// refused by both, and what is written is what Python writes.
@Suite(.blocking) struct EncodingJudgeTests {
  private static let cases = """
    import base64, json, random
    random.seed(19)
    names = ['iso-8859-%d' % n for n in (*range(1, 9), 10, 13, 14, 15, 16)]
    names += ['windows-%d' % n for n in range(1250, 1259)] + ['windows-874', 'koi8-r', 'koi8-u']
    codecs = {name: name.replace('windows-', 'cp') for name in names}
    codecs |= {'ibm866': 'cp866', 'macintosh': 'mac_roman', 'x-mac-cyrillic': 'mac_cyrillic'}
    codecs |= {'us-ascii': 'ascii', 'latin-1': 'latin-1', 'utf-8': 'utf-8'}
    wide = {name: name for name in ('utf-16le', 'utf-16be', 'utf-32le', 'utf-32be')}
    def text(data, codec):
        try: return data.decode(codec)
        except UnicodeDecodeError: return None
    cases = []
    def add(name, codec, data):
        # A byte-order mark decides, whatever is asked for.
        if data[:2] in (b'\\xff\\xfe', b'\\xfe\\xff') or data[:3] == b'\\xef\\xbb\\xbf': return
        cases.append({'name': name, 'data': base64.b64encode(data).decode(), 'text': text(data, codec)})
    for name, codec in codecs.items():
        known = [b for b in range(256) if text(bytes([b]), codec) is not None]
        add(name, codec, b'a' + bytes(known))
        for byte in set(range(256)) - set(known): add(name, codec, b'a' + bytes([byte]))
    for name, codec in wide.items():
        for _ in range(50): add(name, codec, bytes(random.choice((0, 0x20, 0xD8, 0xDC, 0xE9, random.randrange(256))) for _ in range(random.randint(0, 12))))
        add(name, codec, 'aé日😀\\n'.encode(codec))
    print(json.dumps(cases))
    """

  private static let script = """
    for {name, data, text} in file.json("cases.json") {
      let bytes = base64.decode(data)
      let got = try { bytes.text(encoding: name) } catch e { null }
      if got != text { print("read", name, data, json.stringify(got), json.stringify(text)) }
      if text != null {
        file.write("case", text, encoding: name)
        if file.bytes("case") != bytes { print("write", name, data, file.bytes("case").base64()) }
        if file.text("case", encoding: name) != text { print("text", name, data) }
        let lines = file.lines("case", encoding: name).all().join("\\n")
        if lines != text.lines().join("\\n") { print("lines", name, data) }
      }
    }
    """

  @Test(.timeLimit(.minutes(5))) func agreesWithPython() throws {
    let settings = Expectation.Settings(files: ["cases.json": try Python.run(Self.cases)])
    let outcome = try ScriptRun(SourceFile(name: "case", text: Self.script), settings).outcome()
    #expect(outcome.problems.isEmpty, "\(outcome.summary)")
    #expect(outcome.output == [])
  }
}
