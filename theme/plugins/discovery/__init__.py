"""What lets the site be found: sections, JSON-LD, social images, feed, old addresses."""
