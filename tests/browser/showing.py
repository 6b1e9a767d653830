"""A page of the site in the place of another, for what reads many pages and none of their programs."""


def show(look, site, path):
    """Put a page in the place of the one before: what the browser has read stays. One that runs a program is opened anew."""
    file = site / path.strip("/")
    text = (file / "index.html" if file.is_dir() else file).read_text(encoding="utf-8")
    if 'type="module"' in text or look.page.url == "about:blank":
        look.open(path)
    else:
        look.page.evaluate("(path) => history.replaceState(null, '', path)", path)
        look.page.set_content(text)
