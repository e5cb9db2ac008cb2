"""Drives `progc lsp` as several editors would, with pytest-lsp's client; each answer, notification and question of the server is
held against the types of the protocol (strict.py), and against what the client said that it can (pytest-lsp's own checks)."""

import asyncio
import json
import os
import pathlib
import typing

import pytest
from lsprotocol import types
from pytest_lsp import client_capabilities
from pytest_lsp.client import make_test_lsp_client
from strict import faults

PROGC = os.environ["PROGC"]

FIRST = """\
// Checkout 🎉: from the customer's click to the bank.
program checkout "New chéckout 🚀" {
  owner: maria
  goal: "More of the people who start a checkout finish it."
  window:   2026-01-12 ..   2026-09-30
    }

person maria "Maria Lopes" { role: "Senior TPM", email: "maria@example.com" }
team payments "Payments" { lead: maria, members: maria }

system web "Wéb 🛒 shop" { owner: payments, depends-on: gateway }
system gateway "Payment gateway" {
  owner: payments
  type: vendor
  criticality: high
  runbook: "runbooks/gateway.md"
}
system old "Old" { owner: payments, status: deprecated }
// progc: allow(isolated-system, until 2026-12-01): goes away
system lone "Lone" { owner: payments, depends-on: nowhere, old }

flow pay "Customer pays" { steps: web -> gateway "authorise" }
"""

SECOND = """\
part of checkout

risk latency "Gateway 👩‍🚀 latency" {
  owner: maria
  likelihood: likely
  impact: major
  affects: gateway
  threatens: conversion, public
  status: occurred

  mitigation "Second provider" { owner: maria, due: 2026-05-15, status: in-progress }
}

outcome conversion "More checkouts complete" {
  owner: maria
  metric: "completed checkouts / started checkouts"
  source: "https://dashboard.example.com/funnel"
  baseline: 61.4%
  target: >= 66%
  by: 2026-09-30
  readings: 62.0% on 2026-02-01, 62.8% on 2026-03-01
}

task build "Build it" { owner: maria, estimate: 3d .. 5d .. 9d, delivers: conversion }
task test "Test it" { owner: maria, estimate: 2d, after: build, due: 2026-03-05, touches: gateway }
milestone public "Open to all" { owner: maria, after: test, due: 2026-06-30, delivers: conversion }
decision way "Which way?" { owner: ?, question: "Build or buy?" option build "Build" { cost: $50K } }
"""

THIRD = "sytem broken { onwer: maria\n\nrisk half-typed \"Half\" {\n  owner: \n  "

CONFIG = 'profile = "standard"\n\n[rules]\nmissing-owner = "warning"\n'


def everything() -> types.ClientCapabilities:
    """A client that can all that there is, built from the newest one recorded."""
    capabilities = client_capabilities("neovim")
    document = capabilities.text_document
    capabilities.general.position_encodings = [types.PositionEncodingKind.Utf8]
    document.code_action = types.CodeActionClientCapabilities(
        code_action_literal_support=types.ClientCodeActionLiteralOptions(
            code_action_kind=types.ClientCodeActionKindOptions(value_set=list(types.CodeActionKind))
        ),
        is_preferred_support=True,
        data_support=True,
        resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"]),
    )
    document.diagnostic = types.DiagnosticClientCapabilities(
        related_document_support=True, related_information=True, code_description_support=True, data_support=True,
        tag_support=types.ClientDiagnosticsTagOptions(value_set=list(types.DiagnosticTag)),
    )
    capabilities.workspace.workspace_edit = types.WorkspaceEditClientCapabilities(
        document_changes=True, snippet_edit_support=True, resource_operations=list(types.ResourceOperationKind)
    )
    return capabilities


CLIENTS = {
    "everything": everything,
    "neovim 0.11": lambda: client_capabilities("neovim"),
    "neovim 0.6": lambda: client_capabilities("neovim@0.6.1"),
    "code 1.65": lambda: client_capabilities("visual-studio-code"),
    "emacs 29": lambda: client_capabilities("emacs"),
    "nothing": types.ClientCapabilities,
}

# What answers what is announced. A capability that is not here is a gap in this test, and it says so.
METHODS = {
    "callHierarchyProvider": ["textDocument/prepareCallHierarchy", "callHierarchy/incomingCalls", "callHierarchy/outgoingCalls"],
    "codeActionProvider": ["textDocument/codeAction"],
    "codeLensProvider": ["textDocument/codeLens"],
    "completionProvider": ["textDocument/completion", "completionItem/resolve"],
    "declarationProvider": ["textDocument/declaration"],
    "definitionProvider": ["textDocument/definition"],
    "diagnosticProvider": ["textDocument/diagnostic", "workspace/diagnostic"],
    "documentFormattingProvider": ["textDocument/formatting"],
    "documentHighlightProvider": ["textDocument/documentHighlight"],
    "documentLinkProvider": ["textDocument/documentLink"],
    "documentOnTypeFormattingProvider": ["textDocument/onTypeFormatting"],
    "documentRangeFormattingProvider": ["textDocument/rangeFormatting"],
    "documentSymbolProvider": ["textDocument/documentSymbol"],
    "foldingRangeProvider": ["textDocument/foldingRange"],
    "hoverProvider": ["textDocument/hover"],
    "inlayHintProvider": ["textDocument/inlayHint"],
    "linkedEditingRangeProvider": ["textDocument/linkedEditingRange"],
    "positionEncoding": [],
    "referencesProvider": ["textDocument/references"],
    "renameProvider": ["textDocument/rename", "textDocument/prepareRename"],
    "selectionRangeProvider": ["textDocument/selectionRange"],
    "semanticTokensProvider": [
        "textDocument/semanticTokens/full", "textDocument/semanticTokens/full/delta", "textDocument/semanticTokens/range",
    ],
    "signatureHelpProvider": ["textDocument/signatureHelp"],
    "textDocumentSync": [],
    "typeDefinitionProvider": ["textDocument/typeDefinition"],
    "workspace": ["workspace/willRenameFiles"],
    "workspaceSymbolProvider": ["workspace/symbol"],
}

# Only these may refuse, in words for the user.
MAY_REFUSE = {"textDocument/rename", "textDocument/prepareRename"}
REQUEST_FAILED = -32803


class Session:
    """One run: a client that notes each message as it came, with what it asked."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.asked: dict[typing.Any, str] = {}
        self.answers: dict[str, list] = {}
        self.refusals: list[tuple[str, dict]] = []
        self.faults: list[str] = []
        self.pushed: list[dict] = []
        self.client = make_test_lsp_client()
        # Questions that newer servers ask; the library answers the others.
        for method in ("client/registerCapability", "workspace/inlayHint/refresh", "workspace/codeLens/refresh", "workspace/semanticTokens/refresh"):
            self.client.feature(method)(lambda *_: None)
        self.listen()

    def listen(self) -> None:
        protocol = self.client.protocol
        structure = protocol.structure_message

        def spy(data):
            if "jsonrpc" in data:
                self.check(json.loads(json.dumps(data)))
            return structure(data)

        protocol.structure_message = spy

    def check(self, message: dict) -> None:
        """A message of the server, as it came."""
        if "method" in message:
            request, _, _, _ = types.METHOD_TO_TYPES[message["method"]]
            self.faults += [f"{message['method']} {f}" for f in faults(message, request)]
            if message["method"] == "textDocument/publishDiagnostics":
                self.pushed.append(message["params"])
            return
        method = self.asked[message["id"]]
        if "error" in message:
            self.faults += [f"{method} {f}" for f in faults(message["error"], types.ResponseError, "error")]
            self.refusals.append((method, message["error"]))
            return
        _, response, _, _ = types.METHOD_TO_TYPES[method]
        self.faults += [f"{method} {f}" for f in faults(message, response)]
        self.answers.setdefault(method, []).append(message["result"])

    async def ask(self, method: str, params):
        """Asks; gives the answer as it came, or nothing for a refusal."""
        number = len(self.asked) + 1000
        self.asked[number] = method
        before = len(self.answers.get(method, []))
        try:
            await self.client.protocol.send_request_async(method, params, msg_id=number)
        except Exception as error:  # noqa: BLE001
            if not any(m == method for m, _ in self.refusals):
                raise
            assert method in MAY_REFUSE, f"{method}: {error}"
            return None
        return self.answers[method][before]

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    async def open(self, name: str, text: str) -> None:
        item = types.TextDocumentItem(uri=self.uri(name), language_id="prog", version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(text_document=item))


def positions(text: str, encoding: str) -> typing.Iterator[types.Position]:
    """Every place of a text at which a cursor can stand."""
    width = {"utf-8": lambda c: len(c.encode()), "utf-16": lambda c: len(c.encode("utf-16-le")) // 2, "utf-32": len}[encoding]
    for line, content in enumerate(text.split("\n")):
        column = 0
        yield types.Position(line, 0)
        for char in content:
            column += width(char)
            yield types.Position(line, column)


async def start(folder: pathlib.Path, capabilities: types.ClientCapabilities) -> tuple[Session, dict]:
    for name, text in [("first.prog", FIRST), ("second.prog", SECOND), ("third.prog", THIRD), ("progc.toml", CONFIG)]:
        (folder / name).write_text(text)
    session = Session(folder)
    await session.client.start_io(PROGC, "lsp", "--as-of", "2026-03-10")
    session.client.capabilities = capabilities
    params = types.InitializeParams(
        capabilities=capabilities,
        process_id=os.getpid(),
        workspace_folders=[types.WorkspaceFolder(uri=folder.as_uri(), name="here")],
    )
    announced = await session.ask("initialize", params)
    session.client.initialized(types.InitializedParams())
    return session, announced["capabilities"]


async def ask_about_files(session: Session, can: set[str], uri: str, end: types.Position) -> None:
    document = types.TextDocumentIdentifier(uri)
    whole = types.Range(types.Position(0, 0), end)
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    for method, params in [
        ("textDocument/codeLens", types.CodeLensParams(document)),
        ("textDocument/documentLink", types.DocumentLinkParams(document)),
        ("textDocument/documentSymbol", types.DocumentSymbolParams(document)),
        ("textDocument/foldingRange", types.FoldingRangeParams(document)),
        ("textDocument/formatting", types.DocumentFormattingParams(document, options)),
        ("textDocument/rangeFormatting", types.DocumentRangeFormattingParams(document, whole, options)),
        ("textDocument/inlayHint", types.InlayHintParams(document, whole)),
        ("textDocument/semanticTokens/full", types.SemanticTokensParams(document)),
        ("textDocument/semanticTokens/range", types.SemanticTokensRangeParams(document, whole)),
        ("textDocument/diagnostic", types.DocumentDiagnosticParams(document)),
    ]:
        if method not in can:
            continue
        answer = await session.ask(method, params)
        if method == "textDocument/semanticTokens/full" and answer:
            again = types.SemanticTokensDeltaParams(document, answer["resultId"])
            await session.ask("textDocument/semanticTokens/full/delta", again)
            other = types.SemanticTokensDeltaParams(document, "unknown")
            await session.ask("textDocument/semanticTokens/full/delta", other)
        if method == "textDocument/diagnostic":
            again = types.DocumentDiagnosticParams(document, previous_result_id=answer["resultId"])
            await session.ask(method, again)
    await act(session, can, document, whole)


async def act(session: Session, can: set[str], document, whole: types.Range) -> None:
    """Code actions and what they change."""
    if "textDocument/codeAction" not in can:
        return
    structure = session.client.protocol._converter.structure
    for only in [None, ["source.fixAll"], ["refactor"], ["quickfix"]]:
        context = types.CodeActionContext(diagnostics=[], only=only)
        for action in await session.ask("textDocument/codeAction", types.CodeActionParams(document, whole, context)) or []:
            if "edit" not in action and "command" not in action and "disabled" not in action:
                resolved = await session.ask("codeAction/resolve", structure(action, types.CodeAction))
                assert resolved.get("edit"), action


async def ask_about_places(session: Session, can: set[str], uri: str, at: types.Position) -> None:
    document = types.TextDocumentIdentifier(uri)
    place = {"text_document": document, "position": at}
    options = types.FormattingOptions(tab_size=2, insert_spaces=True)
    for method, params in [
        ("textDocument/hover", types.HoverParams(**place)),
        ("textDocument/definition", types.DefinitionParams(**place)),
        ("textDocument/declaration", types.DeclarationParams(**place)),
        ("textDocument/typeDefinition", types.TypeDefinitionParams(**place)),
        ("textDocument/references", types.ReferenceParams(context=types.ReferenceContext(True), **place)),
        ("textDocument/documentHighlight", types.DocumentHighlightParams(**place)),
        ("textDocument/signatureHelp", types.SignatureHelpParams(**place)),
        ("textDocument/linkedEditingRange", types.LinkedEditingRangeParams(**place)),
        ("textDocument/selectionRange", types.SelectionRangeParams(document, [at])),
        ("textDocument/prepareRename", types.PrepareRenameParams(**place)),
        ("textDocument/rename", types.RenameParams(new_name="another-name", **place)),
        ("textDocument/onTypeFormatting", types.DocumentOnTypeFormattingParams(document, at, "}", options)),
    ]:
        if method in can:
            await session.ask(method, params)
    structure = session.client.protocol._converter.structure
    completion = await session.ask("textDocument/completion", types.CompletionParams(**place))
    for item in (completion or {"items": []})["items"][:2]:
        await session.ask("completionItem/resolve", structure(item, types.CompletionItem))
    for item in await session.ask("textDocument/prepareCallHierarchy", types.CallHierarchyPrepareParams(**place)) or []:
        item = structure(item, types.CallHierarchyItem)
        await session.ask("callHierarchy/incomingCalls", types.CallHierarchyIncomingCallsParams(item))
        await session.ask("callHierarchy/outgoingCalls", types.CallHierarchyOutgoingCallsParams(item))


async def ask_everything(session: Session, announced: dict, step: int) -> set[str]:
    can = {method for key in announced if key in METHODS for method in METHODS[key]}
    encoding = announced["positionEncoding"]
    for name, text in [("first.prog", FIRST), ("second.prog", SECOND), ("third.prog", THIRD), ("progc.toml", CONFIG)]:
        await session.open(name, text)
        places = list(positions(text, encoding))
        await ask_about_files(session, can, session.uri(name), places[-1])
        for at in places[::step]:
            await ask_about_places(session, can, session.uri(name), at)
    for query in ["", "gate", "zzz"]:
        await session.ask("workspace/symbol", types.WorkspaceSymbolParams(query))
    if "workspace/diagnostic" in can:
        first = await session.ask("workspace/diagnostic", types.WorkspaceDiagnosticParams([]))
        known = [types.PreviousResultId(i["uri"], i["resultId"]) for i in first["items"]]
        await session.ask("workspace/diagnostic", types.WorkspaceDiagnosticParams(known))
    if "fileOperations" in announced.get("workspace", {}):
        moved = types.FileRename(session.uri("runbooks/gateway.md"), session.uri("runbooks/payment.md"))
        await session.ask("workspace/willRenameFiles", types.RenameFilesParams([moved]))
    else:
        can.discard("workspace/willRenameFiles")
    return can


@pytest.mark.asyncio
@pytest.mark.parametrize("name", CLIENTS)
async def test_every_answer_is_the_protocols(name: str, tmp_path: pathlib.Path):
    session, announced = await start(tmp_path, CLIENTS[name]())
    unknown = announced.keys() - METHODS.keys()
    assert not unknown, f"announced and not asked for here: {unknown}"
    # One asks at every place; for the others it is about the shape.
    can = await ask_everything(session, announced, 1 if name == "everything" else 3)
    document = session.uri("first.prog")
    session.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(document)))
    await session.ask("shutdown", None)
    session.client.exit(None)
    await asyncio.wait_for(session.client._server.wait(), 20)

    assert session.faults == []
    assert all(error["code"] == REQUEST_FAILED for _, error in session.refusals), session.refusals
    silent = [m for m in can if not any(session.answers.get(m, []))]
    assert not silent, f"never more than nothing: {silent}"
    if "diagnosticProvider" not in announced:
        rules = {d["code"] for p in session.pushed for d in p["diagnostics"]}
        assert {"syntax", "unresolved-name"} <= rules
    assert session.client._server.returncode == 0
