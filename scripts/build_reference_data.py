"""Builds the archive: python scripts/build_reference_data.py FACTS_DIR BULK_DIR OUT.

FACTS_DIR holds figures with the pages that print them (CSV), BULK_DIR open statistics as tidy
Parquet with a SOURCE.json each. Packages of the datasets built here are replaced.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from reference.bulk import bulk_packages
from reference.customs import Customs
from reference.prices import consumer_prices
from reference.world import leading_traders, national_accounts


def main() -> int:
    """Writes every package and says how many values each holds."""
    if len(sys.argv) != 4:
        print(__doc__)
        return 2
    facts, bulk, out = map(Path, sys.argv[1:])
    packages = [
        *Customs(facts).packages(),
        leading_traders(facts),
        national_accounts(facts),
        *bulk_packages(bulk),
        consumer_prices(bulk),
    ]
    for key in {package.key for package in packages}:
        shutil.rmtree(out / key, ignore_errors=True)
    for package in packages:
        folder = package.write(out)
        size = sum(file.stat().st_size for file in folder.iterdir())
        print(f"{folder.relative_to(out)}: {len(package.observations)} values, {size:,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
