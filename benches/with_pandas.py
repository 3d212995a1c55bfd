"""The pandas side of reading.py: every sheet of every workbook as a frame of cells (header=None).

In: a text file with one path a line. Out: on stdout, how many were read, how many sheets they hold, and why others failed.
A workbook that pandas cannot read is counted as not read. The default password is tried, as a user would have to.
"""

import io
import json
import sys
import warnings
from pathlib import Path

import msoffcrypto
import pandas as pd

DEFAULT_PASSWORD = "VelvetSweatshop"


def frames(path):
    data = io.BytesIO(path.read_bytes())
    if data.getvalue().startswith(b"PK"):
        return pd.read_excel(data, sheet_name=None, header=None, engine="openpyxl")
    book = msoffcrypto.OfficeFile(data)
    if book.is_encrypted():
        book.load_key(password=DEFAULT_PASSWORD)
        decrypted = io.BytesIO()
        book.decrypt(decrypted)
        data = decrypted
    data.seek(0)
    return pd.read_excel(data, sheet_name=None, header=None, engine="xlrd")


def main():
    warnings.simplefilter("ignore")
    read, sheets, not_read = 0, 0, []
    for path in map(Path, Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()):
        try:
            sheets += len(frames(path))
            read += 1
        except Exception as error:  # whatever the reader raises, the file counts as not read
            not_read.append(f"{path.name}: {type(error).__name__}: {error}")
    print(json.dumps({"read": read, "sheets": sheets, "not_read": not_read}, ensure_ascii=False))


if __name__ == "__main__":
    main()
