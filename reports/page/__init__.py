"""What the sections of the HTML report show, made ready for its templates: one file per section of the page."""
