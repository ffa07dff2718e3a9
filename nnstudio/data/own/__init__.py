"""The user's own data: what is found in a file or a folder, and how it is read again for training.

Nothing here writes to what it reads, and nothing here runs what it reads.
"""
