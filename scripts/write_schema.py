"""Write the editors' schema of claims files and extraction sheets anew: `python scripts/write_schema.py`."""

import json
from pathlib import Path

from kb.sheets.editor_schema import editor_schema

WRITTEN_TO = Path(__file__).resolve().parent.parent / "docs" / "claims.schema.json"


def main() -> None:
    """Write the schema to docs/claims.schema.json."""
    WRITTEN_TO.parent.mkdir(exist_ok=True)
    text = json.dumps(editor_schema(), indent=2, ensure_ascii=False) + "\n"
    WRITTEN_TO.write_text(text, encoding="utf-8", newline="\n")
    print(f"wrote {WRITTEN_TO}")


if __name__ == "__main__":
    main()
