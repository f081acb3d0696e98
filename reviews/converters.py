"""Parts of addresses that are more than a word."""

from reviews.lifecycle import Stage


class StageConverter:
    """`written` or `presentation`; any other word is no address of ours."""

    regex = "|".join(Stage)

    def to_python(self, value: str) -> Stage:
        """The stage that the address names."""
        return Stage(value)

    def to_url(self, value: str) -> str:
        """The stage's plain value."""
        return str(value)


class SheetConverter:
    """The id of a sheet: `<round>.<stage>.<application>`."""

    regex = rf"[-\w]+\.(?:{StageConverter.regex})\.[-\w]+"

    def to_python(self, value: str) -> str:
        """The id as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The id as it stands."""
        return value
