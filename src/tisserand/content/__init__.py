"""What is taught and practised: its models, and how its files are read."""
