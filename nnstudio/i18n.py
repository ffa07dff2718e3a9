"""Every text that a person reads passes here.

``_`` translates now; ``N_`` marks a string of a table, which is translated with ``_`` when it is
shown; ``ngettext`` chooses the plural. Placeholders are named: ``_("{count} layers").format(count=n)``.
"""

import gettext

from nnstudio.resources import resource

DOMAIN = "nnstudio"

_translation: gettext.NullTranslations = gettext.NullTranslations()


def set_language(code: str) -> None:
    """Use the catalogue of a language ("en", "ru"); a language without one falls back to English."""
    install(gettext.translation(DOMAIN, resource("locale"), [code], fallback=True))


def install(translation: gettext.NullTranslations) -> None:
    """Use this translation from now on; texts already shown stay as they are."""
    global _translation
    _translation = translation


def _(message: str) -> str:
    return _translation.gettext(message) if message else ""


def N_(message: str) -> str:  # gettext's own name for it
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    return _translation.ngettext(singular, plural, count)
