"""`demo`: fills a store with synthetic organisations in every stage, and says what to try with them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from assistant.cli.faults import BadInput
from assistant.cli.frame import Work, wishes
from assistant.cli.opening import opened
from assistant.cli.output import say, say_document
from assistant.cli.told import told
from assistant.domain.numbers import spaced_enterprise
from assistant.domain.words import words

if TYPE_CHECKING:
    from assistant.store.opening import Store


@click.command(
    "demo",
    cls=Work,
    help=words(
        "Vult een opslag met zestig verzonnen organisaties, in elk stadium en met elke fout, en met de weken ervoor. Neem "
        "er een aparte opslag voor. Een tweede keer brengt hen terug naar het begin."
    ),
    examples=("toegangswijzer demo --store proef.db", "toegangswijzer readiness --store proef.db"),
)
@click.option(
    "--among", is_flag=True, help=words("Zet ze ook in een opslag waarin al andere organisaties staan: tussen die van u.")
)
@click.pass_context
def demo(ctx: click.Context, among: bool) -> int:
    """Fill the store. Raises `BadInput` when other organisations are in it, unless told to go among them."""
    from assistant.store.demo.story import fill, strangers  # noqa: PLC0415

    asked = wishes(ctx)
    with opened(asked, create=True) as store:
        if not among and (others := strangers(store)):
            raise BadInput(
                told(
                    "In de opslag {store} staan al andere organisaties ({count}). Neem een andere opslag met --store PAD, "
                    "of zet de verzonnen organisaties ertussen met --among.",
                    store=asked.location(),
                    count=others,
                )
            )
        count = fill(store, asked.clock()(), lambda at: _keep(store, at))
    if asked.json:
        say_document({"format": "demo/1", "store": str(asked.location()), "organisations": count})
    else:
        _say_what_to_try(str(asked.location()), count)
    return 0


def _keep(store: Store, at: datetime) -> None:
    """Keep how things stood at the end of a week, so that the overview has progress to show."""
    from assistant.checks.readiness.keeping import keep  # noqa: PLC0415

    keep(store, at)


def _say_what_to_try(store: str, count: int) -> None:
    from assistant.store.demo.story import shown_first  # noqa: PLC0415

    ready, stuck = (spaced_enterprise(number) for number in shown_first())
    say(told("{count} verzonnen organisaties staan klaar in {store}.", count=count, store=store))
    say(told("Probeer nu bijvoorbeeld:"))
    for line in (
        f"toegangswijzer --store {store}",
        f"toegangswijzer readiness --store {store}",
        f"toegangswijzer tree show --enterprise {ready} --store {store}",
        f"toegangswijzer diagnose --enterprise {stuck} --store {store}",
        f"toegangswijzer repair --enterprise {stuck} --store {store}",
    ):
        say(f"  {line}")
