"""Reading a community from its traces: who wrote, when, in which thread, in answer to whom.

DataFrame in, DataFrame out. Every function takes the posts that :mod:`tisserand.domain.analytics.posts` describes. No
figure is given about fewer than five people, and each share comes with its interval.
"""
