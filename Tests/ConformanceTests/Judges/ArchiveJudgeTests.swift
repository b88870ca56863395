import TestSupport
import Testing

/// Archives that Python's `zipfile` and `gzip` write and read, in both directions.
@Suite(.blocking) struct ArchiveJudgeTests {
  private static let archives = Judge(
    cases: """
      import base64, gzip, io, json, random, zipfile
      random.seed(101)
      names = ['a.txt', 'folder/b', 'folder/é 日.bin', '.c', 'x' * 100, 'C', '😀', 'a/b/c/d']
      def content():
          return random.choice([lambda: b'', lambda: random.randbytes(random.randint(0, 300)), lambda: b'text ' * random.randint(0, 4000),
                                lambda: random.randbytes(20) * 30])()
      def text(data): return base64.b64encode(data).decode()
      cases = []
      for _ in range(150):
          files = {name: content() for name in random.sample(names, random.randint(0, 5))}
          out = io.BytesIO()
          if random.random() < 0.2: out.write(b'#!/bin/sh\\n')
          with zipfile.ZipFile(out, 'a', allowZip64=True) as archive:
              for name, data in files.items():
                  info = zipfile.ZipInfo(name)
                  info.compress_type = random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
                  with archive.open(info, 'w', force_zip64=random.random() < 0.3) as f: f.write(data)
                  if random.random() < 0.2: archive.writestr('dir%d/' % len(archive.namelist()), b'')
              archive.comment = random.choice([b'', b'a comment', b'PK\\5\\6' + b'x' * 30])
          whole = b''.join(files.values())
          packed = b''.join(gzip.compress(part, random.randint(0, 9)) for part in [whole[:100], whole[100:]])
          cases.append({'files': {name: text(data) for name, data in files.items()}, 'zip': text(out.getvalue()), 'gzip': text(packed)})
      print(json.dumps(cases))
      """,
    script: """
      for {files, ...packed} in file.json("cases.json") {
        let archive = base64.decode(packed.zip)
        let read = zip.list(archive).map(({name, size}) => [name, size, zip.read(archive, name).base64()])
        let contents = files.map(data => base64.decode(data))
        zip.write("own.zip", contents)
        let whole = gzip.decompress(base64.decode(packed.gzip))
        print(json.stringify({files, read, own: file.bytes("own.zip").base64(), whole: whole.base64(), gzip: gzip.compress(whole).base64()}))
      }
      """,
    verdict: """
      import base64, gzip, io, json, sys, zipfile
      for line in sys.stdin.read().split('\\n')[:-1]:
          case = json.loads(line)
          files = {name: base64.b64decode(data) for name, data in case['files'].items()}
          if {name: (size, base64.b64decode(data)) for name, size, data in case['read']} != {name: (len(data), data) for name, data in files.items()}:
              print('read', ascii(case)[:300])
          with zipfile.ZipFile(io.BytesIO(base64.b64decode(case['own']))) as archive:
              if archive.testzip() is not None or archive.namelist() != list(files): print('names', archive.namelist(), list(files))
              for name, data in files.items():
                  if archive.read(name) != data: print('own', name)
          whole = b''.join(files.values())
          if base64.b64decode(case['whole']) != whole: print('gunzip', ascii(case)[:300])
          if gzip.decompress(base64.b64decode(case['gzip'])) != whole: print('gzip', ascii(case)[:300])
      """)

  @Test(.timeLimit(.minutes(5))) func `archives are those of Python`() throws {
    #expect(try Self.archives.differences(among: 150) == "")
  }

  /// Archives that mean harm, or that are damaged.
  private static let hostile = Judge(
    cases: """
      import base64, io, json, struct, zipfile
      cases = []
      def add(kind, data): cases.append({'kind': kind, 'zip': base64.b64encode(data).decode()})
      def archive(names, method=zipfile.ZIP_DEFLATED, data=b'text'):
          out = io.BytesIO()
          with zipfile.ZipFile(out, 'w', method) as made:
              for name in names: made.writestr(zipfile.ZipInfo(name), data, compress_type=method)
          return out.getvalue()
      for name in ['../a', 'a/../../b', '/etc/passwd', 'a/..', 'C:/x', 'a//b', 'a/./b', '..\\\\a']: add('parse', archive([name]))
      import warnings
      warnings.simplefilter('ignore')
      add('parse', archive(['a', 'a']))
      add('parse', archive(['a'], zipfile.ZIP_BZIP2))
      plain = archive(['a'], zipfile.ZIP_STORED)
      # Encrypted, a sum that is wrong, a size that is a lie, a directory that is too long.
      place = plain.index(b'PK\\1\\2')
      add('parse', plain[:place + 8] + b'\\1\\0' + plain[place + 10:])
      add('parse', plain[:place + 16] + b'\\0\\0\\0\\0' + plain[place + 20:])
      packed = archive(['a'], data=b'x' * 5000)
      place = packed.index(b'PK\\1\\2')
      for size in (0, 10, 4999, 5001): add('parse', packed[:place + 24] + struct.pack('<I', size) + packed[place + 28:])
      add('limit', packed[:place + 24] + struct.pack('<I', 0xFFFFFFF0) + packed[place + 28:])
      end = plain.index(b'PK\\5\\6')
      add('parse', plain[:end + 10] + struct.pack('<H', 60000) + plain[end + 12:])
      add('parse', plain[:end + 16] + struct.pack('<I', 5) + plain[end + 20:])
      print(json.dumps(cases))
      """,
    script: """
      for {kind, zip: data} in file.json("cases.json") {
        let archive = base64.decode(data)
        let found = try { zip.list(archive).map(({name}) => zip.read(archive, name).length) } catch e { e.kind }
        print(json.stringify({kind, found}))
      }
      """,
    verdict: """
      import json, sys
      for number, line in enumerate(sys.stdin.read().split('\\n')[:-1]):
          case = json.loads(line)
          if case['kind'] != case['found']: print(number, case)
      """)

  @Test func `hostile archives are refused`() throws {
    #expect(try Self.hostile.differences(among: 19) == "")
  }
}
