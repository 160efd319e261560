"""assistant/ui/sources.py"""

from __future__ import annotations

from dataclasses import replace

from assistant.assistant import Found
from assistant.ui.sources import card_id, panel, scope
from index.hit import Hit
from tests.assistant.ui.conftest import evidence, turn_about

QUOTE = "Tadpole is a detector of 0.8 million parameters."


def test_a_card_holds_number_title_byline_link_and_quote(tadpole):
    shown = panel([turn_about(tadpole, QUOTE)])
    assert f'id="{card_id(1, 1)}"' in shown and '<span class="number">1</span>' in shown
    assert tadpole.title in shown and "Dana Fisk" in shown and "2030" in shown
    assert f'href="{tadpole.url}"' in shown
    assert f"<blockquote>{QUOTE}</blockquote>" in shown


def test_the_quoted_sentence_is_marked_where_it_stands_in_the_abstract(tadpole):
    shown = panel([turn_about(tadpole, QUOTE)])
    assert f"for computation. <mark>{QUOTE}</mark> It finds fish" in shown


def test_the_other_papers_found_are_collapsed_and_hold_no_cited_one(tadpole, papers):
    shown = panel([turn_about(tadpole, QUOTE, others=papers[:2])])
    others = shown.partition('<details class="others">')[2]
    assert "Also found (2)" in others and papers[0].title in others and tadpole.title not in others


def test_only_the_sources_of_the_latest_question_are_on_view(tadpole, papers):
    shown = panel([turn_about(tadpole, QUOTE, others=papers[:2]), turn_about(tadpole, QUOTE, others=papers[3:5])])
    assert shown.count('class="sources current"') == 1
    assert shown.rindex('class="sources"') < shown.index('class="sources current"')
    assert card_id(1, 1) in shown and card_id(2, 1) in shown
    assert papers[0].title not in shown and papers[3].title in shown


def test_what_was_just_found_has_cards_without_numbers(tadpole):
    found = Found("What is it?", (Hit(tadpole, 1.0),), (evidence(tadpole, QUOTE),))
    shown = panel([turn_about(tadpole, QUOTE)], found)
    current = shown.partition('class="sources current"')[2]
    assert f"<mark>{QUOTE}</mark>" in current and "number" not in current and "id=" not in current


def test_a_hostile_paper_is_text(tadpole):
    hostile = replace(
        tadpole,
        title="<script>alert(1)</script>",
        abstract=f"{QUOTE} <img src=x onerror=alert(1)> [link](javascript:alert(1))",
        authors=("<b>Mallory</b>",),
        venue="<style>",
        url="javascript:alert(1)",
        code_url="data:text/html,<script>",
    )
    shown = panel([turn_about(hostile, QUOTE, others=[replace(hostile, id="arxiv:0000.00001")])])
    for tag in ("<script", "<img", "<b>", "<style", "href"):
        assert tag not in shown
    assert "&lt;img src=x onerror=alert(1)&gt; [link](javascript:alert(1))" in shown


def test_a_paper_without_abstract_says_so(tadpole, papers):
    bare = replace(papers[0], abstract="")
    assert "No abstract in the library" in panel([turn_about(tadpole, QUOTE, others=[bare])])


def test_before_the_first_question_the_panel_says_what_it_is_for():
    assert "appear here" in panel([])


def test_pinned_papers_are_named_with_what_lets_go_of_them_and_their_titles_are_text(tadpole):
    hostile = replace(tadpole, title='"><img src=x>')
    assert scope([]) == "" and f'data-unpin="{tadpole.id}"' in scope([tadpole]) and "<img" not in scope([hostile])
