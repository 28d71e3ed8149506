"""A token that does not show itself."""

from __future__ import annotations

from typing import Any, NoReturn


class Secret:
    """Holds a token: printing, formatting and logging show `***`, and it can not be pickled to a disk or a queue."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        value = value.strip()
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise ValueError("The token is empty or has characters that no token has.")
        self._value = value

    def reveal(self) -> str:
        return self._value

    def hide_in(self, text: bytes) -> bytes:
        """The text without the token, should it be in there."""
        return text.replace(self._value.encode(), b"***")

    def __repr__(self) -> str:
        return "***"

    def __copy__(self) -> Secret:
        return self

    def __deepcopy__(self, memo: Any) -> Secret:
        return self

    def __reduce__(self) -> NoReturn:
        raise TypeError("A token is not written down. Make the client where it is used.")
