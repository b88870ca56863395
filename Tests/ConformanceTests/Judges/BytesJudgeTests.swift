import TestSupport
import Testing

/// Bytes as text, and addresses taken apart, as Python's modules do it.
@Suite(.blocking) struct BytesJudgeTests {
  private static let bytes = Judge(
    cases: """
      import base64, json, random
      random.seed(61)
      cases = []
      def add(data):
          whole = base64.b64encode(data).decode()
          broken = list(whole)
          for _ in range(random.randint(0, 2)):
              broken.insert(random.randint(0, len(broken)), random.choice('=-_+/\\n\\r é*A'))
          broken = broken[:len(broken) - random.choice([0, 0, 1])]
          cases.append({'data': whole, 'broken': ''.join(broken)})
      pieces = [b'a', b'xyz', b'\\0', 'é'.encode(), '日'.encode(), '😀'.encode(), b'\\xff', b'\\xc3', b'\\xed\\xa0\\x80', b'\\xf4\\x90\\x80\\x80', b'%', b' ']
      for length in range(80): add(bytes(random.randrange(256) for _ in range(length)))
      for _ in range(300): add(b''.join(random.choice(pieces) for _ in range(random.randint(0, 20))))
      add(bytes(random.randrange(256) for _ in range(3 * (1 << 18) + 100)))
      print(json.dumps(cases))
      """,
    script: """
      for {data, broken} in file.json("cases.json") {
        let bytes = base64.decode(data)
        let text = try { bytes.text() } catch e { null }
        let percent = if text == null { null } else { url.encode(text) }
        print(json.stringify({
          data, broken, text, percent, hex: bytes.hex(), padded: bytes.base64(), short: bytes.base64url(),
          back: if percent == null { true } else { url.decode(percent) == text },
          encoded: if text == null { data } else { base64.encode(text) },
          decoded: try { base64.decode(broken).hex() } catch e { null },
        }))
      }
      """,
    verdict: """
      import base64, json, re, sys, urllib.parse
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          data = base64.b64decode(case['data'])
          def check(name, expected):
              if case[name] != expected: print(name, ascii(case[name])[:200], ascii(expected)[:200])
          def decoded(text):
              text = text.replace('\\n', '').replace('\\r', '').replace('-', '+').replace('_', '/')
              found = re.fullmatch('([A-Za-z0-9+/]*)(=*)', text)
              if not found: return None
              digits, padding = found.groups()
              if len(digits) % 4 == 1 or padding and len(text) % 4 or len(padding) > 2: return None
              data = base64.b64decode(digits + '=' * (-len(digits) % 4))
              # Bits that are left over must be 0.
              return data.hex() if base64.b64encode(data).decode().rstrip('=') == digits else None
          try: text = data.decode()
          except UnicodeDecodeError: text = None
          # A mark at the start is left out, and NULs in every other place are another encoding.
          if text is not None and case['text'] is not None or text is None:
              check('text', None if text is None else text.removeprefix('\\ufeff'))
          if case['text'] is not None:
              check('percent', urllib.parse.quote(case['text'], safe=''))
          check('hex', data.hex())
          check('padded', case['data'])
          check('encoded', case['data'])
          check('short', base64.urlsafe_b64encode(data).decode().rstrip('='))
          check('decoded', decoded(case['broken']))
          check('back', True)
      """)

  private static let addresses = Judge(
    cases: """
      import json, random
      random.seed(67)
      def some(pieces, most): return ''.join(random.choice(pieces) for _ in range(random.randint(0, most)))
      letters = ['a', 'B', '7', '-', '.', '~', 'é', 'É', '%20', '%C3%A9', '%2f', '日']
      cases = []
      for _ in range(1500):
          scheme = random.choice(['http', 'HTTPS', 'a+b.c-1', 'x'])
          user = random.choice(['', '', some(letters + [':'], 4) + '@'])
          host = random.choice(['a.test', 'EXAMPLE.com', '[::1]', '[FE80::a]', 'É.de', 'münchen'])
          port = random.choice(['', '', ':', ':0', ':80', ':8080', ':00443', ':65535'])
          path = random.choice(['', '/', '/' + some(letters + ['/', '@', ':', '&', '='], 8)])
          pairs = letters + ['+', '/', '?', '@', ':', '&', '&', '=', '=', 'q', 'q=', 'q&q']
          query = random.choice(['', '?', '?' + some(pairs, 10)])
          fragment = random.choice(['', '#', '#' + some(letters + ['?', '#', '/', '@'], 6)])
          cases.append(scheme + '://' + user + host + port + path + query + fragment)
      for text in ['', ':', '://', 'a', 'a:', 'a:/', 'a:/b', '1a://b', '+://b', 'a b://c', 'é://b', 'http:/a', '//a', 'http://a:b', 'http://a:65536',
                   'http://a:+80', 'http://a:8 0', 'http://a:99999999999999999999', 'http://a/?%', 'http://a/?%4', 'http://a/#%zz', 'http://a/?x=%+f',
                   'http://a/?%ff', 'http://%C3@a/', 'http://a/#%ED%A0%80']:
          cases.append(text)
      print(json.dumps(cases))
      """,
    script: """
      for address in file.json("cases.json") {
        print(json.stringify({address, parsed: try { url.parse(address) } catch e { null }}))
      }
      """,
    verdict: """
      import json, re, sys, urllib.parse
      def decoded(text, plus=False):
          if text is None: return None
          if re.search('%(?![0-9A-Fa-f]{2})', text): raise ValueError(text)
          return urllib.parse.unquote(text.replace('+', ' ') if plus else text, errors='strict')
      def parsed(address):
          # The expression of RFC 3986, appendix B.
          _, scheme, _, authority, path, _, query, _, fragment = re.fullmatch(
              r'(([^:/?#]+):)?(//([^/?#]*))?([^?#]*)(\\?([^#]*))?(#(.*))?', address, re.S).groups()
          if authority is None or not re.fullmatch(r'[A-Za-z][A-Za-z0-9+.-]*', scheme or ''): raise ValueError(address)
          user, _, rest = authority.rpartition('@')
          host, port = re.fullmatch(r'(.*?)(?::([^:\\]]*))?', rest).groups()
          if port and not (re.fullmatch('[0-9]+', port) and int(port) < 65536): raise ValueError(port)
          entries = {}
          for pair in (query or '').split('&'):
              if not pair: continue
              key, _, value = pair.partition('=')
              entries.setdefault(decoded(key, True), []).append(decoded(value, True))
          return {'scheme': scheme.lower(), 'user': decoded(user) if '@' in authority else None, 'host': host.lower(),
                  'port': int(port) if port else None, 'path': path,
                  'query': None if query is None else {key: value if len(value) > 1 else value[0] for key, value in entries.items()},
                  'fragment': decoded(fragment)}
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          try: expected = parsed(case['address'])
          except ValueError: expected = None
          if json.dumps(case['parsed']) != json.dumps(expected): print(ascii(case), ascii(expected))
      """)

  @Test(.timeLimit(.minutes(5))) func bytesAgreeWithPython() throws {
    #expect(try Self.bytes.differences(among: 381) == "")
  }

  @Test(.timeLimit(.minutes(5))) func addressesAgreeWithPython() throws {
    #expect(try Self.addresses.differences(among: 1525) == "")
  }
}
