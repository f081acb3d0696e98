"""From where a request comes."""

import ipaddress

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest


def network_of(request: HttpRequest) -> str:
    """The address of the client, of IPv6 the /64 that one household has; "" outside the web.

    Behind proxies as many are trusted as settings say (TRUSTED_PROXIES); a forged header changes nothing.
    """
    address = get_client_ip(request)
    if not address:
        return ""
    parsed = ipaddress.ip_address(address)
    if isinstance(parsed, ipaddress.IPv6Address) and not parsed.ipv4_mapped:
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)
