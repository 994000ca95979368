"""The one exception of the package."""

from __future__ import annotations


class Error(ValueError):
    """Something could not be read, or was asked for in a way that cannot be done.

    ``str(error)`` is the message in English, in the words of the command line; ``chinese`` is the same in 简体中文.
    ``kind`` is what programs tell errors apart by: ``read``, ``input``, ``encoding``, ``lost``, ``lexicon``, ``time``,
    ``panic`` (a fault of gongwen itself) or ``argument``.

    >>> import gongwen
    >>> try:
    ...     gongwen.parse(b"")
    ... except gongwen.Error as error:
    ...     print(error, error.chinese, error.kind, sep="\\n")
    <bytes>: the input is empty; expected the text of a notice
    <bytes>：输入为空，此处应为公文正文
    input
    """

    #: What kind of thing went wrong.
    kind: str
    #: The message in 简体中文.
    chinese: str

    def __init__(self, english: str, chinese: str, kind: str) -> None:
        super().__init__(english, chinese, kind)
        self.chinese = chinese
        self.kind = kind

    def __str__(self) -> str:
        return str(self.args[0])
