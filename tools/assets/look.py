"""Pictures of the gallery, wide and narrow: ``python -m tools.assets.look FOLDER`` (Chromium, by Playwright)."""

from __future__ import annotations

import os
import sys
from pathlib import Path

SIZES = {"wide": 1280, "narrow": 320}
SLICE = 1000
STATIC = Path(__file__).resolve().parents[2] / "src/oversight/foundation/ui/static"


def rendered() -> str:
    """The gallery as one file that a browser can open from the disk."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oversight.config.settings")
    import django

    django.setup()
    from django.template import engines

    from tools.assets.gallery import context

    page: str = engines.all()[0].get_template("ui/gallery.html").render(context())
    script = '<script type="module" src="/static/oversight/app.js"></script>'
    return page.replace(script, "").replace("/static/", f"file://{STATIC}/")


def look(into: Path) -> None:
    """Write the page and its pictures, with scripts on."""
    from playwright.sync_api import sync_playwright

    into.mkdir(parents=True, exist_ok=True)
    file = into / "gallery.html"
    file.write_text(rendered(), encoding="utf-8")
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, width in SIZES.items():
            page = browser.new_page(viewport={"width": width, "height": 720})
            page.goto(file.as_uri())
            page.add_script_tag(path=str(STATIC / "oversight/app.js"))
            high = page.evaluate("document.documentElement.scrollHeight")
            for at, top in enumerate(range(0, high, SLICE), 1):
                clip = {"x": 0, "y": top, "width": width, "height": min(SLICE, high - top)}
                page.screenshot(path=str(into / f"{name}-{at}.png"), full_page=True, clip=clip)
        page = browser.new_page()
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 720, "height": SLICE})
        page.screenshot(path=str(into / "print.png"))
        page.pdf(path=str(into / "gallery.pdf"), format="A4", print_background=True)
        browser.close()


if __name__ == "__main__":
    look(Path(sys.argv[1] if len(sys.argv) > 1 else "var/look"))
