from os import PathLike
from typing import Any, List, Optional, Tuple, Union

import pyarrow

VERSION: str

class Reading:
    def __new__(
        cls,
        *,
        encoding: Optional[str] = None,
        issued_on: Optional[str] = None,
        lexicon: Optional[Union[str, PathLike[str]]] = None,
        contacts: bool = True,
        strict: bool = False,
        max_bytes: Optional[int] = None,
        max_seconds: Optional[float] = None,
        fault: Optional[str] = None,
    ) -> Reading: ...

class Parsed:
    text: str
    json: str
    shown: str
    def pretty(self) -> str: ...
    def to_arrow(self, rows: str) -> pyarrow.RecordBatch: ...
    @staticmethod
    def of(text: str, json: str, shown: str) -> Parsed: ...

def parse(given: Union[str, bytes], is_text: bool, name: Optional[str], reading: Reading) -> Parsed: ...
def check(
    given: Union[str, bytes],
    is_text: bool,
    name: Optional[str],
    reading: Reading,
    profile: str,
    levels: List[Tuple[str, Optional[str]]],
) -> Tuple[str, str]: ...
def parse_batch(
    cells: Tuple[List[Any], bool],
    names: Optional[List[Any]],
    rows: str,
    language: str,
    jobs: Optional[int],
    reading: Reading,
) -> pyarrow.RecordBatch: ...
def schema(rows: str) -> pyarrow.Schema: ...
def rules() -> List[Tuple[str, str, str]]: ...
def json_schema() -> str: ...
