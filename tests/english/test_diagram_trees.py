"""Trees from prose: who or what the clauses of a text put under another, whatever form they have."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source
from sgc.syntax import to_source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (  # an office beside its holder, holders beside their number, a pronoun, and the second half of a contrast
            "The hospital is led by the director, Dr. Weiss. Two deputies, Ms. Adler and Mr. Braun, report to her. "
            "Ms. Adler is responsible for surgery and radiology, while Mr. Braun oversees kitchen and laundry.",
            {
                "dr_weiss_director -- ms_adler_deputy",
                "dr_weiss_director -- mr_braun_deputy",
                "ms_adler_deputy -- surgery",
                "ms_adler_deputy -- radiology",
                "mr_braun_deputy -- kitchen",
                "mr_braun_deputy -- laundry",
            },
        ),
        (  # what something is, of kinds that were named before
            "Rocks are divided into igneous rocks and sediments. Granite and basalt are igneous rocks; the chalk is a "
            "sediment.",
            {
                "rocks -- igneous_rocks",
                "rocks -- sediments",
                "igneous_rocks -- granite",
                "igneous_rocks -- basalt",
                "sediments -- chalk",
            },
        ),
        (  # a turned clause, and those who are led by somebody and have no other name
            "Olga is the CEO. Reporting to her are Ada Moss (CFO) and Ian Webb (CTO). Ada's team consists of an "
            "accountant and a controller.",
            {
                "olga_ceo -- ada_moss_cfo",
                "olga_ceo -- ian_webb_cto",
                "ada_moss_cfo -- accountant",
                "ada_moss_cfo -- controller",
            },
        ),
        (  # relative clauses of those who were put under another, of one and of each
            "The queen appoints the prime minister, who leads the cabinet. The cabinet is made up of ministers, each "
            "of whom heads a department.",
            {"queen -- prime_minister", "prime_minister -- cabinet", "cabinet -- ministers", "ministers -- department"},
        ),
        (  # the verb that is said once, of several
            "Draw a tree of the animal kingdom: animals split into vertebrates and invertebrates, vertebrates into "
            "mammals, birds and fish.",
            {
                "animals -- vertebrates",
                "animals -- invertebrates",
                "vertebrates -- mammals",
                "vertebrates -- birds",
                "vertebrates -- fish",
            },
        ),
        (  # who owns the whole, what people are under somebody, and clauses of their own behind each other
            "Org chart for a small bakery: Maria owns it, Tom and Lena are bakers under her, and Tom trains the "
            "apprentice Ben.",
            {"maria -- tom_baker", "maria -- lena_baker", "tom_baker -- apprentice_ben"},
        ),
        (  # where those below stand is said first, and a noun of units once
            "Organisation chart of a school: the principal is at the top, below are two vice principals, and the math, "
            "science and English departments report to the first vice principal.",
            {
                "principal -- vice_principal_1",
                "principal -- vice_principal_2",
                "vice_principal_1 -- math_department",
                "vice_principal_1 -- science_department",
                "vice_principal_1 -- english_department",
            },
        ),
        (  # who is what, of several, and whose manager is in charge
            "Org chart with Jane as president, Bob and Carol as vice presidents reporting to Jane, and Dave reporting "
            "to Bob.",
            {
                "jane_president -- bob_vice_president",
                "jane_president -- carol_vice_president",
                "bob_vice_president -- dave",
            },
        ),
        (  # some of a list stand under another of it
            "A mind map of my vacation ideas with beach and mountains in the first level, and surfing and diving under "
            "beach, hiking under mountains.",
            {
                "vacation_ideas -- beach",
                "vacation_ideas -- mountains",
                "beach -- surfing",
                "beach -- diving",
                "mountains -- hiking",
            },
        ),
        (  # the branches each by itself, and a branch of the name of the whole
            "Mind map for an essay on Hamlet. Themes are revenge and death; characters are Hamlet and Ophelia.",
            {
                "essay_on_hamlet -- themes",
                "themes -- revenge",
                "themes -- death",
                "essay_on_hamlet -- characters",
                "characters -- hamlet",
                "characters -- ophelia",
            },
        ),
        (  # those who are told apart by what they are for, and somebody of whom more is said in a relative clause
            "The ward is run by the nurse manager. Two charge nurses, one for days and one for nights, report to her. "
            "The charge nurse for days leads the day team. There is also a ward clerk who reports to the manager.",
            {
                "nurse_manager -- days_charge_nurse",
                "nurse_manager -- nights_charge_nurse",
                "days_charge_nurse -- day_team",
                "nurse_manager -- ward_clerk",
            },
        ),
        (  # what is divided by somebody, and a name that ends as a verb does, in a list
            "Draw a tree that classifies media into press and radio. Press covers dailies, press releases and a fair.",
            {"media -- press", "media -- radio", "press -- dailies", "press -- press_releases", "press -- fair"},
        ),
        (  # as many as are listed, and some under one of them
            "Draw an organization chart with a president, two vice presidents for sales and engineering, and three "
            "managers under the vice president for engineering.",
            {
                "president -- vice_president_for",
                "president -- vice_president_for_2",
                "vice_president_for_2 -- manager_1",
                "vice_president_for_2 -- manager_2",
                "vice_president_for_2 -- manager_3",
            },
        ),
    ],
)
def test_clauses_say_what_is_under_what(text: str, joins: set[str]) -> None:
    found = read(text)
    assert found[1] == joins
    assert found[2] == []


def test_a_noun_before_names_in_parentheses_is_the_kind_of_each() -> None:
    text = "Three services (orders, prices and search) call the gateway. The gateway writes to the search service."
    assert read(text) == (
        {'rounded "Orders"', 'rounded "Prices"', 'rounded "Search"', 'hexagon "Gateway"'},
        {
            'orders -> gateway "call"',
            'prices -> gateway "call"',
            'search -> gateway "call"',
            'gateway -> search "writes to"',
        },
        [],
    )


def test_what_is_listed_between_dashes_stands_under_what_is_before() -> None:
    text = "Drinks can be hot or cold. Hot drinks include teas - black, green and white - and coffee."
    assert read(text)[1:] == (
        {
            "drinks -- hot",
            "drinks -- cold",
            "hot -- teas",
            "teas -- black",
            "teas -- green",
            "teas -- white",
            "hot -- coffee",
        },
        [],
    )


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Family tree: Ann and Bob have a son Cy. Cy married Di.", {"row ann circle bob", "row cy circle_2 di"}),
        ("Family tree: Ann married Bob. Ann married Cy.", {"row ann circle bob", "row cy circle_2 ann"}),
        ("Family tree: Ann and Bob are married. Bart and Lisa are their children.", {"row ann circle bob"}),
    ],
)
def test_partners_stand_beside_each_other(text: str, rows: set[str]) -> None:
    reading = read_prompt(Source("prompt", text, is_prompt=True))
    lines = {line.strip() for line in to_source(reading.tree).splitlines()}
    assert reading.not_understood == ()
    assert {line for line in lines if line.startswith("row ")} == rows
