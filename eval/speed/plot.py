"""The figures that have a peer, as one SVG: how many times better ours is, on a logarithmic axis."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from eval.axis import Axis
from eval.speed.figure import Figure, written
from eval.speed.report import SpeedReport

_WIDTH, _ROW, _TOP, _BOTTOM = 960, 26, 56, 40
_LEFT, _RIGHT = 330, 650  # of the track, in the same units; names on its left, values on its right
_COLOURS = ("#0b6e4f", "#b5541c", "#5b4b8a")  # of the peers, told apart also without colour vision
_STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#222}.dim{fill:#666;font-size:11px}.end{text-anchor:end}"
    ".middle{text-anchor:middle}.grid{stroke:#ddd}.even{stroke:#444}"
)


def svg(report: SpeedReport) -> str:
    """Return the plot; a report without peers gives one that says so."""
    rows = [(figure, peer) for figure in report.figures for peer in report.peers if figure.times_better(peer)]
    height = _TOP + _ROW * max(len(rows), 1) + _BOTTOM
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {height}", role="img")
    SubElement(root, "title").text = "How many times better each figure is than that of a peer"
    SubElement(root, "style").text = _STYLE
    SubElement(root, "rect", width="100%", height="100%", fill="#fff")
    _text(root, 16, 24, "Times better than the peer, on the same weights, papers and questions")
    _text(root, 16, 42, "; ".join(report.environment.get(key, "") for key in ("processor", "date")), "dim")
    if not rows:
        _text(root, 16, _TOP + _ROW / 2, "No figure has a peer.")
        return tostring(root, encoding="unicode") + "\n"
    times = [figure.times_better(peer) or 1.0 for figure, peer in rows]
    axis = Axis(min(0.8, *times) / 1.1, max(1.25, *times) * 1.1, logarithmic=True)
    for tick in axis.ticks(lambda value: f"{value:g}×"):
        _rule(root, _x(tick.at), height, "grid")
        _text(root, _x(tick.at), height - _BOTTOM + 18, tick.label, "dim middle")
    _rule(root, _x(axis.at(1.0)), height, "even")
    for n, (figure, peer) in enumerate(rows):
        _row(root, _TOP + _ROW * (n + 0.5), figure, peer, _x(axis.at(times[n])), report.peers.index(peer))
    return tostring(root, encoding="unicode") + "\n"


def _row(root: Element, y: float, figure: Figure, peer: str, x: float, colour: int) -> None:
    better = figure.times_better(peer) or 0.0
    _text(root, _LEFT - 12, y + 4, figure.name, "end")
    SubElement(root, "circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r="5", fill=_COLOURS[colour % len(_COLOURS)])
    values = f"{written(figure.ours, figure.unit)} / {peer} {written(figure.theirs[peer], figure.unit)}"
    _text(root, _RIGHT + 12, y + 4, f"{better:.3g}×  {values}")


def _x(percent: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * percent / 100


def _rule(root: Element, x: float, height: int, name: str) -> None:
    place = {"x1": f"{x:.1f}", "x2": f"{x:.1f}", "y1": str(_TOP), "y2": str(height - _BOTTOM), "class": name}
    SubElement(root, "line", place)


def _text(root: Element, x: float, y: float, text: str, name: str = "") -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", **({"class": name} if name else {})}
    SubElement(root, "text", place).text = "".join(c if c.isprintable() else " " for c in text)
