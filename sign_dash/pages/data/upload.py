"""How files come from the browser: in pieces, straight to the disk. A table of 200 MB never lies in memory whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask, Response, jsonify, request

from compute.errors import UserError
from sign_dash.language import spoken
from sign_dash.server.read_only import read_only, reason

if TYPE_CHECKING:
    from sign_dash.pages.data.drafts import Drafts

ROUTE: Final = "/_upload"
LARGEST_PIECE: Final = 32 * 1024 * 1024


def register_upload(server: Flask, drafts: Drafts) -> None:
    """Add the address files are sent to: ``POST _upload?draft=&new=&file=&offset=&size=&name=`` with a piece as the
    body.

    Answers ``{"draft", "file"}``, the tokens to send with the next piece (file "" once it is complete), or
    ``{"problem"}``. Where no answer comes the same piece is sent again: so the sender chooses the tokens itself,
    ``new`` of a draft that is not there yet. That the request comes from a page of this server is seen to by
    :mod:`sign_dash.server.guard`.
    """

    @server.post(ROUTE)
    def take() -> tuple[Response, int]:
        if read_only():
            return jsonify({"problem": reason()}), 403
        told = request.args
        length = request.content_length
        try:
            if length is None or not 0 <= length <= LARGEST_PIECE:
                raise UserError("The upload request was invalid; reload the page.")
            draft = told.get("draft", "")
            token = draft if draft else drafts.new(told.get("new", ""))
            file = drafts.receive(
                token,
                told.get("file", ""),
                told.get("offset", -1, type=int),
                told.get("size", -1, type=int),
                told.get("name", ""),
                request.stream,  # type: ignore[arg-type]
                length,
            )
        except UserError as error:
            return jsonify({"problem": spoken(error)}), 400
        return jsonify({"draft": token, "file": file}), 200

    @server.delete(ROUTE)
    def give_up() -> tuple[Response, int]:
        """``DELETE _upload?draft=&file=``: a file was stopped on its way; nothing of it stays."""
        if read_only():
            return jsonify({"problem": reason()}), 403
        try:
            drafts.give_up(request.args.get("draft", ""), request.args.get("file", ""))
        except UserError as error:
            return jsonify({"problem": spoken(error)}), 400
        return jsonify({}), 200
