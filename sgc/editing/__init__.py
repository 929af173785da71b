"""Instructions in English that change a scene by the least: text, tree and layout."""

from sgc.editing.apply import Edit, edit

__all__ = ["Edit", "edit"]
