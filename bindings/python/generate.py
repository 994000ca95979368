"""Writes python/gongwen/model.py from the JSON Schema of the notice: run it where the model has changed.

    python generate.py            # with the new wheel installed
    python generate.py --check    # says whether the file is as it should be
"""

from __future__ import annotations

import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import gongwen._native as native

FILE = Path(__file__).parent / "python" / "gongwen" / "model.py"

HEAD = '''"""What is known about a notice, in the names of its JSON. Written by generate.py from the JSON Schema."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Optional, Tuple

from ._record import Record
'''


def quoted(text: str, indent: str) -> str:
    text = " ".join(text.replace("\\", "\\\\").split())
    text = text.replace("[`Notice::tables`]", "`Notice.tables`")
    if len(indent) + len(text) + 6 <= 110:
        return f'{indent}"""{text}"""\n'
    lines = textwrap.wrap(text, 110 - len(indent))
    return f'{indent}"""' + f"\n{indent}".join(lines) + f'\n{indent}"""\n'


def ref(schema: dict[str, Any]) -> str | None:
    return schema["$ref"].rsplit("/", 1)[-1] if "$ref" in schema else None


def annotation(schema: dict[str, Any], defs: dict[str, Any]) -> tuple[str, str | None, int]:
    """The type as it is written, the class of what is inside, and how many lists are around it."""
    for choice in schema.get("anyOf", []):
        if choice.get("type") != "null":
            written, inside, depth = annotation(choice, defs)
            return f"Optional[{written}]", inside, depth
    name = ref(schema)
    if name == "Id":
        return "str", None, 0
    if name is not None:
        return name, name if "properties" in defs[name] else None, 0
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    kind = next(k for k in kinds if k != "null")
    if kind == "array":
        written, inside, depth = annotation(schema["items"], defs)
        return f"Tuple[{written}, ...]", inside, depth + 1
    written = {"string": "str", "integer": "int", "boolean": "bool"}[kind]
    return (f"Optional[{written}]" if "null" in kinds else written), None, 0


def model(schema: dict[str, Any]) -> str:
    defs = schema["$defs"]
    out = [HEAD]
    nested = []
    exported = []
    for name, shape in sorted(defs.items()):
        if "oneOf" in shape:
            words = ", ".join(f'"{choice["const"]}"' for choice in shape["oneOf"])
            exported.append(name)
            out.append(f"\n{name} = Literal[{words}]\n" + quoted(shape["description"], ""))
        elif "enum" in shape:
            words = ", ".join(f'"{word}"' for word in shape["enum"])
            exported.append(name)
            out.append(f"\n{name} = Literal[{words}]\n" + quoted(shape["description"], ""))
    for name, shape in [*defs.items(), ("NoticeFields", schema)]:
        if "properties" not in shape:
            continue
        exported.append(name)
        out.append("\n\n@dataclass(frozen=True, repr=False)\n" + f"class {name}(Record):\n" + quoted(shape["description"], "    ") + "\n")
        inner = {}
        for field, of in shape["properties"].items():
            written, inside, depth = annotation(of, defs)
            out.append(f"    {field}: {written}\n" + (quoted(of["description"], "    ") if "description" in of else ""))
            if inside or depth:
                inner[field] = (inside, depth)
        if inner:
            pairs = ", ".join(f'"{field}": ({inside}, {depth})' for field, (inside, depth) in inner.items())
            nested.append(f"{name}._nested = {{{pairs}}}\n")
    out.append("\n\n# What stands inside: its class, and how many lists are around it.\n" + "".join(nested))
    out.append("\n__all__ = [\n" + "".join(f'    "{name}",\n' for name in sorted(exported)) + "]\n")
    return "".join(out)


def main() -> int:
    written = model(json.loads(native.json_schema()))
    if "--check" in sys.argv:
        if FILE.read_text(encoding="utf-8") != written:
            print(f"{FILE.name} is not what the JSON Schema says: run generate.py", file=sys.stderr)
            return 1
        return 0
    FILE.write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
