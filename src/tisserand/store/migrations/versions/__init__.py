"""The revisions, oldest first. A published one is never edited; ``tisserand.store.revisions`` lists them too."""
