"""Progress monitor for running therapy: everything behind the pages."""
