"""Web and mail addresses: complete, and leading where they seem to lead."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from ..messages import printable, quoted
from .characters import forbidden_characters, script_of
from .parsers import parse_text

__all__ = [
    "ascii_host",
    "is_web_url",
    "parse_address",
    "split_addresses",
    "unopened_addresses",
    "with_ascii_hosts",
]

_LABEL = r"[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?"
_HOST = rf"(?:{_LABEL}\.)+(?!\d+(?:[:/?#]|$)|0x)[a-z\d](?:[a-z\d-]{{0,61}}[a-z\d])?"
"""A host by name, of at least two labels; a last one of digits would be part of a number (WHATWG
URL Standard, 3.5)."""
_PLAIN_HOST = re.compile(_HOST, re.ASCII)
_PLAIN_URL = re.compile(rf"https?://(?!.*xn--){_HOST}(?:/[\w./~%?=&#+-]*)?", re.ASCII)
"""What nearly all URLs look like, and what needs no closer look."""
_LONGEST_HOST = 253
_SCHEME = r"(?:https?://|mailto:)"
_SEVERAL = re.compile(rf"[\s,;|]+(?:and\s+|&\s*)?(?={_SCHEME})", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"(?<=[a-z\d])https?://", re.IGNORECASE)
_AROUND = "<>\"'“”‘’«»"
_BEHIND = ".,;"
"""What sentences and mail programs put around an address."""
_DOUBTFUL_HOST = re.compile(
    r"(?://|\.)(?:login|sign-?in|sso|adfs|intranet|webmail|localhost|sharepoint|microsoftonline|"
    r"officeapps|teams|outlook|1drv|accounts|mail|safelinks|urldefense|google|facebook|"
    r"linkprotect|mimecast|mimecastprotect|emailprotection|clicktime|secure-web|\d+|"
    r"microsoftstream|office|cloud\.microsoft|dropbox|powerbi|chatgpt|yammer|asana|"
    r"[\w-]+\.(?:local|internal|intranet|lan|corp|home))(?![\w-])|/wp-(?:admin|login)|preview=true"
    r"|\.\.\.|…",
    re.IGNORECASE,
)
"""What may be in the host of an address that residents cannot open; nearly none has it."""
_SIGN_IN = re.compile(
    r"(?:.+\.)?(?:sharepoint\.com|microsoftonline\.com|officeapps\.live\.com)"
    r"|(?:teams|outlook)\.(?:microsoft|office|office365|live|cloud\.microsoft)\.com"
    r"|(?:accounts|mail)\.google\.com"
    r"|(?:.+\.)?(?:cloud\.microsoft|microsoftstream\.com|yammer\.com)|(?:tasks|www)\.office\.com"
    r"|app\.asana\.com"
    r"|(?:login|sign-?in|sso|adfs|intranet|webmail)\..+"
)
"""Hosts where only those who sign in see anything."""
_OPEN_TO_ALL = re.compile(r"/:[a-z]:/g/")
"""How SharePoint's links begin that are for anyone."""
_NOT_REACHED = re.compile(r"(?:.+\.)?(?:localhost|local|internal|intranet|lan|corp|home)")
_MAIL_WRAPPERS = {
    "safelinks.protection.outlook.com": "url",
    "urldefense.proofpoint.com": "u",
    "urldefense.com": "u",
    "linkprotect.cudasvc.com": "a",
    "safelink.emails.azure.net": "destination",
}
_WRAPPERS = {
    **_MAIL_WRAPPERS,
    "www.google.com": "q",
    "www.google.co.uk": "q",
    "l.facebook.com": "u",
}
"""Hosts whose addresses have another inside them, and where in the query it is."""
_GUARDS = (
    *_MAIL_WRAPPERS,
    *("mimecast.com", "mimecastprotect.com", "url.emailprotection.link"),
    *("clicktime.symantec.com", "secure-web.cisco.com"),
)
"""Hosts through which mail programs lead, in whose addresses the other may not be seen."""
_NOT_PUBLIC = re.compile(
    r"/wp-(?:admin|login)\b|[?&]preview=true(?:&|#|$)"
    r"|//drive\.google\.com/drive/(?:u/\d|my-drive)|//docs\.google\.com/forms/(?:u/|d/[^/]+/edit)"
    r"|//(?:www\.)?dropbox\.com/(?:home|work)\b|//app\.powerbi\.com/groups/"
    r"|//forms\.office\.com/Pages/(?:Design|Analysis)|//chatgpt\.com/c/",
    re.IGNORECASE,
)
"""What is in the address of a page that only its editors see."""
_WITHIN_PATH = re.compile(r"/v3/__(https?:/.+?)__")
"""Where the third form of Proofpoint's addresses has the other one."""
_NOT_IN_URL = re.compile(r"[\s<>\"`\\{}|^]")
_NO_ADDRESS = re.compile(r"n/?a|none|nil|tbc|tbd|not (?:known|applicable|available)", re.IGNORECASE)
_OWN_FILE = re.compile(r"file:|[A-Za-z]:[\\/]|\\\\")
_FILE_NAME = re.compile(
    r"[^/@:]+\.(?:docx?|pdf|xlsx?|pptx?|msg|txt|csv|odt|png|jpe?g)", re.IGNORECASE
)
_BARE_MAILBOX = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)
_ONE_SLASH = re.compile(r"(https?)(?::/|:?//|:)(?=[a-z\d])(?<!://)", re.ASCII | re.IGNORECASE)
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::([1-9]\d{0,4}))?", re.ASCII)
_MAILBOX = re.compile(r"(?!//)[\w.!#$&'*+/=~-]{1,64}@([^@]+)", re.ASCII)
_SUBJECT = re.compile(r"subject=[^&#]+|")
_HOST_IN_TEXT = re.compile(
    r"((?:https?://|mailto:[^\s@]{1,64}@)([^\s/?#:@()\[\]<>\"]+)[^\s()<>\"]*)",
    re.IGNORECASE,
)
_IN_TEXT = re.compile(r"https?://([^\s/?#:@()\[\]<>\"]+)[^\s()<>\"]*(?<![.,;])", re.IGNORECASE)
_EAST_ASIAN = frozenset(("BOPOMOFO", "HANGUL", "HIRAGANA", "KATAKANA"))
"""Scripts that are written together with each other and with Chinese characters."""


def parse_address(found: object) -> str:
    """Return a web or mail address; raise for any scheme but http, https and mailto.

    Raise, too, for one that has a user name, leads to no host, or seems to lead to another.
    """
    text = parse_text(found).strip(_AROUND)
    if not text.endswith("..."):
        text = text.rstrip(_BEHIND).strip(_AROUND)
    if text.endswith(")") and "(" not in text:
        text = text.rstrip(f"){_BEHIND}")
    return _checked(text, for_residents=True)


def _checked(text: str, *, for_residents: bool) -> str:
    is_doubtful = _DOUBTFUL_HOST.search(text) is not None
    if not is_doubtful and len(text) <= _LONGEST_HOST and _PLAIN_URL.fullmatch(text):
        return text
    is_several = _SEVERAL.search(text) or _RUN_TOGETHER.search(text)
    if re.match(_SCHEME, text, re.IGNORECASE) and is_several:
        raise ValueError(
            f"{quoted(text)} is more than one address. Write each on a line of its own that starts"
            ' with "- ".'
        )
    if wanted := _without_words(text) or _other_than_address(text) or _not_in_url(text):
        raise ValueError(wanted)
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https", "mailto"):
        raise ValueError(
            f"{quoted(text)} is not an address. Start it with https:// (or http:// or mailto:)."
        )
    if parts.scheme == "mailto":
        _check_mailbox(text)
    elif "@" in parts.netloc:
        raise ValueError(
            f"{quoted(text)} is not an address to publish: the user name in front of the @ hides"
            " where it leads. Delete the name and the @."
        )
    else:
        authority = _AUTHORITY.fullmatch(parts.netloc)
        if authority is None or int(authority[2] or 1) > 65535:
            raise _NotAHostError(text, parts.netloc)
        if for_residents and (is_doubtful or "." not in authority[1]):
            _check_residents_can_open(text, authority[1].lower())
        _check_host(text, authority[1])
    return text


def _other_than_address(text: str) -> str:
    """Return what to write for what is no address and has a plain meaning, or nothing."""
    if _NO_ADDRESS.fullmatch(text):
        return f"{quoted(text)} is no address. Where there is none, delete the line."
    if _OWN_FILE.match(text) or _FILE_NAME.fullmatch(text):
        return (
            f"{quoted(text)} is not an address: it is a file, which residents cannot open."
            " Put the document on a public page, and write that page's address."
        )
    if _BARE_MAILBOX.fullmatch(text):
        return (
            f"{quoted(text)} is not an address: it lacks mailto: in front of it."
            f" Write mailto:{text}"
        )
    if re.match(_SCHEME, text, re.IGNORECASE) and ("…" in text or "..." in text):
        return (
            f"{quoted(text)} is not a whole address: three dots are where it was shortened. Copy it"
            " from your browser."
        )
    if found := _ONE_SLASH.match(text):
        wanted = f"{found[1]}://{text[found.end() :]}"
        return f"{quoted(text)} is not an address: it lacks the two slashes. Write {wanted}"
    return ""


def _not_in_url(text: str) -> str:
    """Return what to write where a URL has a character that none has, or nothing."""
    wrong = _NOT_IN_URL.search(text) if re.match(r"https?:", text, re.IGNORECASE) else None
    if wrong is None:
        return ""
    return (
        f"{quoted(text)} is not an address: it has {quoted(wrong[0])} in it, which none has. Copy"
        " it from your browser."
    )


def _without_words(text: str) -> str:
    """Return what to write where there is more than an address, or nothing where there is not."""
    start = re.search(r"https?://", text, re.IGNORECASE)
    if start is None or not re.search(r"[\s\[\]()]", text):
        return ""
    if start.start():
        return (
            f"{quoted(text)} has words beside its address. Write only the address; what is found"
            ' there goes into the note, or behind "title:" in a file.'
        )
    if re.search(r"\s", text):
        return (
            f"{quoted(text)} has a space. Write only the address, and %20 for a space that belongs"
            " to it."
        )
    return ""


def split_addresses(text: str) -> tuple[str, ...]:
    """Return the addresses of a text that has several, or the text where it has other words."""
    parts = [part.strip(_AROUND).rstrip(_BEHIND) for part in _SEVERAL.split(text)]
    words = [word.strip(_AROUND).rstrip(_BEHIND) for part in parts for word in part.split()]
    is_clear = all(re.match(_SCHEME, word, re.IGNORECASE) for word in words)
    return tuple(words if is_clear else [text])


def _check_residents_can_open(text: str, host: str) -> None:
    """Raise `ValueError` where only some people, or nobody, can open an address."""
    parts = urlsplit(text)
    for wrapper, name in _WRAPPERS.items():
        if _is_within(host, wrapper):
            within = _WITHIN_PATH.match(parts.path)
            inner = within[1] if within else parse_qs(parts.query).get(name, [""])[0]
            inner = inner.replace("-3A__", "://")
            if inner.startswith("http"):
                raise ValueError(
                    f"{quoted(text)} leads through {wrapper}, which notes who opens it."
                    f" Write the address inside it: {printable(inner)}"
                )
    if any(_is_within(host, guard) for guard in _GUARDS):
        raise ValueError(
            f"{quoted(text)} leads through {host}, which notes who opens it. Open it, and write the"
            " address that your browser then shows."
        )
    is_open = _OPEN_TO_ALL.match(parts.path)
    if (_SIGN_IN.fullmatch(host) and not is_open) or _NOT_PUBLIC.search(text):
        raise ValueError(
            f"{quoted(text)} leads to where people must sign in, and residents cannot."
            " Put the document on a public page, and write that page's address."
        )
    is_private = False
    with contextlib.suppress(ValueError):
        number = ip_address(host.strip("[]"))
        is_private = number.is_private or number.is_loopback or number.is_link_local
    is_one_name = re.fullmatch(r"[\w-]+", host) is not None
    if is_private or _NOT_REACHED.fullmatch(host) or is_one_name:
        raise ValueError(
            f"{quoted(text)} cannot be reached by residents: {quoted(host)} is a name or number"
            " within one network. Write the address of a public page."
        )


def _is_within(host: str, domain: str) -> bool:
    return host == domain or host.endswith(f".{domain}")


def unopened_addresses(text: str) -> Iterator[tuple[str, str]]:
    """Return the web addresses of a text that only some people can open, and what to do."""
    if "://" not in text or not _DOUBTFUL_HOST.search(text):
        return
    for found in _IN_TEXT.finditer(text):
        try:
            _check_residents_can_open(found[0], found[1].lower())
        except ValueError as error:
            yield found[0], str(error)


def is_web_url(text: str) -> bool:
    """Whether a text is a complete URL with the scheme http or https, be it within one network."""
    try:
        _checked(text, for_residents=False)
    except ValueError:
        return False
    return text.casefold().startswith("http") and not forbidden_characters(text)


def ascii_host(host: str) -> str:
    """Return a host as the network has it, `xn--mnchen-3ya.example`; raise where it has no form.

    By IDNA 2008 (RFC 5891), as domains are registered.
    """
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - few plans need it, and loading it takes time

    return idna.encode(host.lower(), strict=True).decode("ascii")


def with_ascii_hosts(text: str) -> str:
    """Return text in which each address with other letters is followed by its host in ASCII."""

    def written_out(found: re.Match[str]) -> str:
        try:
            host = ascii_host(found[2])
        except ValueError:
            return found[0]
        return found[0] if host == found[2] else f"{found[0]} ({host})"

    return text if text.isascii() else _HOST_IN_TEXT.sub(written_out, text)


class _NotAHostError(ValueError):
    """An address names no host that can be."""

    def __init__(self, text: str, host: str) -> None:
        super().__init__(
            f"{quoted(text)} is not an address: {quoted(host)} cannot be the name of a site."
            " Copy the address from your browser."
        )


def _check_host(text: str, host: str) -> None:
    """Raise `ValueError` for a host that cannot be, or that looks like another one."""
    if host.startswith("["):
        if not _is_ip_address(host[1:-1]):
            raise _NotAHostError(text, host)
        return
    try:
        in_ascii = ascii_host(host) if len(host) <= _LONGEST_HOST else ""
        in_letters = _in_letters(in_ascii)
    except ValueError as error:
        raise _NotAHostError(text, host) from error
    is_named = _PLAIN_HOST.fullmatch(in_ascii.lower()) and len(in_ascii) <= _LONGEST_HOST
    if not is_named and not _is_ip_address(in_ascii):
        raise _NotAHostError(text, host)
    for label in in_letters.split("."):
        scripts = {script_of(letter) for letter in label if letter.isalpha()}
        if scripts & (_EAST_ASIAN | {"CJK"}):
            scripts -= {*_EAST_ASIAN, "CJK", "LATIN"}
            scripts.add("CJK")
        if len(scripts) > 1:
            raise ValueError(
                f"{quoted(text)} is not an address to trust: {quoted(label)} has letters of more"
                " than one alphabet, so that it looks like another name. Copy the address from"
                " your browser."
            )


def _in_letters(host: str) -> str:
    """Return a host with its labels in the letters that they are read as; raise `ValueError`."""
    if "xn--" not in host.lower():
        return host
    import idna  # noqa: PLC0415 - few plans need it, and loading it takes time

    return idna.decode(host)


def _is_ip_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text


def _check_mailbox(text: str) -> None:
    """Raise `ValueError` where a mail address is not one mailbox, perhaps with a subject."""
    mailbox, _, query = text.partition(":")[2].partition("?")
    matched = _MAILBOX.fullmatch(mailbox)
    subject = unquote(query)
    if (
        matched is None
        or not _SUBJECT.fullmatch(query)
        or "\n" in subject
        or forbidden_characters(subject)
    ):
        raise ValueError(
            f"{quoted(text)} is not an address. Write one mailbox, like mailto:clerk@example.org,"
            " with nothing behind it but ?subject=…"
        )
    _check_host(text, matched[1])
