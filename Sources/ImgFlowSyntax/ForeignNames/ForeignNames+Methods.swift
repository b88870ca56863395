extension ForeignNames {
  static let lists = #"""
    list.append(x)               list.push(x)
    list.add(x)                  list.push(x)
    list.addAll(list2)           list += list2
    list.extend(list2)           list += list2
    list.concat(list2)           list + list2
    list.unshift(x)              list.insert(0, x)
    list.prepend(x)              list.insert(0, x)
    list.shift()                 list.remove(0)
    list.popleft()               list.remove(0)
    list.removeFirst()           list.remove(0)
    list.removeLast()            list.pop()
    list.removeAt(n)             list.remove(n)
    list.delete_at(n)            list.remove(n)
    list.delete(x)               list.without([x])
    list.clear()                 list = []
    list.removeAll()             list = []
    list.len()                   list.length
    list.size()                  list.length
    list.forEach(f)              for item in list { f(item) }
    list.each(f)                 for item in list { f(item) }
    list.for_each(f)             for item in list { f(item) }
    list.each_with_index(f)      for i, item in list { print(i, item) }
    list.enumerated()            for i, item in list { print(i, item) }
    list.entries()               for i, item in list { print(i, item) }
    list.collect(f)              list.map(f)
    list.compactMap(f)           list.map(f).filter(item => item != null)
    list.filterMap(f)            list.map(f).filter(item => item != null)
    list.compact()               list.filter(item => item != null)
    list.select(passes)          list.filter(passes)
    list.find_all(passes)        list.filter(passes)
    list.where(passes)           list.filter(passes)
    list.reject(passes)          list.filter(item => !passes(item))
    list.detect(passes)          list.find(passes)
    list.findIndex(passes)       list.map(passes).indexOf(true)
    list.find_index(passes)      list.map(passes).indexOf(true)
    list.firstIndex(x)           list.indexOf(x)
    list.index(x)                list.indexOf(x)
    list.inject(x, f)            list.reduce(0, (sum, item) => sum + item)
    list.fold(x, f)              list.reduce(0, (sum, item) => sum + item)
    list.foldl(x, f)             list.reduce(0, (sum, item) => sum + item)
    lists.flat()                 lists.flatMap(item => item)
    lists.flatten()              lists.flatMap(item => item)
    list.flat_map(f)             list.flatMap(item => [item, item])
    list.includes(x)             list.contains(x)
    list.include(x)              list.contains(x)
    list.has(x)                  list.contains(x)
    list.some(passes)            list.any(passes)
    list.every(passes)           list.all(passes)
    list.none(passes)            !list.any(passes)
    list.sorted()                list.sort()
    list.toSorted()              list.sort()
    list.sort_by(f)              list.sortBy(f)
    list.order_by(f)             list.sortBy(f)
    list.orderBy(f)              list.sortBy(f)
    list.reversed()              list.reverse()
    list.toReversed()            list.reverse()
    list.uniq()                  list.unique()
    list.distinct()              list.unique()
    list.toSet()                 list.unique()
    list.group_by(f)             list.groupBy(item => "\(item)")
    list.groupingBy(f)           list.groupBy(item => "\(item)")
    list.keyBy(f)                list.indexBy(item => "\(item)")
    list.index_by(f)             list.indexBy(item => "\(item)")
    list.tally()                 list.countBy(item => "\(item)")
    list.each_slice(n)           list.chunks(n)
    list.chunk(n)                list.chunks(n)
    list.chunked(n)              list.chunks(n)
    list.batch(n)                list.chunks(n)
    list.head()                  list.first()
    list.tail()                  list.drop(1)
    list.rest()                  list.drop(1)
    list.skip(n)                 list.drop(n)
    list.dropFirst(n)            list.drop(n)
    list.dropLast(n)             list[..<-n]
    list.prefix(n)               list.take(n)
    list.limit(n)                list.take(n)
    list.suffix(n)               list[-n...]
    list.takeLast(n)             list[-n...]
    list.slice(low, high)        list[low..<high]
    list.subList(low, high)      list[low..<high]
    list.at(n)                   list[n]
    list.get(n)                  list[n]
    list.nth(n)                  list[n]
    list.fetch(n)                list[n]
    list.elementAt(n)            list[n]
    list.sample()                random(list)
    list.choice()                random(list)
    list.randomElement()         random(list)
    list.shuffle()               list.sortBy(item => random())
    list.shuffled()              list.sortBy(item => random())
    list.total()                 list.sum()
    list.average()               list.sum() / list.length
    list.mean()                  list.sum() / list.length
    list.avg()                   list.sum() / list.length
    list.empty()                 list.isEmpty()
    list.min_by(f)               list.minBy(f)
    list.max_by(f)               list.maxBy(f)
    list.sumOf(f)                list.sumBy(f)
    list.windows(n)              list.window(n)
    list.sliding(n)              list.window(n)
    list.windowed(n)             list.window(n)
    list.each_cons(n)            list.window(n)
    list.accumulate(x, f)        list.scan(0, (sum, item) => sum + item)
    list.intersection(list2)     list.intersect(list2)
    list.difference(list2)       list.without(list2)
    list.subtract(list2)         list.without(list2)
    list.copy()                  let copied = list
    list.clone()                 let copied = list
    list.dup()                   let copied = list
    list.toString()              "\(list)"
    list.to_s()                  "\(list)"
    list.joined(part)            words.join(part)
    list.mkString(part)          words.join(part)
    list.to_json()               json.stringify(list)
    list.toJSON()                json.stringify(list)
    list.toArray()               list.toList()
    list.to_a()                  list.toList()
    list.indices                 range(list.length)
    rows.to_h()                  pairs.toObject()
    rows.toMap()                 pairs.toObject()
    rows.pluck(key)              rows.map(row => row[key])
    """#

  static let strings = #"""
    string.strip()               string.trim()
    string.trimmed()             string.trim()
    string.chomp()               string.trim()
    string.lstrip()              string.replaceMatches('^\s+', "")
    string.trimStart()           string.replaceMatches('^\s+', "")
    string.trimLeft()            string.replaceMatches('^\s+', "")
    string.rstrip()              string.replaceMatches('\s+$', "")
    string.trimEnd()             string.replaceMatches('\s+$', "")
    string.trimRight()           string.replaceMatches('\s+$', "")
    string.toUpperCase()         string.upper()
    string.toUpper()             string.upper()
    string.uppercased()          string.upper()
    string.uppercase()           string.upper()
    string.upcase()              string.upper()
    string.toLowerCase()         string.lower()
    string.toLower()             string.lower()
    string.lowercased()          string.lower()
    string.lowercase()           string.lower()
    string.downcase()            string.lower()
    string.casefold()            string.lower()
    string.capitalize()          import {capitalised} from "std/text"
    string.capitalized()         import {capitalised} from "std/text"
    string.titlecase()           string.title()
    string.titleize()            string.title()
    string.startswith(part)      string.startsWith(part)
    string.start_with(part)      string.startsWith(part)
    string.starts_with(part)     string.startsWith(part)
    string.hasPrefix(part)       string.startsWith(part)
    string.endswith(part)        string.endsWith(part)
    string.end_with(part)        string.endsWith(part)
    string.ends_with(part)       string.endsWith(part)
    string.hasSuffix(part)       string.endsWith(part)
    string.includes(part)        string.contains(part)
    string.include(part)         string.contains(part)
    string.has(part)             string.contains(part)
    string.find(part)            string.indexOf(part)
    string.index(part)           string.indexOf(part)
    string.search(part)          string.indexOf(part)
    string.replaceAll(part, part2)  string.replace(part, part2)
    string.replacingOccurrences(part, part2)  string.replace(part, part2)
    string.gsub(pattern, part)   string.replaceMatches(pattern, part)
    string.sub(pattern, part)    string.replaceMatches(pattern, part)
    string.substring(low, high)  string.slice(low, high)
    string.substr(low, n)        string.slice(low, low + n)
    string.left(n)               string.slice(0, n)
    string.right(n)              string.slice(-n)
    string.charAt(n)             string[n]
    string.at(n)                 string[n]
    string.get(n)                string[n]
    string.chars()               string.characters()
    string.each_char()           string.characters()
    string.toCharArray()         string.characters()
    string.splitlines()          string.lines()
    string.each_line()           string.lines()
    string.components(part)      string.split(part)
    string.rsplit(part)          string.split(part)
    string.partition(part)       string.split(part, 2)
    string.words()               string.split()
    string.join(words)           words.join(string)
    string.format(x)             "\(x)"
    string.len()                 string.length
    string.size()                string.length
    string.count()               string.length
    string.isdigit()             string.matches('^\d+$')
    string.isDigit()             string.matches('^\d+$')
    string.isnumeric()           string.matches('^\d+$')
    string.isalpha()             string.matches('^\p{L}+$')
    string.isalnum()             string.matches('^[\p{L}\d]+$')
    string.isspace()             string.matches('^\s+$')
    string.isBlank()             string.trim().isEmpty()
    string.blank()               string.trim().isEmpty()
    string.empty()               string.isEmpty()
    string.isupper()             string == string.upper()
    string.islower()             string == string.lower()
    string.to_i()                digits.toInt()
    string.toInteger()           digits.toInt()
    string.parseInt()            digits.toInt()
    string.to_f()                digits.toFloat()
    string.toDouble()            digits.toFloat()
    string.toNumber()            digits.toFloat()
    string.to_s()                string
    string.toString()            string
    string.zfill(n)              string.pad(n, "0", "start")
    string.padStart(n)           string.pad(n, at: "start")
    string.rjust(n)              string.pad(n, at: "start")
    string.padLeft(n)            string.pad(n, at: "start")
    string.padEnd(n)             string.pad(n)
    string.ljust(n)              string.pad(n)
    string.padRight(n)           string.pad(n)
    string.center(n)             string.pad(n, at: "both")
    string.encode()              string.bytes()
    string.getBytes()            string.bytes()
    string.utf8                  string.bytes()
    pattern.test(string)         string.matches(pattern)
    pattern.exec(string)         string.match(pattern)
    string.findall(pattern)      string.matchAll(pattern)
    string.scan(pattern)         string.matchAll(pattern)
    string.reversed()            string.reverse()
    string.strip_prefix(part)    string.removePrefix(part)
    string.delete_prefix(part)   string.removePrefix(part)
    string.strip_suffix(part)    string.removeSuffix(part)
    string.delete_suffix(part)   string.removeSuffix(part)
    string.map(f)                string.characters().map(f).join()
    string.concat(part)          string + part
    string.append(part)          string += part
    string.push(part)            string += part
    string.equals(part)          string == part
    string.equalsIgnoreCase(part)  string.lower() == part.lower()
    string.toJSON()              json.stringify(string)
    string.to_json()             json.stringify(string)
    """#

  static let objects = #"""
    object.get(key)              object?[key]
    object.getOrDefault(key, x)  object?[key] ?? x
    object.fetch(key)            object[key]
    object.dig(key)              object?[key]
    object.set(key, x)           object[key] = x
    object.put(key, x)           object[key] = x
    object.store(key, x)         object[key] = x
    object.items()               object.entries()
    object.iteritems()           object.entries()
    object.entrySet()            object.entries()
    object.to_a()                object.entries()
    object.forEach(f)            for key, item in object { print(key, item) }
    object.each(f)               for key, item in object { print(key, item) }
    object.each_pair(f)          for key, item in object { print(key, item) }
    object.hasOwnProperty(key)   object.has(key)
    object.has_key(key)          object.has(key)
    object.hasKey(key)           object.has(key)
    object.containsKey(key)      object.has(key)
    object.contains(key)         object.has(key)
    object.include(key)          object.has(key)
    object.includes(key)         object.has(key)
    object.keySet()              object.keys()
    object.allKeys()             object.keys()
    object.delete(key)           object.remove(key)
    object.pop(key)              object.remove(key)
    object.removeValue(key)      object.remove(key)
    object.update(object2)       object.merge(object2)
    object.assign(object2)       object.merge(object2)
    object.putAll(object2)       object.merge(object2)
    object.merging(object2)      object.merge(object2)
    object.setdefault(key, x)    object[key] = object?[key] ?? x
    object.mapValues(f)          object.map(f)
    object.transform_values(f)   object.map(f)
    object.select(passes)        object.filter(passes)
    object.filterValues(passes)  object.filter(passes)
    object.except(key)           object.omit(key)
    object.without(key)          object.omit(key)
    object.only(key)             object.pick(key)
    object.slice(key)            object.pick(key)
    object.clear()               object = {}
    object.len()                 object.length()
    object.size()                object.length()
    object.count()               object.length()
    object.empty()               object.isEmpty()
    object.copy()                let copied = object
    object.clone()               let copied = object
    object.dup()                 let copied = object
    object.toString()            "\(object)"
    object.to_s()                "\(object)"
    object.toJSON()              json.stringify(object)
    object.to_json()             json.stringify(object)
    """#

  static let others = #"""
    number.to_s()                number.toString()
    number.toFixed(n)            number.format("0.00")
    number.toLocaleString()      number.format("#,##0")
    number.to_i()                number.toInt()
    number.to_f()                number.toFloat()
    number.toDouble()            number.toFloat()
    number.abs()                 abs(number)
    number.round()               round(number)
    number.rounded()             round(number)
    number.floor()               floor(number)
    number.ceil()                ceil(number)
    number.sqrt()                math.sqrt(number)
    number.pow(n)                math.pow(number, n)
    number.clamp(low, high)      math.clamp(number, low, high)
    number.max(n)                max(number, n)
    number.min(n)                min(number, n)
    number.times(f)              for i in range(number) { print(i) }
    number.upto(n)               for i in number...n { print(i) }
    number.even()                number % 2 == 0
    number.isEven()              number % 2 == 0
    number.odd()                 number % 2 == 1
    number.isOdd()               number % 2 == 1
    number.isMultiple(n)         number % n == 0
    number.isInteger()           number is int
    number.is_integer()          number is int
    number.seconds               duration(s: number)
    number.minutes               duration(m: number)
    number.hours                 duration(h: number)
    number.days                  duration(d: number)
    moment.strftime(pattern)     moment.format("yyyy-MM-dd HH:mm")
    moment.toISOString()         "\(moment)"
    moment.isoformat()           "\(moment)"
    moment.iso8601()             "\(moment)"
    moment.toString()            "\(moment)"
    moment.toLocaleDateString()  moment.format("d MMM yyyy")
    moment.date()                moment.format("yyyy-MM-dd")
    moment.getTime()             moment.unix()
    moment.timestamp()           moment.unix()
    moment.timeIntervalSince1970  moment.unix()
    moment.getFullYear()         moment.year()
    moment.getMonth()            moment.month()
    moment.getDate()             moment.day()
    moment.getDay()              moment.weekday()
    moment.getHours()            moment.hour()
    moment.getMinutes()          moment.minute()
    moment.getSeconds()          moment.second()
    moment.plusDays(n)           moment.addDays(n)
    moment.addMonths(n)          moment + 1mo * n
    moment.plusMonths(n)         moment + 1mo * n
    moment.addYears(n)           moment + 1y * n
    moment.plusYears(n)          moment + 1y * n
    moment.astimezone(part)      moment.in("Europe/Berlin")
    moment.tz_convert(part)      moment.in("Europe/Berlin")
    moment.withZoneSameInstant(part)  moment.in("Europe/Berlin")
    moment.utcoffset()           moment.offset()
    moment.isoweekday()          moment.weekday()
    moment.isocalendar()         moment.week()
    moment.startOfDay()          moment.startOf("day")
    moment.addHours(n)           moment + duration(h: n)
    moment.diff(moment2)         moment - moment2
    moment.isBefore(moment2)     moment < moment2
    moment.isAfter(moment2)      moment > moment2
    span.total_seconds()         span.seconds()
    span.totalSeconds            span.seconds()
    span.inSeconds               span.seconds()
    span.milliseconds()          span.ms()
    span.toMillis()              span.ms()
    span.toString()              "\(span)"
    data.decode()                data.text()
    data.toString()              data.text()
    data.len()                   data.length
    data.size()                  data.length
    data.count()                 data.length
    data.hexdigest()             data.hex()
    data.toHex()                 data.hex()
    lines.toList()               lines.all()
    lines.toArray()              lines.all()
    lines.collect()              lines.all()
    lines.readlines()            lines.all()
    lines.read()                 lines.all()
    lines.next()                 lines.first()
    lines.limit(n)               lines.take(n)
    lines.skip(n)                lines.drop(n)
    lines.forEach(f)             for line in lines { f(line) }
    lines.each(f)                for line in lines { f(line) }
    lines.length                 lines.all().length
    lines.count()                lines.all().length
    token.value                  token.reveal()
    token.text()                 token.reveal()
    token.toString()             token.reveal()
    token.get()                  token.reveal()
    """#
}
