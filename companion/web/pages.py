"""Live pages: each carries the state that its scripts start from, so the first paint needs no round trip."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import msgspec
from flask import current_app, g, render_template, request
from flask_babel import gettext
from markupsafe import Markup

from companion import Services
from companion.base import qr
from companion.base.network import ANY, is_loopback, lan_address
from companion.core.actors import ON_PODIUM, Actor
from companion.core.table import Table
from companion.identity.actor import about, actor, allowed_class
from companion.store.client import StoreDown
from companion.store.signs import ended
from companion.web.base import LANGUAGES
from companion.web.sight import first_sight


def services() -> Services:
    """The application's parts."""
    found: Services = current_app.extensions["companion"]
    return found


def live_page(page: str, slug: str, viewer_class: str, **more: Any) -> str:
    """Render the template of `page` for a viewer class. Raises `Refusal` if there is no such event or right."""
    who = actor(slug, create=True)
    shown = allowed_class(who, viewer_class)
    hub = services().hubs.get(slug)
    voted = voted_by(slug, who, viewer_class)
    # From here to the documents nothing waits, so all of it is from one version.
    table = services().replica.table(slug)
    clock, event = table.get("clock", slug), table.get("event", slug)
    boot = {
        "event": slug,
        "as": viewer_class,
        "me": about(who, slug),
        "lang": g.lang,
        "languages": LANGUAGES,
        "build": hub.build,
        "epoch": table.epoch,
        "now": services().commands.event_now(slug),
        "speed": clock["speed"] if clock else 1,
        "page": page,
        **addresses(table, slug),
        **more,
    }
    documents = [embed("boot", msgspec.json.encode(boot)), embed("state", hub.state_json(shown))]
    if viewer_class == "stage" and ON_PODIUM in who.runs:
        documents.append(embed("mine", hub.mine_json("", runs=frozenset({ON_PODIUM}))))
    if viewer_class != "stage":  # a whole room reads it
        documents.append(
            embed("mine", hub.mine_json(who.pid, voted, who.runs if viewer_class == "all" else frozenset()))
        )
    title = event["title"] if event else slug
    short = (event and event.fields.get("short")) or title
    home = f"/e/{slug}/{'watch' if who.chosen and who.mode == 'remote' else ''}"
    sight = first_sight(table, slug, boot["now"])
    return render_template(
        f"{page}.html", title=title, short=short, documents=documents, event=event, boot=boot, home=home, sight=sight
    )


def voted_by(slug: str, who: Actor, viewer_class: str) -> frozenset[str]:
    """The audiences that `who` is in by having voted; none while the store is away, which costs only a moment of results."""
    try:
        return services().commands.ballot_box.voted(slug, [who])[0] if viewer_class == "all" else frozenset()
    except StoreDown:
        return frozenset()


def event_key(slug: str) -> str:
    """The key that everything of an event is derived from. Raises `Refusal("no_event")`."""
    return services().replica.follower(slug).key(services().settings.secret_key)


def embed(id: str, json: bytes) -> Markup:
    """JSON as an inert element of the page; `<` is written so that no text can end the element."""
    inert = json.decode().replace("<", "\\u003c")
    return Markup('<script type="application/json" id="%s">%s</script>') % (id, Markup(inert))


def addresses(table: Table, slug: str) -> dict[str, str]:
    """How people join: the on-site and the remote address."""
    event = table.get("event", slug)
    code = event["code"] if event else ""
    base = base_url()
    return {"join": f"{base}/j/{code}", "remote": f"{base}/r/{code}"}


def base_url() -> str:
    """The address that people outside reach this server by, without a slash at the end.

    Whoever looks at it on the server itself would hand out an address that leads everybody else to their own device; so they
    get the one that it has in the network, if it listens there.
    """
    settings = services().settings
    if settings.public_url:
        return settings.public_url
    asked = urlsplit(request.host_url)
    found = lan_address() if settings.host in ANY and is_loopback(asked.hostname or "") else "localhost"
    if is_loopback(found):
        return request.host_url.rstrip("/")
    return f"{asked.scheme}://{found}" + (f":{asked.port}" if asked.port else "")


def unreachable() -> str:
    """A sentence in the reader's language where nobody else can open the addresses that this page shows; else nothing."""
    if not is_loopback(urlsplit(base_url()).hostname or ""):
        return ""
    return str(
        gettext(
            "Only this computer can open the addresses and QR codes that are shown here. Open this page by the computer’s"
            " address in the network, or set PUBLIC_URL."
        )
    )


def server_notes() -> list[str]:
    """What organisers should know of this server, in their language."""
    found = [text] if (text := unreachable()) else []
    if ways := services().store.condition.accepted:
        text = gettext(
            "This server’s store may lose what was saved: %(ways)s. It is set up like that (STORE_MAY_LOSE).",
            ways=", ".join(ways),
        )
        found.append(text)
    try:
        gone = ended(services().store)
    except StoreDown:
        gone = []  # the page says that itself
    if "clock" in gone:
        found.append(
            gettext("The server’s clock process has ended: nothing begins or ends by itself. It has to be started.")
        )
    if "worker" in gone:
        found.append(gettext("The server’s worker has ended: no summary and no report is made. It has to be started."))
    return found


def for_remote(slug: str) -> dict[str, str]:
    """What pages that are seen elsewhere say of joining: only the remote address."""
    return {"join": addresses(services().replica.table(slug), slug)["remote"]}


def with_codes(slug: str) -> dict[str, str]:
    """The join addresses and that of the summary as pictures, for screens and posters."""
    found = addresses(services().replica.table(slug), slug)
    summary = f"{base_url()}/e/{slug}/summary"
    codes = {"qr": found["join"], "qr_remote": found["remote"], "qr_summary": summary}
    return {"summary": summary} | {name: qr.data_uri(address) for name, address in codes.items()}
