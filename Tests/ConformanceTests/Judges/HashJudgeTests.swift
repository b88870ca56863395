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

  private static let tokens = Judge(
    cases: """
      import base64, hashlib, hmac, json, random
      random.seed(89)
      def part(data): return base64.urlsafe_b64encode(data).decode().rstrip('=')
      cases = []
      for _ in range(400):
          claims = {random.choice(['sub', 'exp', 'é', 'iat']): random.choice([1, 'x', None, ['a'], 'Ωé😀']) for _ in range(random.randint(0, 4))}
          parts = [part(json.dumps({'alg': 'HS256'}).encode()), part(json.dumps(claims, ensure_ascii=False).encode())]
          parts.append(part(hmac.new(random.randbytes(random.randint(0, 80)), '.'.join(parts).encode(), 'sha256').digest()))
          token = '.'.join(parts)
          if random.random() < 0.4:
              place = random.randrange(len(token))
              token = token[:place] + random.choice(['', '.', '=', '/', 'A', ' ']) + token[place + random.randint(0, 1):]
          cases.append(token)
      print(json.dumps(cases))
      """,
    script: """
      for token in file.json("cases.json") {
        print(json.stringify({token, claims: try { jwt.claims(token) } catch {kind: "parse"} { null }}))
      }
      """,
    verdict: """
      import base64, json, re, sys
      def read(token):
          parts = token.split('.')
          if len(parts) != 3 or not all(re.fullmatch('[A-Za-z0-9_-]*', part) for part in parts): return None
          decoded = []
          for part in parts:
              if len(part) % 4 == 1: return None
              data = base64.urlsafe_b64decode(part + '=' * (-len(part) % 4))
              # Bits that are left over must be 0.
              if base64.urlsafe_b64encode(data).decode().rstrip('=') != part: return None
              decoded.append(data)
          try: header, claims = (json.loads(data.decode()) for data in decoded[:2])
          except ValueError: return None
          return claims if isinstance(header, dict) and isinstance(claims, dict) else None
      read_count = 0
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          expected = read(case['token'])
          read_count += expected is not None
          if case['claims'] != expected: print(case, expected)
      if not 200 < read_count < 390: print('tokens', read_count)
      """)

  @Test(.timeLimit(.minutes(5))) func `claims are read as Python reads them`() throws {
    #expect(try Self.tokens.differences(among: 400) == "")
  }
}
