"""A question in the middle of the conversation: the best answer that there is, and what else may have been meant."""

from __future__ import annotations

from datetime import datetime

from assistant.conversation.asking.answers import told_now
from assistant.conversation.asking.entries import Entry
from assistant.conversation.asking.search import Found, find
from assistant.conversation.texts import Texts
from assistant.conversation.turn import Message, join, rich
from assistant.conversation.wording import CONTACTS, OF_THE_PORTAL, one_of
from assistant.domain.contacts import contact
from assistant.domain.words import words

NEAR = 0.9
"""How much of the best score another answer must have to be named beside it."""
MOST_OTHERS = 2
"""Other answers that are named."""


def reply_to(question: str, texts: Texts, now: datetime) -> tuple[Message, ...]:
    """The answer to a side question, with its source; or that it is not known, and whom to ask."""
    found = find(question, texts.language)
    if not found:
        helper = contact(OF_THE_PORTAL)
        text = words("Daar heb ik geen antwoord op. Vraag het aan {name}: {telephone}.")
        facts = {"name": texts.text(helper.called, CONTACTS), "telephone": ", ".join(helper.telephones)}
        return (Message(texts.rich(text, "", facts), "answer", helper.source),)
    return (*_answer(found[0].entry, texts, now), *_others(found, texts))


def _answer(entry: Entry, texts: Texts, now: datetime) -> tuple[Message, ...]:
    name = entry.title if entry.title.endswith((".", "?", "!")) else f"{entry.title}:"
    messages = [Message(join((rich(name, "strong"), *told_now(entry, texts, now))), "answer", entry.source)]
    if entry.clicks:
        numbered = ((*rich(f"{number}. "), *click) for number, click in enumerate(entry.clicks, 1))
        messages.append(Message(join(numbered), "answer", entry.source))
    return tuple(messages)


def _others(found: list[Found], texts: Texts) -> tuple[Message, ...]:
    """What else may have been meant, where it fits nearly as well."""
    best, *others = found
    near = [one.entry.title for one in others if one.score >= NEAR * best.score][:MOST_OTHERS]
    if not near:
        return ()
    meant = one_of((f"'{title}'" for title in near), texts)
    return (Message(texts.rich(words("Of bedoelde u {meant}? Vraag het dan zo."), "", {"meant": meant}), "answer"),)
