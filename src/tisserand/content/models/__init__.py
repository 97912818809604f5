"""The authored vocabulary: immutable values, one file for each kind of content file."""
