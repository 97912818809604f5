"""Reading a person's own export: bytes in, posts out, or every fault with its line. Nothing here keeps anything."""
