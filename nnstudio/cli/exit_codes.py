"""How the program says to a shell how it went; 2, for wrong usage, is argparse's."""

EXIT_ERROR = 1
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells have it
