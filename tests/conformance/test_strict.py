"""The ruler is straight: it finds what is wrong."""

import typing

import pytest
from lsprotocol import types
from strict import faults

RANGE = {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 1}}


@pytest.mark.parametrize(
    "value, hint, fault",
    [
        (RANGE, types.Range, None),
        ({"start": RANGE["start"]}, types.Range, ".end: missing in Range"),
        (RANGE | {"more": 1}, types.Range, ".more: no key of Range"),
        ({"range": RANGE, "message": "x", "severity": 5}, types.Diagnostic, ".severity: 5 is no DiagnosticSeverity"),
        ({"range": RANGE, "message": 3}, types.Diagnostic, ".message: 3 is no str"),
        ({"range": RANGE, "message": "x", "source": None}, types.Diagnostic, ".source: null in Diagnostic"),
        ({"range": RANGE, "message": "x", "tags": [1, "2"]}, types.Diagnostic, ".tags[1]: '2' is no DiagnosticTag"),
        ({"line": True, "character": 0}, types.Position, ".line: True is no int"),
        ({"uri": "file:///a", "version": None}, types.OptionalVersionedTextDocumentIdentifier, None),
        (None, typing.Optional[types.Hover], None),
        ({"contents": {"kind": "html", "value": ""}}, typing.Optional[types.Hover], ".contents"),
    ],
)
def test_faults(value, hint, fault):
    found = faults(value, hint)
    if fault is None:
        assert found == []
    else:
        assert any(f.startswith(fault) for f in found), found
