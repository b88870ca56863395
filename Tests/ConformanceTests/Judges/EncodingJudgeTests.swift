import ImgFlowSyntax
import Testing

/// Texts in all encodings beside Python's codecs: every byte and pair of bytes is the same text or is
/// refused by both, and what is written is what Python writes.
@Suite struct EncodingJudgeTests {
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
        for byte in range(256): add(name, codec, b'a' + bytes([byte]))
        known = bytes(b for b in range(256) if text(bytes([b]), codec) is not None)
        add(name, codec, b'a' + known)
    for name, codec in wide.items():
        for _ in range(300): add(name, codec, bytes(random.choice((0, 0x20, 0xD8, 0xDC, 0xE9, random.randrange(256))) for _ in range(random.randint(0, 12))))
        add(name, codec, 'aé日😀\\n'.encode(codec))
    print(json.dumps(cases))
    """

  private static let script = """
    for {name, data, text} in file.json("cases.json") {
      file.write("case", base64.decode(data))
      let got = try { file.text("case", encoding: name) } catch e { null }
      if got != text { print("read", name, data, json.stringify(got), json.stringify(text)) }
      let again = try { file.lines("case", encoding: name).all().join("\\n") } catch e { null }
      let lines = if text == null || text.endsWith("\\n") { again } else { text }
      if text != null && !text.contains("\\r") && again != lines { print("lines", name, data) }
      if text != null {
        file.write("case", text, encoding: name)
        if file.bytes("case").base64() != data { print("write", name, data, file.bytes("case").base64()) }
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
