"""The widgets: each shows a view and sends intentions; the rules are elsewhere."""
