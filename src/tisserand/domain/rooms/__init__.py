"""A room of a workshop: what happens in it, where it stands, what it thinks. Pure: values in, values out."""
