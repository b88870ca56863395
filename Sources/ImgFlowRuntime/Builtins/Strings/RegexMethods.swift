/// stub
enum RegexMethods { static let all: [Builtin] = [] }
