import TestSupport
import Testing

/// Digests and authentication codes of strings, secrets, bytes and files, as Python's modules compute them.
@Suite(.blocking) struct HashJudgeTests {
  private static let digests = Judge(
    cases: """
      import base64, json, random
      random.seed(67)
      cases = []
      def add(data, key):
          cases.append({'data': base64.b64encode(data).decode(), 'key': base64.b64encode(key).decode()})
      # Around the sizes of a block, less what the end takes.
      for length in [*range(0, 140), 191, 192, 193, 1000, 4096]:
          add(random.randbytes(length), random.randbytes(random.choice([0, 1, 20, 63, 64, 65, 200])))
      add(random.randbytes((1 << 15) + 17), b'key')
      for text in ['', 'abc', 'né', '日本', 'x' * 300]: add(text.encode(), text.encode())
      print(json.dumps(cases))
      """,
    script: """
      for {data, key} in file.json("cases.json") {
        let bytes = base64.decode(data)
        let secretKey = base64.decode(key)
        file.write("data.bin", bytes)
        let text = try { bytes.text() } catch e { null }
        let secret: secret = "a secret: \\(text)"
        let of = with => hash.hmac(secretKey, bytes, with: with)
        print(json.stringify({
          data, key, sha256: hash.sha256(bytes), sha1: hash.sha1(bytes), md5: hash.md5(bytes, as: "base64"),
          file: file.sha256("data.bin"), hmac: [of("sha256"), of("sha1"), of("md5")],
          ofText: if text == null { null } else { [hash.sha256(text), hash.sha256(secret)] },
        }))
      }
      """,
    verdict: """
      import base64, hashlib, hmac, json, sys
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          data, key = base64.b64decode(case['data']), base64.b64decode(case['key'])
          def check(name, expected):
              if case[name] != expected: print(name, len(data), len(key), case[name], expected)
          check('sha256', hashlib.sha256(data).hexdigest())
          check('sha1', hashlib.sha1(data).hexdigest())
          check('md5', base64.b64encode(hashlib.md5(data).digest()).decode())
          check('file', hashlib.sha256(data).hexdigest())
          check('hmac', [hmac.new(key, data, name).hexdigest() for name in ['sha256', 'sha1', 'md5']])
          if case['ofText'] is not None:
              check('ofText', [hashlib.sha256(start + data).hexdigest() for start in [b'', b'a secret: ']])
      """)

  @Test(.timeLimit(.minutes(5))) func `digests are those of hashlib`() throws {
    #expect(try Self.digests.differences(among: 151) == "")
  }
}
