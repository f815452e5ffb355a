"""Which machine a request comes from, as far as tries are counted by it."""

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest

NETWORK = 64  # bits of an IPv6 address that one household has


def address_of(request: HttpRequest) -> str:
    """The caller's address, a household's network for IPv6; "" when it cannot be known.

    Behind proxies (`STAFETT_PROXIES` says how many) it is what the outermost of ours wrote down;
    anything further left in the header is the caller's own word.
    """
    told = request.META.get("REMOTE_ADDR", "")
    if settings.STAFETT_PROXIES:
        chain = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        place = len(chain) - settings.STAFETT_PROXIES
        told = chain[max(place, 0)].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        mapped = address.ipv4_mapped
        return str(mapped) if mapped else str(int(address) >> (128 - NETWORK))
    return str(address)
