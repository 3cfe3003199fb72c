"""Amounts and other numbers as people write them: whatever has not one meaning is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from ..formatting import CURRENCY_SYMBOLS
from ..messages import quoted
from ..problems import OfPlanError, PlanCause
from .parsers import QUOTES, parse_text, parse_words

__all__ = [
    "MOST_DIGITS",
    "Number",
    "json_number",
    "parse_amount",
    "parse_currency",
    "parse_number",
    "parse_unit",
]

MOST_DIGITS = 15
"""Digits of an amount that every program reads exactly (JSON's numbers are doubles)."""

_SIGNS: Mapping[str, tuple[str, ...]] = {
    "GBP": ("£", "pounds"),
    "EUR": ("€", "euros", "euro"),
    "USD": ("US$", "$", "dollars"),
    "CAD": ("CA$", "C$", "$"),
    "AUD": ("AU$", "A$", "$"),
    "NZD": ("NZ$", "$"),
    "CHF": ("SFr.", "Fr."),
    **dict.fromkeys(("DKK", "ISK", "NOK", "SEK"), ("kr.", "kr")),
    "PLN": ("zł",),
    "CZK": ("Kč",),
    "JPY": ("¥", "円"),
    "INR": ("₹",),
}
"""What people write for a currency beside its code; what the site prints is `CURRENCY_SYMBOLS`."""
_ANY_SIGN = tuple(sorted({*_SIGNS, *(sign for signs in _SIGNS.values() for sign in signs)})[::-1])

# The words are those of English, and what is beside amounts in German, French and Japanese.
_FACTORS: Mapping[str, int] = {
    **dict.fromkeys(("k", "thousand", "tsd.", "tsd", "千"), 10**3),
    "万": 10**4,
    **dict.fromkeys(("m", "mn", "mln", "million", "millions", "mio.", "mio"), 10**6),
    "億": 10**8,
    **dict.fromkeys(("bn", "billion", "milliards", "milliard", "mrd.", "mrd"), 10**9),
}
_FACTOR = rf"(?:{'|'.join(map(re.escape, sorted(_FACTORS, reverse=True)))})"
_WITH_WORD = re.compile(r"(.*\d) (thousand|million|billion)", re.IGNORECASE)
"""A number alone has no letters for these: `5 m` are metres."""
_WITH_FACTOR = re.compile(rf"(.*\d) ?({_FACTOR})", re.IGNORECASE)

# Digits are 0 to 9: Python's `\d`, without re.ASCII, has those of every script.
_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_BY_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_BY_SPACES = re.compile(r"[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?", re.ASCII)
_UNDIVIDED = re.compile(r"\d+(?:\.\d+|,\d{1,2})?|0,\d+", re.ASCII)
_DIGIT_LOST = re.compile(r",\d{3}\.\d$", re.ASCII)
_CUT_SHORT = re.compile(r"([1-9]\d{0,2}),(\d{1,2})", re.ASCII)
_SPACED_MARK = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)", re.ASCII)

_LOOKS_LIKE = str.maketrans("OoIl", "0011")
"""Letters that look like digits."""
_SHORTENED = r"\d(?:\.\d+)?E[+]?\d\d$"
_NEGATIVE = r"[^\d\s]{0,3} ?[-−] ?[^\d\s]{0,3} ?\d"
_IN_BRACKETS = rf"[^\d\s()]{{0,3}} ?\( ?[^\d\s()]{{0,3}} ?\d[\d., ]*\)? ?{_FACTOR}?\)?$"
"""How accounts write what is less than nothing."""
_EACH_YEAR = (
    r"(?<![a-z])p\.?a\b|\b(?:per|each|every|a) (?:year|annum)\b|\bannually\b|\byearly\b|/year\b"
)
_ABOUT = (
    r"[~≈±<>]|(?:about|approx|around|roughly|circa|ca?\.|c(?= ?[^\w\s]?\d)|up to|under|over|between"
    r"|from|no (?:more|less) than|at least|at most|more than|less than|max|min|est)"
)
_FLAGS = re.IGNORECASE | re.ASCII
_SUM = r"\d[^+]*\+[^+]*\d"
_FROM_TO = rf"\d ?{_FACTOR}? ?(?:-|–|—|/|\bto\b|\bor\b) ?[^\d\s]{{0,3}} ?\d"
# What is close behind a number may multiply it in another language: "12 Mio.", "1,200万円".
_PERHAPS_A_FACTOR = re.compile(
    r" ?(?!(?:a|all|and|at|bids?|by|each|ex|excl|excluding|for|from|grants?|in|inc|incl|including"
    r"|is|match|of|on|one|over|p|pa|per|plus|pro|revenue|capital|savings?|contingency|subject|to|total"
    r"|was|were|with)\b)[^\W\d_]",
    re.IGNORECASE,
)
_ABOUT_THE_AMOUNT = (
    r"(?:agreed|allocat(?:ed|ion)|amount|approved|bids?|budget(?:ed)?|capital|contingency|costs?"
    r"|existing|grants?|revenue|savings?|the|total|up)"
)
"""Words that may be in front of an amount and leave it what it is, as `half of` does not."""
_BEFORE = rf"(?:{_ABOUT_THE_AMOUNT}(?: of)?\b|[\W_])*$"
_MULTIPLIED = (
    rf"(?<![^\W\d_])(?:{_FACTOR}|0{{2,3}}s?|[x×*]|% of|each|apiece|thousands?|millions?|half|times"
    r"|(?:dai|week|month|quarter)ly|(?:an?|every|per) (?:day|week|month|quarter|term)"
    r"|per (?!annum|year)[a-z]+)(?![^\W\d_])"
)
"""What says that the amount beside it may be a part of the whole, or counted in thousands."""
_NO_COST = (
    r"(?:(?:no|without)(?: [a-z]+){0,2} (?:costs?|budget|expenditure|funding|money|spend(?:ing)?)"
    r"|nil|zero|none|nothing|free|cost[ -]neutral|no$)\b(?!.*[(\d])"
)
_NAME = rf"(?!{_ABOUT}|{_ABOUT_THE_AMOUNT})[a-z][a-z &.,-]*\d"
"""What has a number because it is called so: `Section 106`."""
_SIGN = "|".join(map(re.escape, _ANY_SIGN))
_ONE_AMOUNT = rf"(?:(?:{_SIGN}) ?)?\d+(?:[., ]\d+)*(?: ?{_FACTOR}\b)?(?: ?(?:{_SIGN})(?!\w)|)"
_ONE_NUMBER = r"(?<![^\W\d_])[-−]?\d+(?:[., ]\d+)*(?: (?:thousand|million|billion)\b|)"
_MEANT = {
    r"\bcap(?:ital|ex)?\b": "of: capital",
    r"\brev(?:enue)?\b": "of: revenue",
    r"\bbids?\b|\b(?:not|un)[ -]?secured\b|\bsubject to\b": "kind: bid",
    r"\bsavings?\b": "kind: saving",
    r"\bcontingency\b": "kind: contingency",
    r"\bexisting\b": "kind: existing budget",
    r"\b(?:officer|staff)s?['’]? time\b": "kind: officer time",
    r"\bin[ -]kind\b|\bvolunteers?\b": "kind: external",
    r"^see\b": "kind: elsewhere",
}
"""What is meant by words beside an amount of funding, or in place of one."""


class Number(Decimal):
    """A number that is no money: what pages and approvers read has no sign of a currency."""


def json_number(amount: Decimal) -> int | float:
    """Return an amount as JSON has it: exact up to `MOST_DIGITS` digits, which sums may exceed."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def parse_amount(found: object, currency: str | None, *, of_funding: bool = False) -> Decimal:
    """Return the exact amount of `£75,000`, `1.2 million` or `12 500,50 $`; raise for all else.

    Where it is `of_funding`, the message can name the kind of funding that words mean.
    """
    text = parse_text(found).strip(QUOTES)
    readings = _readings(text, currency)
    symbol = CURRENCY_SYMBOLS.get(currency or "", f"{currency} " if currency else "")
    if len(readings) > 1:
        meanings = " or ".join(
            f"{symbol}{amount:,.2f}".removesuffix(".00") for amount in sorted(readings)
        )
        raise ValueError(f"{quoted(text)} can mean {meanings}. Write the one that is meant.")
    if not readings:
        digits = text.translate(_LOOKS_LIKE)
        if digits != text and any(map(str.isdigit, text)) and _readings(digits, currency):
            raise ValueError(
                f"{quoted(text)} is not an amount: it has a letter in the place of a digit. Write"
                f" {quoted(digits)}."
            )
        raise ValueError(_why_not(text, currency, symbol, of_funding=of_funding))
    whole, _, decimals = f"{readings.pop():f}".partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) > 2:
        raise ValueError(f"{quoted(text)} has more than two decimals. Write it rounded to two.")
    amount = Decimal(f"{whole}.{decimals:0<2}" if decimals else whole)
    if len(amount.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"{quoted(text)} has over {MOST_DIGITS} digits. Check the amount.")
    return amount


def parse_currency(found: object) -> str:
    """Return the code of a currency, `GBP`, that is written so or as its sign; raise otherwise."""
    text = parse_text(found)
    codes = {symbol: code for code, symbol in CURRENCY_SYMBOLS.items()}
    code = codes.get(text, text.upper())
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise ValueError(f"{quoted(text)} is not a currency. Write its code, like GBP.")
    return code


def parse_number(found: object) -> Number:
    """Return the exact number of `143,140`, `-2.5` or `1.2 million`; raise for all else."""
    text = parse_text(found).strip(QUOTES)
    sign, number = ("-", text[1:].lstrip()) if text[:1] in ("-", "−") else ("", text)
    number = _SPACED_MARK.sub(r"\1", number)
    with_word = _WITH_WORD.fullmatch(number)
    factor = _FACTORS[with_word[2].casefold()] if with_word else 1
    readings = {
        f"{sign}{_times(reading, factor):f}"
        for reading in _numbers(with_word[1] if with_word else number, factor)
    }
    if len(readings) > 1:
        meanings = " or ".join(
            _with_one_reading(f"{reading:,f}") for reading in sorted(map(Decimal, readings))
        )
        raise ValueError(f"{quoted(text)} can mean {meanings}. Write the one that is meant.")
    if not readings:
        raise ValueError(_why_no_number(text))
    value = Number(readings.pop())
    if not value:  # less than nothing is nothing: -0
        value = Number(value.copy_abs())
    if len(value.as_tuple().digits) > MOST_DIGITS:
        raise ValueError(f"{quoted(text)} has over {MOST_DIGITS} digits. Check the number.")
    return value


def _with_one_reading(number: str) -> str:
    """Return a number so that it is not of three decimals, which may be thousands: 1.23, 1.2340."""
    if number[-4:-3] != ".":
        return number
    return number[:-1] if number.endswith("0") else f"{number}0"


def _times(number: Decimal, factor: int) -> Decimal:
    """Return a multiple of a number, without the decimals that it has none of: 1.2 × 10 is 12."""
    found = number * factor
    whole = found.to_integral_value()
    return whole if factor > 1 and found == whole else found


def _why_no_number(text: str) -> str:
    """Return why a text is not one number, and what to write."""
    numbers = [found[0] for found in re.finditer(_ONE_NUMBER, text, _FLAGS)]
    if _is(_ABOUT, text) or _has(_FROM_TO, text) or len(numbers) > 1:
        return (
            f"{quoted(text)} is not one number. Write one alone, like 1,250 or 12.5, and in the"
            ' title of the measure what it means, such as "at least".'
        )
    unit = text.replace(numbers[0], "", 1).strip() if numbers else ""
    is_factor = _is(rf"(?:{_FACTOR}|e\d+|[^\w%]+)$", unit) and not text.endswith(" m")
    if unit and text.startswith(numbers[0]) and not is_factor:
        return (
            f'{quoted(text)} is not a number. Write only "{numbers[0]}" here, and {quoted(unit)} as'
            ' the "unit" of the measure.'
        )
    return f"{quoted(text)} is not a number. Write figures alone, like 1,250 or 12.5."


def parse_unit(found: object) -> str:
    """Return what something is counted in, in words or as a sign such as `%`."""
    text = parse_text(found)
    return text if text == "%" else parse_words(text)


def _readings(text: str, currency: str | None) -> set[Decimal]:
    """Return everything that an amount can mean: nothing where it is none."""
    number, sign_is_behind = text, False
    # Where plan.yml does not say its currency, that is the problem, and not each amount.
    for sign in (*_SIGNS.get(currency, ()), currency) if currency else _ANY_SIGN:
        behind = number.casefold() if sign.islower() else number
        if behind.endswith(sign) and number != sign:
            number, sign_is_behind = number[: -len(sign)].rstrip(), True
        number = number.removeprefix(sign).lstrip()
    number = _SPACED_MARK.sub(r"\1", number)
    if _DIGIT_LOST.search(number):
        return set()
    with_factor = _WITH_FACTOR.fullmatch(number)
    if not with_factor:
        return _numbers(number, continental=sign_is_behind)
    factor = _FACTORS[with_factor[2].casefold()]
    # Before 万 a comma only ever divides thousands; before "million" it may be that of decimals.
    readings = _numbers(with_factor[1], 1 if with_factor[2] in "千万億" else factor)
    return {reading * factor for reading in readings}


def _numbers(number: str, factor: int = 1, *, continental: bool = False) -> set[Decimal]:
    """Return everything that a number can mean, alone or before a word such as "million".

    In a `continental` amount a comma may be before the decimals.
    """
    plain = number.replace(",", ".").replace(" ", "")
    if _BY_COMMAS.fullmatch(number):
        one_comma = factor > 1 and number.count(",") == 1 and "." not in number
        return {Decimal(number.replace(",", "")), *([Decimal(plain)] if one_comma else [])}
    if _BY_POINTS.fullmatch(number):
        in_full = Decimal(number.replace(".", "").replace(",", "."))
        if number.count(".") > 1 or "," in number:
            return {in_full}
        # Of £1.245m, there is no doubt: it says in English that these are millions.
        return {Decimal(plain)} if factor >= 10**6 else {Decimal(plain), in_full}
    if not _BY_SPACES.fullmatch(number) and not _UNDIVIDED.fullmatch(number):
        return set()
    short = None if factor > 1 or continental else _CUT_SHORT.fullmatch(number)
    return {Decimal(plain), *([Decimal(f"{short[1]}{short[2]:0<3}")] if short else [])}


def _why_not(text: str, currency: str | None, symbol: str, *, of_funding: bool) -> str:
    """Return why a text is not one amount, and what to write; raise for another currency."""
    if _is(_NEGATIVE, text):
        return f"{quoted(text)} is negative. An amount is zero or more."
    if _is(_IN_BRACKETS, text):
        saved = ' Where it is saved, write "kind: saving" below it.' if of_funding else ""
        return (
            f"{quoted(text)} is negative, as its brackets say. An amount is zero or more: write it"
            f" without them.{saved}"
        )
    if currency and (other := _other_currency(text, currency)):
        message = f"{quoted(text)} is not in {currency}, the currency of this plan."
        if other.islower():
            message = f"{quoted(text)} is not an amount in {currency}, the currency of this plan."
        raise OfPlanError(message, PlanCause("currency"))
    if _is(_SHORTENED, text):
        return (
            f"{quoted(text)} is what a spreadsheet makes of a long number. Write {symbol}"
            f"{Decimal(text):,f}, if no other digits were lost."
        )
    hints = [f'"{words}"' for pattern, words in _MEANT.items() if _has(pattern, text)]
    meant = " and ".join(hints if of_funding else ())
    amounts = [found[0].strip() for found in re.finditer(_ONE_AMOUNT, text, _FLAGS)]
    with_sign = [amount for amount in amounts if not amount[0].isdecimal()]
    if _is(_NO_COST, text):
        why = _without_cost(text, meant, of_funding=of_funding)
    elif not amounts or _is(r"see\b", text) or (not with_sign and _is(_NAME, text)):
        why = _words_alone(text, symbol, meant) if of_funding else ""
    else:
        why = _amount_and_more(text, symbol, meant, with_sign or amounts, of_funding=of_funding)
    return why or (
        f"{quoted(text)} is not an amount."
        f" Write the full amount, like {symbol}75,000 or {symbol}1,250.50."
    )


def _without_cost(text: str, meant: str, *, of_funding: bool) -> str:
    """Return what to write for words that say that there is no cost, such as "nil"."""
    if not of_funding:
        return f"{quoted(text)} is not an amount. Where it is nothing, write 0."
    kinds = meant or '"kind: existing budget" or "kind: officer time"'
    return (
        f"{quoted(text)} is not an amount. Where what is there already pays for it, write {kinds}"
        " in place of the amount. Where the document does not say, delete this entry."
    )


def _words_alone(text: str, symbol: str, meant: str) -> str:
    """Return what to write of funding for words that have no amount, or nothing for signs alone."""
    if meant:
        return (
            f"{quoted(text)} is not an amount. Write {meant} in place of the amount, and what else"
            ' is known under "note".'
        )
    if not any(map(str.isalpha, text)):
        return ""
    return (
        f"{quoted(text)} is not an amount. Write the full amount, like {symbol}75,000. Where there"
        ' is none, write "kind: not costed", and these words under "note".'
    )


def _amount_and_more(
    text: str, symbol: str, meant: str, amounts: list[str], *, of_funding: bool
) -> str:
    """Return what to write for a text with amounts in it, or nothing where that is not known."""
    is_sum = _has(_SUM, text)
    is_range = _is(_ABOUT, text) or _has(_FROM_TO, text) or (len(amounts) > 1 and " " in text)
    if is_sum or (is_range and not of_funding):
        one = f"{'their sum' if is_sum else 'one amount'} in figures, like {symbol}75,000"
        wanted = "each amount as a line of its own" if of_funding else one
        return f"{quoted(text)} is not one number. Write {wanted}."
    if is_range:
        return (
            f"{quoted(text)} is not one number. Write the amount that is set aside, like"
            f' {symbol}75,000, and what else is known of it under "note"; or, of what it is only'
            ' expected to cost, "kind: estimate" and these words under "note".'
        )
    amount = amounts[0]
    before, _, behind = text.partition(amount)
    rest = before + behind
    if len(amounts) > 1 or not ("(" in rest or any(map(str.isalpha, rest))):
        return ""
    is_another = amount[-1].isdigit() and _PERHAPS_A_FACTOR.match(behind)
    if is_another or not _is(_BEFORE, before) or _has(_MULTIPLIED, rest):
        return (
            f"{quoted(text)} is not an amount. Write the full amount in figures, like"
            f' {symbol}75,000, and the other words under "note".'
        )
    if not of_funding:
        return f'{quoted(text)} is not an amount. Write only "{amount}" here.'
    below = f'"{amount}" here, {meant} below it' if meant else f'"{amount}" here'
    years = ' Of what is paid each year, write a line for each, with its "year".'
    return (
        f'{quoted(text)} is not an amount. Write only {below}, and the other words under "note".'
        f"{years if _has(_EACH_YEAR, text) else ''}"
    )


def _other_currency(text: str, currency: str) -> str:
    """Return the sign, code or name of another currency in a text, if there is one."""
    own = (*_SIGNS.get(currency, ()), currency)
    others = "|".join(re.escape(sign) for sign in _ANY_SIGN if sign not in own)
    found = re.search(rf"(?<![^\W\d_])(?:{others})(?![^\W\d_])", text)
    return found[0] if found else ""


def _is(pattern: str, text: str) -> bool:
    return bool(re.match(pattern, text, _FLAGS))


def _has(pattern: str, text: str) -> bool:
    return bool(re.search(pattern, text, _FLAGS))
