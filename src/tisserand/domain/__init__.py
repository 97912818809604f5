"""The rules, pure: no SQL, no Jupyter, no HTTP, no files; the time and the dice are arguments."""
