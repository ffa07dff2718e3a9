"""Texts as data: how they are split into tokens, which tokens are known, and numbers made of them."""
