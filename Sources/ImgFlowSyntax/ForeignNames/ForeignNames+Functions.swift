extension ForeignNames {
  static let functions = #"""
    len(list)                    list.length
    length(list)                 list.length
    count(list)                  list.length
    size(list)                   list.length
    str(x)                       "\(x)"
    String(x)                    "\(x)"
    tostring(x)                  "\(x)"
    strval(x)                    "\(x)"
    format(x)                    "\(x)"
    sprintf(string, x)           "\(x)"
    repr(x)                      json.stringify(x)
    int(digits)                  digits.toInt()
    Int(digits)                  digits.toInt()
    Integer(digits)              digits.toInt()
    parseInt(digits)             digits.toInt()
    intval(digits)               digits.toInt()
    float(digits)                digits.toFloat()
    Float(digits)                digits.toFloat()
    Double(digits)               digits.toFloat()
    Number(digits)               digits.toFloat()
    parseFloat(digits)           digits.toFloat()
    tonumber(digits)             digits.toFloat()
    dict()                       {}
    list(items)                  items.toList()
    array(items)                 items.toList()
    set(list)                    list.unique()
    Set(list)                    list.unique()
    sorted(list)                 list.sort()
    reversed(list)               list.reverse()
    enumerate(list)              for i, item in list { print(i, item) }
    zip(list, list2)             list.zip(list2)
    map(f, list)                 list.map(f)
    filter(passes, list)         list.filter(passes)
    select(passes)               list.filter(passes)
    reduce(f, list)              list.reduce(0, (sum, item) => sum + item)
    any(list)                    list.any(item => item > 0)
    all(list)                    list.all(item => item > 0)
    append(list, x)              list.push(x)
    push(list, x)                list.push(x)
    array_push(list, x)          list.push(x)
    flatten(lists)               lists.flatMap(item => item)
    uniq(list)                   list.unique()
    group_by(f)                  list.groupBy(item => "\(item)")
    sort_by(f)                   list.sortBy(f)
    unique_by(f)                 list.unique(f)
    min_by(f)                    list.minBy(f)
    max_by(f)                    list.maxBy(f)
    add(list)                    sum(list)
    in_array(x, list)            x in list
    isinstance(x, type)          x is int
    typeof(x)                    type(x)
    typeOf(x)                    type(x)
    not(flag)                    !flag
    deepcopy(x)                  let copied = x
    copy(x)                      let copied = x
    clone(x)                     let copied = x
    hex(n)                       n.toString(16)
    bin(n)                       n.toString(2)
    oct(n)                       n.toString(8)
    pow(x, n)                    math.pow(x, n)
    sqrt(x)                      math.sqrt(x)
    exp(x)                       math.exp(x)
    sin(x)                       math.sin(x)
    cos(x)                       math.cos(x)
    tan(x)                       math.tan(x)
    atan2(x, y)                  math.atan2(x, y)
    hypot(x, y)                  math.hypot(x, y)
    clamp(x, low, high)          math.clamp(x, low, high)
    divmod(x, n)                 [div(x, n), x % n]
    intdiv(x, n)                 div(x, n)
    rand()                       random()
    randint(low, high)           random(low...high)
    randrange(low, high)         random(low..<high)
    choice(list)                 random(list)
    sample(list)                 random(list)
    shuffle(list)                list.sortBy(item => random())
    println(x)                   print(x)
    printf(string, x)            print(x)
    puts(x)                      print(x)
    echo(x)                      print(x)
    say(x)                       print(x)
    writeln(x)                   print(x)
    eprintln(x)                  log(x)
    eprint(x)                    log(x)
    warn(x)                      log(x)
    pprint(x)                    show(x)
    pp(x)                        show(x)
    dump(x)                      show(x)
    inspect(x)                   show(x)
    print_r(x)                   show(x)
    var_dump(x)                  show(x)
    readline(string)             input(string)
    readLine(string)             input(string)
    gets(string)                 input(string)
    prompt(string)               input(string)
    raw_input(string)            input(string)
    quit()                       exit(0)
    die(string)                  throw error("script", string)
    abort(string)                throw error("script", string)
    panic(string)                throw error("script", string)
    fatalError(string)           throw error("script", string)
    Error(string)                error("script", string)
    Exception(string)            error("script", string)
    RuntimeError(string)         error("script", string)
    ValueError(string)           error("script", string)
    TypeError(string)            error("script", string)
    assertEqual(x, y)            assert x == y
    assertEquals(x, y)           assert x == y
    setTimeout(f, n)             sleep(1s)
    delay(n)                     sleep(1s)
    wait(n)                      sleep(1s)
    usleep(n)                    sleep(1ms)
    Date()                       now()
    date()                       now()
    datetime()                   now()
    today()                      now()
    clock()                      now()
    strtotime(string)            time("2026-11-23")
    timedelta(n)                 duration(h: n)
    uuid4()                      uuid()
    getenv(key)                  env("HOME")
    open(path)                   file.text(path)
    readFile(path)               file.text(path)
    readFileSync(path)           file.text(path)
    file_get_contents(path)      file.text(path)
    cat(path)                    file.text(path)
    slurp(path)                  file.text(path)
    writeFile(path, string)      file.write(path, string)
    writeFileSync(path, string)  file.write(path, string)
    file_put_contents(path, string)  file.write(path, string)
    ls(folder)                   file.list(folder)
    listdir(folder)              file.list(folder)
    readdir(folder)              file.list(folder)
    glob(string)                 file.glob("*.jpg")
    mkdir(folder)                file.createFolder(folder)
    rm(path)                     file.remove(path)
    unlink(path)                 file.remove(path)
    cp(path, path2)              file.copy(path, path2)
    mv(path, path2)              file.move(path, path2)
    basename(path)               path.split("/").last()
    grep(part, path)             file.lines(path).filter(line => line.contains(part))
    system(string)               process.run("ls", [folder])
    exec(string)                 process.run("ls", [folder])
    popen(string)                process.run("ls", [folder])
    fetch(address)               http.get(address)
    curl(address)                http.get(address)
    wget(address)                http.get(address)
    urlopen(address)             http.get(address)
    keys(object)                 object.keys()
    to_entries(object)           object.entries()
    from_entries(pairs)          pairs.toObject()
    tojson(x)                    json.stringify(x)
    fromjson(document)           json.parse(document)
    json_encode(x)               json.stringify(x)
    json_decode(document)        json.parse(document)
    ascii_downcase(string)       string.lower()
    ascii_upcase(string)         string.upper()
    strlen(string)               string.length
    strtolower(string)           string.lower()
    strtoupper(string)           string.upper()
    startswith(string, part)     string.startsWith(part)
    endswith(string, part)       string.endsWith(part)
    explode(part, string)        string.split(part)
    implode(part, words)         words.join(part)
    str_replace(part, part2, string)  string.replace(part, part2)
    gsub(string, pattern, part)  string.replaceMatches(pattern, part)
    btoa(string)                 base64.encode(string)
    atob(encoded)                base64.decode(encoded).text()
    encodeURIComponent(string)   url.encode(string)
    encodeURI(string)            url.encode(string)
    urlencode(string)            url.encode(string)
    decodeURIComponent(string)   url.decode(string)
    md5(string)                  hash.md5(string)
    sha1(string)                 hash.sha1(string)
    sha256(string)               hash.sha256(string)
    """#

  static let words = #"""
    pass         an empty block is `{ }`
    end          a block ends with `}`
    this         functions take what they need as parameters
    self         functions take what they need as parameters
    NaN          what would be NaN is an `arithmetic` error
    Infinity     what would be infinite is an `arithmetic` error
    inf          what would be infinite is an `arithmetic` error
    nan          what would be NaN is an `arithmetic` error
    argv         param name: string
    ARGV         param name: string
    ENV          env("HOME")
    stdin        input()
    STDIN        input()
    """#

  /// Types of other languages and ImgFlow's.
  static let types = """
    str         string
    String      string
    text        string
    varchar     string
    char        string
    integer     int
    Integer     int
    Int         int
    long        int
    bigint      int
    boolean     bool
    Boolean     bool
    Bool        bool
    double      float
    Double      float
    Float       float
    decimal     float
    Number      number
    array       list
    Array       list
    List        list
    tuple       list
    set         list
    Set         list
    dict        object
    Dict        object
    Dictionary  object
    map         object
    Map         object
    hash        object
    Hash        object
    Object      object
    record      object
    None        null
    nil         null
    undefined   null
    void        null
    Void        null
    date        time
    Date        time
    datetime    time
    timestamp   time
    timedelta   duration
    interval    duration
    func        function
    Function    function
    callable    function
    lambda      function
    Any         any
    unknown     any
    buffer      bytes
    Buffer      bytes
    blob        bytes
    Data        bytes
    iterator    stream
    generator   stream
    Error       error
    Exception   error
    """
}
