"""What every page and endpoint shares: language, origin check, security headers, errors, compression."""

from __future__ import annotations

import gzip
import logging
import secrets
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from flask import Flask, Request, Response, g, redirect, render_template, request, send_file
from flask_babel import Babel, gettext
from werkzeug.exceptions import HTTPException, NotFound, RequestEntityTooLarge
from whitenoise import WhiteNoise

from companion.base.assets import Assets
from companion.base.paths import ROOT
from companion.core.errors import Refusal
from companion.identity.device import save
from companion.identity.origin import check_origin, secure
from companion.store.client import StoreDown
from companion.web.wording import wording

log = logging.getLogger(__name__)
T = TypeVar("T")
LANGUAGES = ("de", "en")
LANG_COOKIE = "lang"
FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})
GZIP_FROM = 1024
YEAR_S = 365 * 24 * 3600
RTL = frozenset({"ar", "fa", "he", "ur"})


def register(app: Flask, assets: Assets) -> None:
    """Attach the shared parts to `app`."""
    Babel(app, default_translation_directories=str(ROOT / "companion" / "translations"), locale_selector=_locale)
    # Every file name under dist carries a hash of its content.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app, root=str(assets.dist), prefix="static", max_age=YEAR_S, immutable_file_test=lambda path, url: True
    )
    app.before_request(_before)
    app.after_request(_after)
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(StoreDown, lambda error: refused(Refusal("store_down")))
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _broken)
    app.jinja_env.globals.update(
        asset=lambda name: assets.url(name, wording(g.lang)),
        languages=LANGUAGES,
        **{"_": gettext},
    )
    app.context_processor(lambda: {"lang": g.lang, "dir": direction(g.lang), "csp_nonce": g.nonce})


def direction(lang: str) -> str:
    """The writing direction of a language, for `<html dir>`."""
    return "rtl" if lang in RTL else "ltr"


def body(kind: type[T], code: str = "bad_request", detail: str = "") -> T:
    """The request's JSON as a `kind`. Raises `Refusal(code, detail)` if it is none, or too deep to read."""
    try:
        return msgspec.json.decode(request.get_data(), type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        raise Refusal(code, detail) from None


def check_form() -> None:
    """Refuse what no form sends: read as a form it would be an empty one. Raises `Refusal("bad_request")`."""
    if request.mimetype not in FORMS:
        raise Refusal("bad_request")


def reply(data: Any, status: int = 200) -> Response:
    """`data` as JSON that no cache keeps."""
    return Response(msgspec.json.encode(data), status, mimetype="application/json")


def by_hand() -> bool:
    """Whether a form was sent by a browser without scripts, so that a page is to be shown."""
    return request.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def form_page(text: str, status: int = 200) -> Response:
    """A page with a form that is sent without scripts too: with no referrer at all, a browser says that the form comes from
    nowhere, and it is refused.
    """
    response = Response(text, status, content_type="text/html; charset=utf-8")
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def attachment(content: bytes | Path, kind: str, name: str) -> Response:
    """Bytes or a file, to be saved under a name.

    Never shown inline: it would be a page of this origin that others may have written.
    """
    if isinstance(content, Path):
        response = send_file(content, kind, as_attachment=True, download_name=name, etag=False)
    else:
        response = Response(content, content_type=kind)
        response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def message(refusal: Refusal) -> str:
    """A refusal's sentence in the reader's language."""
    return str(gettext(refusal.msgid, detail=refusal.detail) if "%(" in refusal.msgid else gettext(refusal.msgid))


def refused(refusal: Refusal) -> Response:
    """A refusal as a page for people, and as JSON for programs."""
    text = message(refusal)
    if wants_page(request):
        wall = request.endpoint == "screen.screen"
        page = render_template(
            "error.html",
            code=refusal.code,
            message=text,
            status=refusal.status,
            wall=wall,
            overlay=wall and request.args.get("overlay") == "1",
        )
        response = Response(page, refusal.status)
    else:
        response = reply({"ok": False, "code": refusal.code, "message": text}, refusal.status)
    if refusal.status in (429, 503):
        response.headers["Retry-After"] = "5"
    return response


def wants_page(asked: Request) -> bool:
    """Whether a person reads the answer rather than a script."""
    return asked.method == "GET" and asked.accept_mimetypes.best_match(["application/json", "text/html"]) == "text/html"


def _before() -> Response | None:
    g.nonce = secrets.token_urlsafe(16)
    wanted = request.args.get("lang") if request.method == "GET" else None
    g.lang = wanted if wanted in LANGUAGES else _preferred()
    check_origin(request)
    if wanted in LANGUAGES and wants_page(request):
        rest = urlencode([(k, v) for k, v in request.args.items() if k == "overlay"])
        response = redirect(quote(request.path) + (f"?{rest}" if rest else ""), 303)
        response.set_cookie(LANG_COOKIE, g.lang, max_age=YEAR_S, samesite="Lax", httponly=True, secure=secure(request))
        return response  # type: ignore[return-value]
    return None


def _preferred() -> str:
    chosen = request.cookies.get(LANG_COOKIE)
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def _locale() -> str:
    return wording(str(g.get("lang", LANGUAGES[0])))


def _after(response: Response) -> Response:
    if "nonce" not in g or "taken_over" in g:
        return response
    save(response)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    if response.mimetype == "text/html":
        response.headers["Content-Security-Policy"] = _policy()
        response.headers["Permissions-Policy"] = "camera=(self), microphone=(), geolocation=(), interest-cohort=()"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Content-Language"] = g.lang
        _compress(response)
    return response


def _policy() -> str:
    frames = "https:" if g.get("frames") else "'none'"
    wasm, worker, types = (
        (" 'wasm-unsafe-eval'", "worker-src 'self'; ", " desk-worker") if g.get("desk") else ("", "", "")
    )
    return (
        f"default-src 'none'; script-src 'nonce-{g.nonce}' 'strict-dynamic'{wasm}; style-src 'self'; img-src 'self' data:; "
        f"connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-src {frames}; {worker}base-uri 'none'; "
        f"frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html{types}"
    )


def _compress(response: Response) -> None:
    if response.is_streamed or not request.accept_encodings["gzip"] or response.content_encoding:
        return
    body = response.get_data()
    if len(body) >= GZIP_FROM:
        response.set_data(gzip.compress(body, 6, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        response.headers.add("Vary", "Accept-Encoding")


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, NotFound):
        return refused(Refusal("not_here"))
    if isinstance(error, RequestEntityTooLarge):
        return refused(Refusal("too_large"))
    if error.code is not None and error.code >= 400:
        response = refused(Refusal("bad_request"))
        response.status_code = error.code
        return response
    return error.get_response()  # type: ignore[return-value]


def _broken(error: Exception) -> Response:
    # The trace names code, never the words of a participant: those are only ever in arguments.
    log.error("request failed", exc_info=error)
    return refused(Refusal("broken"))
