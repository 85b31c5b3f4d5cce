"""When an answer is sure enough to be given."""

from assistant.conversation.asking.everyday import EverydayWords, everyday_words
from assistant.conversation.asking.search import find
from assistant.conversation.asking.speech import ELSEWHERE, Speech
from assistant.conversation.asking.sureness import MOST_OURS, Evidence

CLEAR = Evidence(ours=0, strange=0, elsewhere=0)


def test_what_fits_better_and_what_is_known_make_it_surer() -> None:
    assert CLEAR.points(0.5, 4.0) > CLEAR.points(0.3, 4.0) > CLEAR.points(0.3, 2.0)


def test_a_word_of_the_field_makes_it_surer_and_more_than_enough_of_them_no_more() -> None:
    told = [Evidence(ours, 0, 0).points(0.3, 3.0) for ours in range(MOST_OURS + 2)]
    assert told[0] < told[1] < told[MOST_OURS] == told[MOST_OURS + 1]


def test_strange_words_speak_against_it_the_more_the_less_there_is_besides() -> None:
    def harm(known: float) -> float:
        return CLEAR.points(0.4, known) - Evidence(0, 1, 0).points(0.4, known)

    assert harm(1.0) > harm(8.0) > 0


def test_a_word_for_something_else_speaks_more_against_it_than_a_strange_one() -> None:
    assert Evidence(0, 0, 1).points(0.4, 4.0) < Evidence(0, 1, 0).points(0.4, 4.0)


def test_a_story_around_a_question_does_not_silence_it() -> None:
    told = (
        "sorry dat ik stoor maar onze nieuwe collega is gisteren begonnen, ze heeft alles gekregen en toch geraakt ze "
        "volgens haar nergens in, wat kan dat zijn"
    )
    assert find(told, "nl")


def test_words_together_show_that_something_else_is_meant() -> None:
    dutch = Speech(everyday_words("nl"))
    assert ELSEWHERE in dutch.read(dutch.words_of("de itsme van mijn bank")).signs
    assert find("itsme doet het niet", "nl")
    assert find("itsme van mijn bank doet het niet", "nl") == []


def test_a_language_as_it_was_learned_reads_the_same() -> None:
    made = Speech(EverydayWords(same=(("stuk", "werkt .. niet"),), small=("de",), how=("hoe",), ours=("stuk",)))
    again = Speech.knowing(made.learned)
    words = ["de", "lezer", "werkt", "al", "niet"]
    assert again.read(words) == made.read(words)
    assert again.asks_how(["hoe"])
    assert again.ours == made.ours == {"stuk"}


def test_asked_how_an_answer_that_tells_who_may_comes_later() -> None:
    how, who = find("hoe voeg ik een co-TB toe", "nl"), find("wie mag een co-TB toevoegen", "nl")
    assert not how[0].entry.may
    assert (who[0].entry.kind, who[0].entry.id) == ("rule", "A5")
