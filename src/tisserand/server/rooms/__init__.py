"""The rooms of workshops: what is live, what is sent to whom, and their pages."""
