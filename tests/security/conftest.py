"""The same site as for pages, and connections to it that stay open."""

from __future__ import annotations

from tests.web.conftest import Site, make_site, server, site

__all__ = ["Site", "make_site", "server", "site"]
