"""The first screen: what is open, and the three doors."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from assistant.domain.words import words
from assistant.screens.desk import Kept, KeyNotice
from assistant.screens.faults import what_happened
from assistant.screens.keys import DEEDS
from assistant.screens.speech import Speech
from assistant.screens.widgets.bars import KeyBar, TitleBar
from assistant.screens.widgets.gutter import GutterList
from assistant.screens.widgets.line import Line
from assistant.screens.widgets.rows import Rows, row
from assistant.screens.widgets.stack import Stack
from assistant.screens.widgets.text import QUIET, content, join, one_line

if TYPE_CHECKING:
    from assistant.screens.program import Assistant

_DOORS = (
    ("guide", words("Leid mij"), words("Stap voor stap, van de eerste vraag tot werkende toegang.")),
    ("trouble", words("Er is iets mis"), words("Zoeken waarom iemand niet binnen raakt, en hoe dat te herstellen.")),
    ("overview", words("Overzicht"), words("Alle organisaties: hoever ze staan, en wie er iets moet doen.")),
)


class StartScreen(Screen[None]):
    """The list is one column of things to choose: open conversations first, then the doors."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", show=False),
        Binding("up", "move(-1)", show=False),
    ]

    app: Assistant

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech
        self._kept: dict[str, Kept] = {}
        self._pointing = False
        """Whether the arrow moved since something was typed: Enter is for what it stands at."""

    def compose(self) -> ComposeResult:
        """Welcome, list, notices, keys."""
        say = self._speech
        yield TitleBar(
            [content(say(words("Toegangswijzer")), "bold $primary")],
            content(say(words("toegangsbeheer, stap voor stap")), QUIET),
        )
        with Stack(id="start"):
            yield Rows([row(say(words("Welkom. Wat wilt u doen?")), style="bold")], id="welcome")
            yield Line(say(words("Zeg het hier, of kies hieronder. Bv.: ik moet in INSISTO geraken")), id="wish")
            yield GutterList(*self._doors(), id="doors", markup=False, compact=True, classes="-gives")
            yield Rows(id="start-alert")
            yield Rows(id="start-notice")
        yield KeyBar([deed for deed in DEEDS if deed.where == "app"], say)

    def on_screen_resume(self) -> None:
        """Paint the doors; the open conversations, as they are now, come in a moment."""
        self.query_one(OptionList).can_focus = False
        self._pointing = False
        self.query_one(Line).focus()
        self.call_after_refresh(self._read)

    async def relabel(self, speech: Speech) -> None:
        """Say it in another language."""
        self._speech = speech
        await self.recompose()
        self.on_screen_resume()

    @work(group="start", exclusive=True)
    async def _read(self) -> None:
        app = self.app
        try:
            kept = await app.backstage.do(app.desk.open_talks, self._speech.language)
            notice = await app.backstage.do(app.desk.notice)
        except Exception as error:
            self.app.store_failed = True
            self.query_one("#start-alert", Rows).show(what_happened(error, self._speech))
            return
        self.app.store_failed = False
        self._list(kept)
        if notice is not None:
            self._tell(notice)

    def _list(self, kept: Sequence[Kept]) -> None:
        self._kept = {one.id: one for one in kept}
        options = self.query_one(OptionList)
        pointed = options.highlighted_option if self._pointing else None
        options.clear_options()
        if kept:
            options.add_option(Option(_heading(self._speech(words("Ga verder met"))), disabled=True))
            options.add_options(
                [Option(_kept_prompt(one, self._speech, self.app.now()), id=f"talk:{one.id}") for one in kept]
            )
            options.add_option(Option(_heading("\n" + self._speech(words("Of begin iets nieuws"))), disabled=True))
        options.add_options(self._doors())
        options.highlighted = 1 if kept else 0
        if pointed is not None and pointed.id is not None:  # the arrow stays where the user put it meanwhile
            options.highlighted = options.get_option_index(pointed.id)

    def _doors(self) -> list[Option]:
        say = self._speech
        options = []
        for name, title, about in _DOORS:
            head = content(say(title), "bold")
            options.append(Option(join([head, content(say(about), QUIET)], "\n"), id=f"door:{name}"))
        return options

    def _tell(self, notice: KeyNotice) -> None:
        say = self._speech
        about = say(words("Wat u antwoordt, wordt versleuteld bewaard op deze computer."))
        advice = say(
            words("Bewaar een kopie van de sleutel op een andere, veilige plaats: zonder sleutel leest niemand uw gegevens.")
        )
        self.query_one("#start-notice", Rows).show(
            [
                row(about, content("i", "bold $primary"), indent=3, style="bold"),
                row(join([content(say(words("Opslag:")), QUIET), notice.store]), indent=3),
                row(join([content(say(words("Sleutel:")), QUIET), notice.key]), indent=3),
                row(advice, indent=3),
            ]
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Through a door, or on with a conversation."""
        event.stop()
        kind, _, name = (event.option_id or "").partition(":")
        if kind == "talk":
            self.app.resume(self._kept[name])
        elif name == "guide":
            self.app.choose_guide()
        elif name == "trouble":
            self.app.show_helpdesk()
        elif name == "overview":
            self.app.show_board()

    def action_move(self, by: int) -> None:
        """Up or down in the list, from the line."""
        options = self.query_one(OptionList)
        (options.action_cursor_down if by > 0 else options.action_cursor_up)()
        self._pointing = True

    def on_input_changed(self) -> None:
        """Something is typed: Enter is for that."""
        self._pointing = False

    def on_line_entered(self, event: Line.Entered) -> None:
        """What was typed, or what the arrow stands at: whichever came last."""
        event.stop()
        if event.text.strip() and not self._pointing:
            self._wish(event.text)
        else:
            self.query_one(OptionList).action_select()

    @work(group="wish", exclusive=True)
    async def _wish(self, said: str) -> None:
        say, alert = self._speech, self.query_one("#start-alert", Rows)
        try:
            understood = await self.app.wish(said)
        except Exception as error:
            alert.show(what_happened(error, say))
            return
        if understood:
            self.query_one(Line).clear()
            alert.show([])
        else:
            told = words(
                "Dat herken ik niet. Noem een toepassing, een soort voorziening of uw rol. "
                "Zoekt u een organisatie of een persoon, kies dan ‘Er is iets mis’."
            )
            alert.show([row(say(told), content("!", "bold $warning"), indent=2)])


def _heading(text: str) -> Content:
    return content(text, QUIET)


def _kept_prompt(one: Kept, say: Speech, now: datetime) -> Content:
    from assistant.domain.numbers import spaced_enterprise  # noqa: PLC0415

    number = spaced_enterprise(one.enterprise) if one.enterprise and len(one.enterprise) == 10 else one.enterprise
    name = content(one_line(one.enterprise_name, 60) or say(words("Onderneming nog niet gekend")), "bold")
    when = _when(one.last, say, now) if one.last else ""
    head = join([name, *(content(one_line(part, 40), QUIET) for part in (number, when) if part)], "  ")
    told = [one.guide_title, one.section]
    if one.sections and one.now:  # in the words of the conversation itself
        told[1] = say(words("{title} · {now} van {all}"), title=one.section, now=one.now, all=one.sections)
    elif one.sections:
        told.append(say(words("{done} van {all} klaar"), done=one.done, all=one.sections))
    return join([head, content(one_line(" · ".join(part for part in told if part)), QUIET)], "\n")


def _when(then: datetime, say: Speech, now: datetime) -> str:
    from assistant.domain.days import BRUSSELS  # noqa: PLC0415

    there, here = then.astimezone(BRUSSELS), now.astimezone(BRUSSELS)
    days = (here.date() - there.date()).days
    at = there.strftime("%H:%M")
    if days == 0:
        return say(words("vandaag om {at}"), at=at)
    if days == 1:
        return say(words("gisteren om {at}"), at=at)
    return there.strftime("%d-%m-%Y")
