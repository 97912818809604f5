"""What is wrong in the content: every problem of every file, with its place, its reason and how to mend it."""
