"""What lets the site be found: sections, JSON-LD, pictures of links, feed, old addresses."""
