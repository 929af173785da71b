"""What the reader of Mermaid makes of each kind of diagram."""

from __future__ import annotations

import pytest
from foreign_lines import lines

from sgc.importing import read_foreign
from sgc.source import Diagnostic, Source
from sgc.syntax import to_source, tree


def remarks(text: str) -> tuple[Diagnostic, ...]:
    return read_foreign(Source("some.mmd", text)).diagnostics


@pytest.mark.parametrize(
    ("written", "noun"),
    [
        ("[x]", "box"), ("(x)", "rounded"), ("([x])", "pill"), ("[[x]]", "subroutine"), ("[(x)]", "cylinder"),
        ("((x))", "circle"), ("(((x)))", "accepting"), (">x]", "box"), ("{x}", "diamond"), ("{{x}}", "hexagon"),
        ("[/x/]", "parallelogram"), ("[\\x\\]", "parallelogram"), ("[/x\\]", "trapezoid"), ("(-x-)", "ellipse"),
        ("@{ shape: docs, label: x }", "document"), ("@{ shape: das, label: 'x' }", "queue"),
    ],
)  # fmt: skip
def test_brackets_are_shapes(written: str, noun: str) -> None:
    assert f'a: {noun} "x"' in lines(f"graph TD\na{written}")


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("a --> b", "a -> b"), ("a --- b", "a -- b"), ("a <--> b", "a <-> b"), ("a -.-> b", "a -> b { dotted }"),
        ("a ==> b", "a -> b { bold }"), ("a --x b", "a -> b { head: cross }"),
        ("a o--o b", "a -- b { tail: circle, head: circle }"), ("a -- yes --> b", 'a -> b "yes"'),
        ('a -->|"yes"| b', 'a -> b "yes"'), ("a -. 1.5 .-> b", 'a -> b "1.5" { dotted }'),
        ("a ----> b", "a -> b"), ("a--text-->b", 'a -> b "text"'), ("a e1@--> b", "a -> b"),
    ],
)  # fmt: skip
def test_arrows_are_links(written: str, link: str) -> None:
    assert link in lines(f"graph TD\n{written}")


def test_lists_and_chains_of_nodes_are_links() -> None:
    assert {"a -> c", "a -> d", "b -> c", "b -> d", "c -> e", "d -> e"} <= set(lines("graph TD\na & b --> c & d --> e"))
    assert "a -> b -> c" in lines("graph TD\na --> b --> c")
    assert "a -> b -> c" in lines("graph TD\na\n\n-->\n\nb\n-->\nc")


def test_subgraphs_are_groups_and_a_node_belongs_where_it_stands_in_one() -> None:
    found = lines("graph TD\na --> b\nsubgraph s [Title]\nb --> c\nsubgraph t\nd\nend\nend\na --> s")
    assert found[found.index('group s "Title" {') : found.index("a -> b")] == [
        'group s "Title" {', "b: box", "c: box", "", 'group t "t" {', "d: box", "}", "}", "",
    ]  # fmt: skip
    assert "a -> s" in found


def test_a_chain_in_a_subgraph_of_its_own_direction_is_a_row() -> None:
    text = "graph TD\nx --> s\nsubgraph s\ndirection {}\na --> b --> c\nend"
    assert "row a b c" in lines(text.format("LR"))
    assert not remarks(text.format("LR"))
    assert "row c b a" in lines(text.format("RL"))
    assert not any("row" in line or "column" in line for line in lines(text.format("TB")))
    assert "column a b" in lines("graph TD\nsubgraph s\ndirection LR\na\nb\nend")
    two = lines("graph TD\nsubgraph s\ndirection LR\na --> b\nc --> d\nend")
    assert {"row a b", "row c d", "a above c"} <= set(two)
    frames = lines("graph TD\nsubgraph s\ndirection LR\nsubgraph f\na\nend\nsubgraph g\nb\nend\na --> b\nend")
    assert "f left of g" in frames
    assert not any("row" in line for line in frames)


def test_a_subgraph_keeps_the_direction_around_where_its_nodes_are_linked_outside() -> None:
    text = "graph TD\nsubgraph s\ndirection LR\na --> b\nend\nb --> x"
    assert not any("row" in line for line in lines(text))
    assert not remarks(text)


def test_the_direction_of_a_subgraph_that_branches_is_left_out_with_a_warning() -> None:
    text = "graph TD\nsubgraph s\ndirection LR\na --> b\na --> c\nend"
    assert [one.code.name for one in remarks(text)] == ["not-imported"]
    assert not any("row" in line for line in lines(text))


def test_styles_of_one_of_many_and_of_classes() -> None:
    found = lines("graph TD\na:::hot --> b\nclassDef hot fill:#f00,stroke:red\nstyle b fill:lightblue\n"
                  "linkStyle default stroke:gray\nlinkStyle 0 stroke-dasharray:5 5")  # fmt: skip
    assert "a: box .hot" in found
    assert "b: box { fill: lightblue }" in found
    assert "a -> b { stroke: gray, dashed }" in found
    assert "style .hot { fill: #f00, stroke: red }" in found


def test_letters_and_outlines_keep_their_looks() -> None:
    found = lines("graph TD\na --> b\nclassDef dark fill:#123456,color:#fff,stroke-width:4px,stroke-dasharray: 5 5\n"
                  "class a dark\nstyle b stroke-width:0px\nlinkStyle 0 color:red")  # fmt: skip
    assert "style .dark { fill: #123456, ink: #fff, thickness: 4, dashed: true }" in found
    assert "b: box { stroke: none }" in found
    assert "a -> b { ink: red }" in found


def test_what_all_have_alike_is_one_style() -> None:
    found = lines("graph TD\na --> b\nb --> c\nclassDef default fill:#eee\nlinkStyle default stroke:gray")
    assert "style box { fill: #eee }" in found
    assert "style link { stroke: gray }" in found


def test_labels_are_text_and_nothing_else() -> None:
    found = lines('graph TD\na["<b>x</b> &amp; <script>evil()</script>#quot;y#quot;<br>z"]\nb["`**bold**`"]\n'
                  'c["$5 and $6"]\nd["$$x^2$$"]\nclick a "javascript:alert(1)"')  # fmt: skip
    assert r'a: box "x & \"y\"\nz"' in found
    assert 'b: box "bold"' in found
    assert r'c: box "\$5 and \$6"' in found
    assert 'd: box "$x^2$"' in found
    assert not any("javascript" in line or "evil" in line for line in found)


def test_names_are_never_words_of_the_language_nor_given_twice() -> None:
    found = lines("graph TD\non --> left\na-b --> a.b\n1 --> canvas")
    assert {'on_node: box "on"', 'a_b: box "a-b"', 'a_b_2: box "a.b"', 'n1: box "1"'} <= set(found)


def test_front_matter_gives_the_title_and_the_theme() -> None:
    text = "---\ntitle: My flow\nconfig:\n  theme: dark\n  layout: elk\n---\n%%{init: {}}%%\nflowchart RL\na"
    assert lines(text)[:3] == ['diagram "My flow" {', 'theme "dark"', "direction left"]
    assert remarks(text) == ()


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("init: {'theme': 'neutral'}", "style box { fill: #eeeeee, stroke: #999999 }"),
        ("init: {'theme': 'dark'}", 'theme "dark"'),
        ('init: {"flowchart": {"curve": "linear"}}', "routing straight"),
        ("init:{flowchart:{curve:'basis',nodeSpacing:50}}", "routing curved"), ("initialize: {'theme':'forest'}",
         "style box { fill: #cde498, stroke: #13540c }"),
        ("init: {'theme':'base','themeVariables':{'primaryColor':'#fee','primaryTextColor':'red'}}",
         "style box { fill: #fee, ink: red }"),
        ("init: {'themeVariables':{'lineColor':'blue','background':'#eeffee'}}", "style link { stroke: blue }"),
        ("wrap", "direction right"),
    ],
)  # fmt: skip
def test_a_directive_gives_theme_colors_and_the_form_of_links(said: str, line: str) -> None:
    text = f"%%{{{said}}}%%\nflowchart LR\nclassDef own fill:#123456\na --> b:::own"
    assert line in lines(text)
    assert remarks(text) == ()


def test_colours_of_a_theme_for_sequences_and_notes_are_theirs() -> None:
    said = (
        "{'themeVariables': {'primaryColor': '#fee', 'actorBkg': '#eef', 'signalColor': 'red', 'noteBkgColor': '#efe'}}"
    )
    sequence = f"%%{{init: {said}}}%%\nsequenceDiagram\na->>b: go\nloop x\nnote over a: so\nend"
    assert {"style box { fill: #eef }", "style link { stroke: red }", "style note { fill: #efe }"} <= set(
        lines(sequence)
    )
    flow = lines(f"%%{{init: {said}}}%%\nflowchart LR\na --> b")
    assert "style box { fill: #fee }" in flow
    assert not any("note" in line or "red" in line for line in flow)
    pale = "%%{init: {'themeVariables': {'signalTextColor': '#fff'}}}%%\nsequenceDiagram\na->>b: go"
    assert "signalTextColor" in remarks(pale)[0].message


def test_of_a_configuration_what_has_no_counterpart_is_told_by_its_name() -> None:
    said = "{'look': 'handDrawn', 'themeVariables': {'pie1': '#fff', 'primaryColor': '#fee'}}"
    text = f"%%{{init: {said}}}%%\nflowchart LR\na"
    assert [one.message for one in remarks(text)] == [
        "the look 'handDrawn' has no counterpart here and is left out",
        "'pie1' of the configuration has no counterpart here and is left out",
    ]
    assert [one.message for one in remarks("%%{init: {{{}}%%\nflowchart LR\na")] == [
        "this configuration is not understood and is left out"
    ]


def test_a_line_that_is_not_understood_is_told_with_its_place_and_the_rest_is_read() -> None:
    text = "graph TD\na --> b\na -->\n}{ nonsense\nb --> c"
    assert "b -> c" in lines(text)
    assert all(one.span is not None and one.span.line in (3, 4) for one in remarks(text))
    assert remarks(text)


def test_states() -> None:
    found = lines("stateDiagram-v2\n[*] --> A\nA --> B : go\nstate B {\n[*] --> C\n}\nB --> [*]\n"
                  "state f <<fork>>\nA --> f\nA : words\nnote right of A : a note")  # fmt: skip
    assert {"start: start", "end: end", "B_start: start", "f: fork", 'A: state "words"'} <= set(found)
    assert {'A -> B "go"', "start -> A", "B -> end", "A_note -- A", "A_note right of A"} <= set(found)


def test_classes() -> None:
    found = lines("classDiagram\nclass A~T~ {\n<<interface>>\n+x: int\n+go()* void\n}\nA <|.. B\n"
                  'B "1" *-- "0..*" C : has\nB : -y List~int~\nnote for B "hint"')  # fmt: skip
    assert 'A: interface "A<T>" {' in found
    assert {"+x: int", '"{abstract} +go() void"', "-y List<int>"} <= set(found)
    assert "A -- B { tail: triangle, dashed }" in found
    assert 'B "1" -- "0..*" C "has" { tail: diamond }' in found
    assert "B_note -- B" in found


def test_attributes_of_classes_stand_above_their_methods() -> None:
    found = lines("classDiagram\nclass A {\n+go()\n+x: int\n+stop() bool\n}\nA : -y\nclass B {\n+x\n}")
    assert found[1:9] == ["A: class {", "+x: int", "-y", "--", "+go()", "+stop() bool", "}", "B: class {"]


def test_entities() -> None:
    found = lines('erDiagram\nA ||--o{ B : has\nA {\nint id PK "the key"\nvarchar(20) name\n}')
    assert any('id: int "PK" "the key"' in line for line in found)
    assert any("name: varchar(20)" in line for line in found)
    assert 'A -- B "has" { tail: one, head: zero or many }' in found


def test_sequences() -> None:
    found = lines("sequenceDiagram\nactor A as Ann\nA->>+B: hi\nalt x\nB-->>-A: ok\nelse y\nB-xA: no\nend\n"
                  "loop z\nA-)B: async\nend\nNote over A,B: both")  # fmt: skip
    assert found[0] == "diagram sequence {"
    assert 'A: actor "Ann"' in found
    middle = found[found.index('A -> B "hi"') :]
    assert middle[:7] == [
        'A -> B "hi"', "activate B", 'alt "x" {', 'B --> A "ok"', "deactivate B", '} else "y" {',
        'B -> A "no" { head: cross }',
    ]  # fmt: skip
    assert {'A ->> B "async"', "note over A", "note over B"} <= set(middle)


def test_mind_maps() -> None:
    assert lines("mindmap\n  root((Trip))\n    Food\n      Pasta\n    Sights") == [
        "diagram mindmap {", '"Trip" {', '"Food" {', '"Pasta"', "}", '"Sights"', "}", "}",
    ]  # fmt: skip


def test_plans() -> None:
    found = lines("gantt\ndateFormat YYYY-MM-DD\nsection S\nA :crit, a, 2026-01-05, 2026-01-08\nB :after a, 2w\n"
                  "C :milestone, 2026-02-01, 0d")  # fmt: skip
    assert 'a: task "A" .critical { start: 2026-01-05, end: 2026-01-07 }' in found
    assert "B: task { after: a, weeks: 2 }" in found
    assert "C: milestone { start: 2026-02-01 }" in found


def test_a_timeline_of_years_has_an_axis_and_another_has_columns() -> None:
    years = lines("timeline\n title Web\n section S\n 2002 : LinkedIn\n 2004 : Facebook : Google\n      : Gmail\n")
    assert 'diagram timeline "Web" {' in years
    assert "Google: event { start: 2004 }" in years
    assert "Gmail: event { start: 2004 }" in years
    ages = lines("timeline\n Bronze Age : Tools : Writing\n Iron Age\n")
    assert 'Bronze_Age: table "Bronze Age" {' in ages
    assert '"Writing"' in ages
    assert "Bronze_Age -> Iron_Age" in ages


def test_messages_number_themselves() -> None:
    text = "sequenceDiagram\nautonumber 10 5\na->>b: x\nb-->>a: y\nautonumber off\na->>b: z"
    found = lines(text)
    assert 'a -> b "10: x"' in found
    assert 'b --> a "15: y"' in found
    assert 'a -> b "z"' in found


def test_histories_have_a_row_for_each_branch() -> None:
    text = (
        'gitGraph\ncommit id: "one" tag: "v1"\nbranch develop\ncommit\ncheckout main\ncommit type: HIGHLIGHT\n'
        'merge develop id: "both"'
    )
    found = lines(text)
    assert r'one: rounded "one\n«v1»"' in found
    assert 'develop: text "develop" { ink: #c2703d, bold: true }' in found
    assert {"direction right", "routing straight"} <= set(found)
    assert {"align middle main one commit_2 both", "align middle develop commit"} <= set(found)
    assert "main above develop" in found
    assert [line.partition(" {")[0] for line in found if " -- " in line] == [
        "main -- one", "develop -- commit", "one -- commit", "one -- commit_2", "commit_2 -- both", "commit -- both",
    ]  # fmt: skip
    assert [one.message for one in remarks("gitGraph\nbranch develop")] == ["this history has no commit"]


def test_a_configuration_names_the_first_branch_of_a_history() -> None:
    front = "---\nconfig:\n  gitGraph:\n    mainBranchName: trunk\n---\n"
    text = f"{front}gitGraph\ncommit\nbranch b\ncheckout trunk\ncommit"
    assert any(line.startswith('trunk: text "trunk"') for line in lines(text))
    assert not any("branch" in one.message for one in remarks(text))
    text = "%%{init: {'gitGraph': {'mainBranchName': 'trunk'}}}%%\ngitGraph\ncommit\nbranch b\ncheckout trunk\ncommit"
    assert any(line.startswith('trunk: text "trunk"') for line in lines(text))


def test_names_of_participants_may_hold_brackets() -> None:
    text = "sequenceDiagram\nparticipant Client (web)\nClient (web)->>API: call\nAPI-)Client (web): later"
    assert {'Client_web -> API "call"', 'API ->> Client_web "later"'} <= set(lines(text))
    assert remarks(text) == ()


def test_a_file_of_several_diagrams_with_titles_has_a_figure_of_each() -> None:
    text = "%% first\n---\ntitle: One\n---\ngraph TD\na --> b\n%% second\n---\ntitle: Two\n---\ngraph LR\nc --> d\n"
    assert [line for line in lines(text) if "diagram" in line] == ['diagram "One" {', 'diagram "Two" {']


def test_a_note_may_go_over_lines() -> None:
    assert r'A_note: note "one\ntwo"' in lines('classDiagram\nclass A\nnote for A "one\ntwo"')


#: A diagram of each kind, with a place for a line.
FLOW, SEQUENCE = "flowchart TD\nA --> B\n{}\nB --> C", "sequenceDiagram\nA->>B: one\n{}\nB->>A: two"
CLASSES, STATES = "classDiagram\nclass A\n{}\nA --> B : two", "stateDiagram-v2\n[*] --> A\n{}\nA --> B"
ENTITIES = "erDiagram\nA ||--o{{ B : has\n{}\nB ||--|| C : is"


@pytest.mark.parametrize(
    ("diagram", "line"),
    [
        *((FLOW, one) for one in ("subgrah x", "classDf x fill:red", "hello world", "...", "${name}", "1. item")),
        *((FLOW, one) for one in ('"half', "style", "class A", "classDef x", "// a remark", "note right of A: x")),
        *((SEQUENCE, one) for one in ("A->>B some words", "partcipant D", "lop x", "include('a-b')")),
        *((CLASSES, one) for one in ("class", "class D E", "class D extends A", "A :", "clas D", "end", "style A")),
        *((STATES, one) for one in ("state", "end", "foo(bar)", "=======", "...", "A:", "[*]", "(half", "@@NAME@@")),
        *((ENTITIES, one) for one in ("end", "style", "entity D", "A -- B : x", "A ||-- B : x")),
    ],
)
def test_a_line_that_is_nothing_of_its_diagram_draws_nothing_and_is_told(diagram: str, line: str) -> None:
    def read(inner: str) -> tree.SyntaxTree:
        return read_foreign(Source("some.mmd", diagram.format(inner)))

    assert to_source(read(line)) == to_source(read(""))
    assert [one.span.text for one in read(line).diagnostics if one.span is not None] == [line]


@pytest.mark.parametrize(
    ("diagram", "line", "message"),
    [
        (STATES, "note right of A", "this note has no end: 'end note' is missing"),
        (CLASSES, "class D {", "this has no end: '}' is missing"),
        (CLASSES, "namespace N {", "this namespace has no end"),
        (ENTITIES, "D {", "this has no end: '}' is missing"),
    ],
)  # fmt: skip
def test_what_is_never_closed_is_told(diagram: str, line: str, message: str) -> None:
    found = read_foreign(Source("some.mmd", diagram.format(line))).diagnostics
    assert message in [one.message for one in found]


def test_what_happens_at_the_same_time_stands_in_frames_of_its_own() -> None:
    text = (
        "stateDiagram-v2\n[*] --> Busy\nstate Busy {\n[*] --> a\nstate inner {\nx --> y\n}\n--\n[*] --> b\n--\nc\n}\n"
        "Busy --> [*]"
    )
    found = lines(text)
    frames = [one for one in found if one.startswith("group")]
    assert frames == [
        'group Busy "Busy" {', 'group Busy_1 "" .look {', 'group inner "inner" {', 'group Busy_2 "" .look {',
        'group Busy_3 "" .look {',
    ]  # fmt: skip
    inside = found[found.index('group Busy_2 "" .look {') : found.index('group Busy_3 "" .look {')]
    assert "b: state" in inside
    assert any(line.endswith(": start") for line in inside)
    assert remarks(text) == ()
    assert [one.span.text for one in remarks("stateDiagram-v2\na --> b\n--") if one.span is not None] == ["--"]


def test_a_class_of_a_state_is_no_text_of_it() -> None:
    found = lines("stateDiagram-v2\na --> b\nb:::hot\nclassDef hot fill:#f00")
    assert "b: state .hot" in found


def test_a_text_in_quotes_is_one_branch_on_all_of_its_lines() -> None:
    assert '"Bold and\\nmore"' in lines('mindmap\n  Root\n    a["`**Bold** and\n    more`"]\n    b')


def test_sections_of_years_are_periods() -> None:
    text = "timeline\nsection Early\n2002 : LinkedIn\n2004 : Facebook\nsection Late\n2006 : Twitter"
    found = lines(text)
    assert "Early: period { start: 2002, end: 2004 }" in found
    assert "Late: period { start: 2006, end: 2006 }" in found
    assert remarks(text) == ()


@pytest.mark.parametrize(
    ("said", "group"),
    [
        ("box Aqua Back end", 'group Back_end "Back end" .look {'), ("box Back end", 'group Back_end "Back end" {'),
        ("box rgb(200,220,255)", "group box .look {"), ("box transparent Ours", 'group Ours "Ours" .look {'),
        ("box Rust engine", 'group Rust_engine "Rust engine" {'),
    ],
)  # fmt: skip
def test_a_box_around_participants_is_a_group(said: str, group: str) -> None:
    found = lines(f"sequenceDiagram\n{said}\nparticipant A\nparticipant B\nend\nbox Empty\nend\nA->>C: go")
    at = found.index(group)
    assert found[at + 1 : at + 4] == ["A: box", "B: box", "}"]
    assert "C: box" in found
    assert not any("Empty" in line for line in found)


def test_how_words_are_wrapped_is_no_word_of_them() -> None:
    found = lines("sequenceDiagram\na->>b:wrap: hello\nNote over a:nowrap: quiet\na->>b: wrapped: yes")
    assert {'a -> b "hello"', 'note: note "quiet"', 'a -> b "wrapped: yes"'} <= set(found)


def test_coloured_stretches_of_sequences_are_areas_on_which_letters_can_be_read() -> None:
    found = lines("sequenceDiagram\nrect rgb(230, 240, 255)\nA->>B: one\nrect rgb(60, 60, 0)\nB->>A: two\nend\nend")
    assert {"area .look_2 {", "style .look_2 { fill: #e6f0ff }", "area .look {", "style .look { fill: #d8d8cc }"} <= {
        *found
    }
    assert "area {" in lines("sequenceDiagram\nrect transparent\nA->>B: one\nend")


def test_participants_come_to_be_and_end_with_messages() -> None:
    text = ("sequenceDiagram\nA->>B: hi\ncreate participant C\nA->>C: make\ndestroy C\nA-xC: stop\n"
            "destroy B\nB->>A: bye\nalt x\ncreate actor D\nA->>D: one\nelse y\nA->>D: two\nend")  # fmt: skip
    found = lines(text)
    assert {'A -> C "make" { creates }', 'A -> C "stop" { head: cross, destroys }'} <= set(found)
    assert {'B -> A "bye" { ends }', 'A -> D "one" { creates }', 'A -> D "two"'} <= set(found)
    assert remarks(text) == ()


def test_who_goes_on_after_its_end_in_one_branch_has_not_ended_and_who_was_there_is_not_created() -> None:
    text = "sequenceDiagram\nA->>B: hi\nalt x\ndestroy B\nA->>B: stop\nelse y\ncreate participant B\nA->>B: go on\nend"
    assert {'A -> B "stop"', 'A -> B "go on"'} <= set(lines(text))


def test_a_critical_region_has_options() -> None:
    found = lines("sequenceDiagram\ncritical connect\nA->>B: x\noption timeout\nA->>A: log\nend")
    at = found.index('critical "connect" {')
    assert found[at : at + 5] == ['critical "connect" {', 'A -> B "x"', '} else "timeout" {', 'A -> A "log"', "}"]


def test_how_many_may_be_written_from_either_side() -> None:
    found = lines("erDiagram\nA ||--}o B : has\nC o|--|{ D : has")
    assert 'A -- B "has" { tail: one, head: zero or many }' in found
    assert 'C -- D "has" { tail: zero or one, head: one or many }' in found
