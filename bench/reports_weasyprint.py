"""Sets a page of HTML by WeasyPrint; started by the benches of reports, needs nothing of Lindung.

``python reports_weasyprint.py FILE [TIMES]``: CPU seconds of each run in this process, the start not counted, with the
size and the pages of what came out, as one JSON object.
"""

from __future__ import annotations

import json
import sys
import time

import weasyprint


def main(path: str, times: int = 1) -> None:
    seconds = []
    for _ in range(times):
        before = time.process_time()
        made = weasyprint.HTML(filename=path).render()
        content = made.write_pdf()
        seconds.append(time.process_time() - before)
    said = {"version": weasyprint.__version__, "bytes": len(content), "pages": len(made.pages), "seconds": seconds}
    print(json.dumps(said))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
