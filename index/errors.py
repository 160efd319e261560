"""The one family of exceptions a person may meet, each message one line that names the thing and the next step.

ResearchError                 exit code 1
├── BadInput                  exit code 2: what was asked for cannot be
│   └── UnreadableSource      a file or id that gives no papers
├── SourceUnreachable         papers that a server should give, and does not
├── LibraryError              the library on disk cannot serve
│   ├── LibraryCorrupt        papers.db is damaged
│   ├── LibraryTooNew         written by a newer version
│   ├── LibraryNotWritable    read-only, full disk, not a folder, in use
│   └── EncoderMismatch       its vectors come from another encoder
└── ModelError                a model cannot be had or run
    ├── ModelMissing          its weights are not on this computer
    └── ModelUnreachable      a hub or server does not answer
"""

from __future__ import annotations


class ResearchError(Exception):
    """Anything that stops the work and can be told to a person in one line."""

    exit_code = 1


class BadInput(ResearchError):
    """What was asked for cannot be done, whatever the state of the computer."""

    exit_code = 2


class UnreadableSource(BadInput):
    """A file, folder or identifier from which no paper can be read."""


class SourceUnreachable(ResearchError):
    """A server that should give papers does not answer, or not in its own format."""


class LibraryError(ResearchError):
    """The library on disk cannot serve."""


class LibraryCorrupt(LibraryError):
    """The papers database is damaged."""


class LibraryTooNew(LibraryError):
    """The library was written by a newer version of this program."""


class LibraryNotWritable(LibraryError):
    """The library cannot be written: read-only, full disk, not a folder, or in use."""


class EncoderMismatch(LibraryError):
    """The vectors of the library were made by another encoder."""


class ModelError(ResearchError):
    """A model cannot be had or run."""


class ModelMissing(ModelError):
    """The weights of a model are not on this computer."""


class ModelUnreachable(ModelError):
    """A model hub or server does not answer."""
