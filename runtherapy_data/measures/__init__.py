"""What is measured, and the codes of the field: facts that are data."""
