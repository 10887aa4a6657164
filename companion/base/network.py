"""By which address others in the network reach this machine."""

from __future__ import annotations

import fcntl
import ipaddress
import socket
import struct
from typing import Final

SIOCGIFADDR: Final = 0x8915
ANY: Final = ("0.0.0.0", "::")
"""What `HOST` is when the server listens on all addresses."""


def is_loopback(host: str) -> bool:
    """Whether `host` means the machine itself, and so something else on every other one."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def lan_address() -> str:
    """This machine's address in its network, or `localhost` if it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documents; connecting a datagram socket only picks a route
            return str(probe.getsockname()[0])
        except OSError:
            # A switch or router without a way on gives no such route, and is a network all the same.
            return next(iter(_addresses()), "localhost")


def _addresses() -> list[str]:
    """The addresses of this machine's network interfaces that others can reach, in the order of the interfaces."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        for _, name in socket.if_nameindex():
            try:
                answer = fcntl.ioctl(probe, SIOCGIFADDR, struct.pack("256s", name.encode()[:15]))
            except OSError:
                continue  # it has none
            address = ipaddress.ip_address(answer[20:24])
            if not address.is_loopback and not address.is_link_local:
                found.append(str(address))
    return found
