"""The lessons as web pages: Voilà with our template, a home page, and a pseudonym in a cookie."""
