"""A day's plan, drawn: coloured squares for what comes after what."""

from io import BytesIO

from PIL import Image, ImageDraw

COLORS = ("#e8e0f7", "#d3ecdd", "#fbe6c8", "#d6e6f7", "#f7d9dd")
SIDE, GAP = 180, 24


def drawing() -> bytes:
    """A picture as somebody takes it of the plan on the desk."""
    picture = Image.new("RGB", (GAP + len(COLORS) * (SIDE + GAP), SIDE + 2 * GAP), "white")
    pen = ImageDraw.Draw(picture)
    for at, color in enumerate(COLORS):
        left = GAP + at * (SIDE + GAP)
        pen.rounded_rectangle((left, GAP, left + SIDE, GAP + SIDE), 20, fill=color)
        pen.ellipse((left + 60, GAP + 60, left + 120, GAP + 120), fill="#4b3f72")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
