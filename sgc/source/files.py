"""Files of people: read whole, in UTF-8 (or Latin-1, where they say so), never outside the project's folder; written in
full or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from sgc.source.codes import FILE, OUTSIDE_ROOT
from sgc.source.diagnostic import error
from sgc.source.errors import SgcError
from sgc.source.suggest import did_you_mean
from sgc.source.text import Source

#: The largest text that is read, in bytes.
LARGEST = 16 * 2**20
#: How an old file of Graphviz says that it is written in Latin-1.
_SAYS_LATIN_1 = re.compile(rb"\bcharset\s*=\s*\"?(?:latin-?1|iso-8859-1|l1)\b", re.IGNORECASE)


def read_source(path: Path) -> Source:
    """The text of a file. Raises OSError, and SgcError for a file that is no text in UTF-8 or too large."""
    with open(path, "rb") as stream:
        return _source(stream, str(path), path)


def read_stream(stream: BinaryIO, name: str) -> Source:
    """The text of a stream, such as standard input. Raises as ``read_source`` does."""
    return _source(stream, name, None)


def resolve_inside(root: Path, folder: Path, name: str) -> Path:
    """The existing file that ``name`` means, relative to ``folder``, with every link followed.

    Raises SgcError when it lies outside ``root``, is no regular file, or does not exist. What is
    outside is not looked at, so that the answer tells nothing about it.
    """
    root = root.resolve()
    try:
        if "\0" in name or not name.strip():
            raise SgcError([error(FILE, f"{name!r} is no file name")])
        path = (folder / name).resolve()
        if Path(name).is_absolute() or not path.is_relative_to(root):
            message = f"'{name}' is outside the project's folder"
            raise SgcError([error(OUTSIDE_ROOT, message, None, "Give the folder of both with --root.")])
        if path.exists() and not path.is_file():
            raise SgcError(
                [error(FILE, f"'{name}' is no file, but a {'folder' if path.is_dir() else 'device or pipe'}")]
            )
        if not path.is_file():
            raise SgcError([error(FILE, f"there is no file '{name}'", None, *names_near(path))])
    except (OSError, RuntimeError) as failure:  # a name that is too long, a circle of links
        raise SgcError([error(FILE, f"'{name[:80]}' cannot be opened: {failure}")]) from None
    return path


def place_in_list(stem: str) -> int | None:
    """The place in a list of prompts, from 0, that an image's name tells: ``00003``, ``00003_1``, ``00003-a-cat``."""
    found = re.fullmatch(r"(\d{5,})(?:[_-].*)?", stem)
    return int(found[1]) if found is not None else None


def names_near(path: Path) -> tuple[str, ...]:
    """A hint with what is in the folder of a file that is not there, and is named much like it; or none."""
    try:
        return did_you_mean(path.name, sorted(one.name for one in path.parent.iterdir()))
    except OSError:
        return ()


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that an interrupted run leaves the old one or the new one, and nothing besides.

    Folders that are not there are made. A symbolic link is kept and its file replaced; an existing file keeps its
    permissions. What is no regular file (a pipe, a terminal) is written to directly. Raises OSError.
    """
    name, path, temporary = str(path), path.resolve(), None
    if path.exists() and not path.is_file():
        path.write_bytes(content)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name[:50]}.", suffix=".tmp", dir=path.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException as failure:  # Ctrl-C too: the temporary file never stays behind
        if temporary is not None:
            with suppress(OSError):
                os.unlink(temporary)
        if isinstance(failure, OSError):  # it may name the temporary file, of which the person knows nothing
            raise OSError(failure.errno, failure.strerror, name) from failure
        raise


def _umask() -> int:
    """The process's mask of permissions, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _source(stream: BinaryIO, name: str, path: Path | None) -> Source:
    content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise SgcError([error(FILE, f"{name} is larger than {LARGEST // 2**20} MiB")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        if _SAYS_LATIN_1.search(content):
            return Source(name, content.decode("latin-1"), path)
        line = content.count(b"\n", 0, failure.start) + 1
        message = f"{name} is no text in UTF-8 (line {line})"
        raise SgcError([error(FILE, message, None, "Save it with the encoding UTF-8.")]) from None
    return Source(name, text, path)
