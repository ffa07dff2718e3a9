"""The one error that is shown to a person as it stands."""


class UserError(Exception):
    """What a person did, where, and what to do now.

    Raise it where the knowledge is; the window and the command line show it once, in one place.

    message: one sentence in plain words, already translated.
    hint: what to do next, one sentence, or "".
    where: the place, e.g. a file name or "layers[2].kernel_size", or "".
    """

    def __init__(self, message: str, hint: str = "", where: str = "") -> None:
        super().__init__(message, hint, where)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return " ".join(part for part in (f"{place}{self.message}", self.hint) if part)
