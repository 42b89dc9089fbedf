"""A setting is declared once, on its field, and read by all who need it: command line, form, check, records, docs.

@dataclass(frozen=True)
class Settings(DeclaredSettings):
    width: float = number(0.3, above=0, label=Message("Width"), help=Message("Of the window, as a share."))
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any, ClassVar, Literal

from compute.errors import UserError
from compute.messages import Message

__all__ = [
    "Choice",
    "DeclaredSettings",
    "Preset",
    "Setting",
    "choice",
    "declared",
    "earlier",
    "flag",
    "number",
    "numbers",
    "plain_settings",
    "preset_values",
    "presets_of",
    "settings_from",
    "whole",
]

Kind = Literal["number", "whole", "numbers", "choice", "flag"]
_DECLARED = "setting"


@dataclass(frozen=True)
class Choice:
    """One value of a choice, and what it is called."""

    value: str
    label: Message


@dataclass(frozen=True)
class Preset:
    """Settings for one purpose. name: on the command line. help: one line. values: of the settings that are not at
    their defaults.
    """

    name: str
    label: Message
    help: Message
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Setting:
    """What there is to know of one setting.

    name: of its field. kind: a number, a whole number, several numbers, one of ``choices``, or yes and no. label, help:
    for people; help in one sentence or two. option: on the command line, by default the name; of a flag there is
    ``--no-NAME`` too. above, least, below: bounds, the first and last not reached. empty: what None, or no numbers,
    stands for; None where a value is needed. automatic: the word for that on the command line; "" where
    the option is left out. folded: of interest to few. when: it matters only where those settings have one of these
    values. before: (value,) of studies made before the setting there was; () where every study records it.
    """

    name: str
    kind: Kind
    default: Any
    label: Message
    help: Message
    option: str
    choices: tuple[Choice, ...] = ()
    above: float | None = None
    least: float | None = None
    below: float | None = None
    empty: Message | None = None
    automatic: str = ""
    folded: bool = True
    when: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    before: tuple[Any, ...] = ()

    def applies(self, values: Mapping[str, Any]) -> bool:
        """Whether it matters beside these values of the other settings."""
        return all(values.get(name) in wanted for name, wanted in self.when.items())

    def at_default(self, recorded: Any) -> bool:
        """Whether a value, as a record keeps it, is the default."""
        return bool(self._typed(recorded) == self.default)

    def in_words(self, recorded: Any) -> Message:
        """A value, as a record keeps it, as people say it."""
        value = self._typed(recorded)
        if self.kind == "flag":
            return Message("yes") if value else Message("no")
        if value is None or value == ():
            return self.empty or Message("none")
        if self.kind == "choice":
            return next((one.label for one in self.choices if one.value == value), Message(value))
        listed = value if isinstance(value, tuple) else (value,)
        text = ", ".join(f"{one:g}" for one in listed)
        return Message(text)

    def _typed(self, recorded: Any) -> Any:
        return tuple(recorded) if isinstance(recorded, list) else recorded

    def checked(self, value: Any) -> Any:
        """The value in its type; :class:`UserError` where it cannot be."""
        if value is None or (self.kind == "numbers" and not value):
            if self.empty is None:
                raise UserError(
                    "{setting} ({option}) is empty; give a value, such as {default}.",
                    **self._named,
                    default=self.default,
                )
            return () if self.kind == "numbers" else None
        if self.kind == "choice":
            values = [known.value for known in self.choices]
            if value not in values:
                raise UserError(
                    "{setting} ({option}) must be {values:or}, not {value!r}.",
                    **self._named,
                    value=value,
                    values=values,
                )
            return value
        if self.kind == "flag":
            if not isinstance(value, bool):
                raise UserError("{setting} ({option}) is yes or no, not {value!r}.", **self._named, value=value)
            return value
        if self.kind == "numbers":
            if isinstance(value, str) or not isinstance(value, Sequence):
                raise UserError("{setting} ({option}) must be numbers, not {value!r}.", **self._named, value=value)
            return tuple(self._number(one) for one in value)
        return self._number(value)

    def _number(self, value: Any) -> float | int:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise UserError("{setting} ({option}) must be a number, not {value!r}.", **self._named, value=value)
        if not math.isfinite(value) or not self._within(value):
            raise UserError(
                "{setting} ({option}) must be {bounds}, not {value:g}.",
                **self._named,
                value=value,
                bounds=self.bounds(),
            )
        if self.kind == "whole":
            if value != int(value):
                raise UserError(
                    "{setting} ({option}) must be a whole number, not {value:g}.", **self._named, value=value
                )
            return int(value)
        return float(value)

    def _within(self, value: float) -> bool:
        return (
            (self.above is None or value > self.above)
            and (self.least is None or value >= self.least)
            and (self.below is None or value < self.below)
        )

    def bounds(self) -> Message:
        """The range in words."""
        if self.above is not None and self.below is not None:
            return Message("between {low:g} and {high:g}", low=self.above, high=self.below)
        if self.above is not None:
            return Message("above {low:g}", low=self.above)
        if self.least is not None:
            return Message("at least {low:g}", low=self.least)
        if self.below is not None:
            return Message("below {high:g}", high=self.below)
        return Message("a finite number")

    @property
    def _named(self) -> dict[str, Any]:
        return {"setting": self.label, "option": self.option}


def number(
    default: float | None,
    *,
    label: Message,
    help: Message,  # the word every command line has for it
    **more: Any,
) -> Any:
    """A field for a number. more: as of :class:`Setting`."""
    return _field("number", default, label, help, more)


def whole(default: int | None, *, label: Message, help: Message, **more: Any) -> Any:
    """A field for a whole number."""
    return _field("whole", default, label, help, more)


def numbers(default: tuple[float, ...], *, label: Message, help: Message, **more: Any) -> Any:
    """A field for several numbers."""
    return _field("numbers", default, label, help, more)


def choice(
    default: str,
    choices: Mapping[str, Message],
    *,
    label: Message,
    help: Message,
    **more: Any,
) -> Any:
    """A field for one of some values. choices: what each is called."""
    listed = tuple(Choice(value, words) for value, words in choices.items())
    return _field("choice", default, label, help, {**more, "choices": listed})


def flag(default: bool, *, label: Message, help: Message, **more: Any) -> Any:
    """A field for yes or no."""
    return _field("flag", default, label, help, more)


def _field(kind: Kind, default: Any, label: Message, help: Message, more: Mapping[str, Any]) -> Any:
    setting = Setting("", kind, default, label, help, **{"option": "", **more})
    return field(default=default, metadata={_DECLARED: setting})


def declared(settings: type[Any] | Any) -> tuple[Setting, ...]:
    """What the fields of a settings dataclass declare, in their order; a field without a declaration is left out."""
    return tuple(
        replace(
            known.metadata[_DECLARED], name=known.name, option=known.metadata[_DECLARED].option or _option(known.name)
        )
        for known in fields(settings)
        if _DECLARED in known.metadata
    )


def earlier(settings: type[Any]) -> dict[str, Any]:
    """What settings that came later were in studies made without them, as JSON has it."""
    return {setting.name: _plain(setting.before[0]) for setting in declared(settings) if setting.before}


def _option(name: str) -> str:
    return name.replace("_", "-")


@dataclass(frozen=True)
class DeclaredSettings:
    """The base of a dataclass of settings: every value is checked against its declaration as it is made.

    presets: choices of all settings at once, the first of them the defaults; none where there is only one purpose.
    """

    presets: ClassVar[tuple[Preset, ...]] = ()

    def __post_init__(self) -> None:
        for setting in declared(self):
            object.__setattr__(self, setting.name, setting.checked(getattr(self, setting.name)))
        self.check_together()

    def check_together(self) -> None:
        """Raise :class:`UserError` where values that are right by themselves do not go together."""


def settings_from(kind: type[Any], values: Mapping[str, Any]) -> Any:
    """Settings of that dataclass from plain values, such as a request's; what is left out has its default.

    Raises :class:`UserError` for a setting that there is not, or a value that cannot be.
    """
    known = {setting.name for setting in fields(kind)}
    unknown = sorted(values.keys() - known)
    if unknown:
        raise UserError("There is no setting {name!r}; leave it out.", name=unknown[0])
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def presets_of(kind: type[Any]) -> tuple[Preset, ...]:
    """The presets of a settings dataclass, the one of all defaults first."""
    presets: tuple[Preset, ...] = getattr(kind, "presets", ())
    return presets


def preset_values(kind: type[Any], name: str) -> dict[str, Any]:
    """The values of every setting that some preset is about, as the preset of that name has them.

    Raises :class:`UserError` where there is no such preset.
    """
    presets = presets_of(kind)
    chosen = next((preset for preset in presets if preset.name == name), None)
    if chosen is None:
        raise UserError(
            "There is no preset {name!r}; choose {presets:or}.", name=name, presets=[preset.name for preset in presets]
        )
    about = {name for preset in presets for name in preset.values}
    return {
        setting.name: chosen.values.get(setting.name, setting.default)
        for setting in declared(kind)
        if setting.name in about
    }


def plain_settings(settings: Any) -> dict[str, Any]:
    """All values as JSON has them."""
    return {name: _plain(value) for name, value in asdict(settings).items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
