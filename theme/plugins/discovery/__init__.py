"""What lets the site be found: sections, JSON-LD, link images, feed, old addresses."""
