# Settings in layers: defaults, files of environments and overrides are merged deeply, keys are set by paths.
# Task: the configuration merging of cookbooks; jq's `*` and `setpath`.
import json
import sys

size = int(sys.argv[1]) if len(sys.argv) > 1 else 8_000

defaults = json.loads("""
  {
    "server": {"host": "localhost", "port": 8080, "tls": {"enabled": false, "versions": ["1.2", "1.3"]}},
    "log": {"level": "info", "targets": [{"type": "file", "path": "app.log"}], "format": null},
    "features": {"search": true, "beta": {"chat": false, "map": false}},
    "limits": {"requests": 1000, "bytes": 1048576, "perUser": {"requests": 10}}
  }
  """)


def merged(base, layer):
    if not isinstance(base, dict) or not isinstance(layer, dict):
        return layer
    result = dict(base)
    for key, value in layer.items():
        result[key] = merged(result[key], value) if key in result else value
    return result


def set_path(settings, path, value):
    head, *rest = path
    if not rest:
        return {**settings, head: value}
    return {**settings, head: set_path(settings.get(head, {}), rest, value)}


def flattened(settings, prefix=""):
    flat = {}
    for key, value in settings.items():
        if isinstance(value, dict):
            flat.update(flattened(value, prefix=f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat


def compact(value):
    return json.dumps(value, separators=(",", ":"))


length = 0
last = {}
for i in range(size):
    layer = json.loads(
        f'{{"server": {{"port": {9000 + i % 100}, "tls": {{"enabled": {"true" if i % 2 == 0 else "false"}}}}}, '
        f'"log": {{"level": "debug"}}, "extra": {{"n": {i}}}}}'
    )
    settings = merged(defaults, layer)
    for path in ["features.beta.chat", "limits.perUser.requests", "paths.data.root"]:
        settings = set_path(settings, path.split("."), i)
    last = flattened(settings)
    length += len(last) + len(compact(settings))
print(length)
print(compact(last))
