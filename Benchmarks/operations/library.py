"""What the operations in Python need: imported modules, and what a script of ImgFlow has without asking."""

import base64
import collections
import concurrent.futures
import csv
import dataclasses
import datetime
import functools
import gzip
import hashlib
import heapq
import hmac
import html
import io
import itertools
import json
import math
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import tempfile
import textwrap
import tomllib
import unicodedata
import urllib.parse
import uuid
import zipfile
from glob import glob as globbing

import yaml
import zoneinfo

utc = datetime.timezone.utc
pool = concurrent.futures.ThreadPoolExecutor(4)


@dataclasses.dataclass
class Quota(Exception):
    kind: str
    message: str
    left: int


def grouped(items, key):
    groups = collections.defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return dict(groups)


def partitioned(items, test):
    yes, no = [], []
    for item in items:
        (yes if test(item) else no).append(item)
    return [yes, no]


def written(rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def recorded(rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def unique_by(items, key):
    first = {}
    for item in items:
        first.setdefault(key(item), item)
    return list(first.values())
