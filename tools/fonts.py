"""Cuts the letters' files down to what is shown: `make fonts`. Needs `uv`.

Inter as it comes has fractions and names of glyphs that no page uses, and one file of 35 kB for
all that Norwegian does not have, so that a Sami or Polish name made a first visit a third larger.
Each `-cut` file that `stafett.css` names is made anew of the package's file, with the letters of
its `unicode-range`. They are kept in git, so that nobody else needs the tool.
"""

import re
import subprocess

from tools.environment import ROOT

PACKAGE = ROOT / "node_modules" / "@fontsource" / "inter" / "files"
STATIC = ROOT / "stafett" / "web" / "static"
STYLES = STATIC / "stafett" / "stafett.css"
FACE = re.compile(r"@font-face \{(.*?)\n\}", re.DOTALL)
FILE = re.compile(r"\.\./inter/(inter-(latin(?:-ext)?)-(\d+)-cut\.woff2)")
RANGE = re.compile(r"unicode-range: ([^;]+);")
CUT = ("uvx", "--from", "fonttools[woff]==4.68.0", "pyftsubset")
# What a browser uses by itself, and the figures of equal width.
FEATURES = "kern,mark,mkmk,ccmp,locl,calt,tnum"


def main() -> None:
    """Make each file anew."""
    for face in FACE.findall(STYLES.read_text()):
        file, letters = FILE.search(face), RANGE.search(face)
        if file is None or letters is None:
            continue  # as the package has it
        name, script, weight = file.groups()
        command = [
            *CUT,
            str(PACKAGE / f"inter-{script}-{weight}-normal.woff2"),
            f"--unicodes={letters[1].replace(' ', '')}",
            f"--layout-features={FEATURES}",
            "--flavor=woff2",
            f"--output-file={STATIC / 'inter' / name}",
        ]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
