"""What can stand in the way, sorted by what the caller should do about it."""

from __future__ import annotations

from typing import Any, Optional, Tuple

from .records import Decision


class GateError(Exception):
    """All that this package raises."""

    #: Is it worth asking again in a while?
    retryable = False
    #: The exit code of a command that ends with it.
    exit_code = 2


class GateBlocked(GateError):
    """The data must not go on. Fail, and do not retry: the same data get the same answer."""

    exit_code = 1

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.summary())
        self.decision = decision
        self.exit_code = decision.exit_code

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (self.decision,))


class GateUnavailable(GateError):
    """No answer came: the service or the way to it is out of order. Retry."""

    retryable = True
    exit_code = 3

    def __init__(self, message: str, code: Optional[str] = None, retry_after: Optional[float] = None) -> None:
        super().__init__(message)
        self.code = code
        self.retry_after = retry_after

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (str(self), self.code, self.retry_after))


class GateTimeout(GateUnavailable):
    """The gate is still at work. `GateClient.get(question)` will have the answer."""

    def __init__(self, message: str, question: str) -> None:
        super().__init__(message, "timeout")
        self.question = question

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (str(self), self.question))


class GateNotEvaluated(GateError):
    """The gate answers, and can not tell: a table is missing, a source does not respond. Retry; never go on."""

    retryable = True
    exit_code = 3

    def __init__(self, message: str, decision: Optional[Decision] = None, code: Optional[str] = None) -> None:
        super().__init__(message)
        self.decision = decision
        self.code = code

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (str(self), self.decision, self.code))


class GateUsageError(GateError):
    """The question, the token or the address is wrong. Do not retry: correct it. `status`: of the HTTP answer."""

    def __init__(self, message: str, code: Optional[str] = None, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.code = code
        self.status = status

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (str(self), self.code, self.status))
