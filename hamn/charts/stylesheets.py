"""Write the two generated style sheets: python -m hamn.charts.stylesheets"""

from pathlib import Path

from hamn.charts.styles import figures_css
from hamn.charts.tokens import tokens_css

FOLDER = Path(__file__).parent.parent / "web" / "static" / "web"


def sheets() -> dict[str, str]:
    """File name to content of every style sheet made from Python."""
    return {"tokens.css": tokens_css(), "figures.css": figures_css()}


def write(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sheets().items():
        (folder / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    write()
