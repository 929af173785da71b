"""Diagrams from texts as people paste them: what their clauses say, whatever words stand around it."""

from __future__ import annotations

import pytest
from diagram_reading import read


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A claim comes in. The clerk decides whether to accept or decline it. Accepted claims are paid.",
            {'accepted -> decline_it "no"', 'accepted -> paid "yes"', "claim_comes_in -> accepted"},
        ),
        (
            "Should we walk? If it rains, no. If it does not, check the time. If it is late, take the bus. "
            "Otherwise walk.",
            {
                "check_the_time -> late",
                'it_rains -> check_the_time "no"',
                'it_rains -> no_node "yes"',
                'late -> take_the_bus "yes"',
                'late -> walk "no"',
            },
        ),
        (
            "1. Open the app\n2. If you are logged in, go to the feed\n3. If not, enter your name\n4. Choose a topic",
            {
                'are_you_logged -> enter_your_name "no"',
                'are_you_logged -> feed "yes"',
                "enter_your_name -> choose_a_topic",
                "open_the_app -> are_you_logged",
            },
        ),
        (
            "Process: the server checks the PIN. After five failed attempts the card is blocked. The door opens.",
            {
                'five_failed_attempts -> card_is_blocked "yes"',
                'five_failed_attempts -> door_opens "no"',
                "server_checks_the -> five_failed_attempts",
            },
        ),
        (
            "Letters are sorted. If the address is wrong, the letter is sent back to the sender. Otherwise it is "
            "put in the bag.",
            {
                'address_wrong -> letter_is_sent "yes"',
                'address_wrong -> put_in_the "no"',
                "letters_are_sorted -> address_wrong",
            },
        ),
        (
            "ML workflow: data is cleaned and split into training and test sets. If the result is good, the model"
            " is deployed, otherwise it is retrained.",
            {
                "data_is_cleaned -> split_into_training",
                'result_good -> model_is_deployed "yes"',
                'result_good -> retrained "no"',
                "split_into_training -> result_good",
            },
        ),
        (
            "Each of the two web servers asks the cache first; on a miss it reads the database.",
            {
                'web_server_1 -> cache "asks"',
                'web_server_1 -> database "reads on a miss"',
                'web_server_2 -> cache "asks"',
                'web_server_2 -> database "reads on a miss"',
            },
        ),
        (
            "System: photos are stored in a bucket and picked up by the worker.",
            {'bucket -> worker "picked up by"', 'photos -> bucket "are stored in"'},
        ),
        (
            "Architecture: the shop publishes order events, and the mail and stock services consume them.",
            {
                'mail_service -> order_events "consumes"',
                'shop -> order_events "publishes"',
                'stock_service -> order_events "consumes"',
            },
        ),
        (
            "git flow: develop branches off main. A release branch is created from develop, which is merged into "
            "main and develop.",
            {
                'develop -> release_branch "created"',
                "main -> develop",
                'release_branch -> develop "is merged into"',
                'release_branch -> main "is merged into"',
            },
        ),
        (
            "Network: the core switch connects to two floor switches. Three printers hang off the first floor "
            "switch and an access point hangs off the second.",
            {
                'access_point -> floor_switch_2 "hangs off"',
                "core_switch -> floor_switch_1",
                "core_switch -> floor_switch_2",
                'printer_1 -> floor_switch_1 "hangs off"',
                'printer_2 -> floor_switch_1 "hangs off"',
                'printer_3 -> floor_switch_1 "hangs off"',
            },
        ),
        (
            "Mice eat seeds. Owls and foxes hunt mice. Foxes also eat fish.",
            {'foxes -> fish "eat"', 'foxes -> mice "hunt"', 'mice -> seeds "eat"', 'owls -> mice "hunt"'},
        ),
        (
            "User stories: a reader can search the catalogue and reserve books. The librarian can add books. "
            "Reserving books includes logging in.",
            {
                "librarian -- add_books",
                "reader -- reserve_books",
                "reader -- search_the_catalogue",
                'reserve_books -> log_in "«include»" { dashed, head: open }',
            },
        ),
        (
            "A guest can book a room and cancel a booking. The clerk can check guests in. The manager can change "
            "prices.",
            {
                "clerk -- check_guests_in",
                "guest -- book_a_room",
                "guest -- cancel_a_booking",
                "manager -- change_prices",
            },
        ),
        (
            "Our bank is run by a director, Eve. Under her are the CFO Ben and the COO Liz. Liz oversees IT and "
            "Support.",
            {"coo_liz -- it", "coo_liz -- support", "eve_director -- cfo_ben", "eve_director -- coo_liz"},
        ),
        (
            "Mind map about gardens. Soil covers compost, sand and clay. Tools are spades, rakes and hoses.",
            {
                "gardens -- soil",
                "gardens -- tools",
                "soil -- clay",
                "soil -- compost",
                "soil -- sand",
                "tools -- hoses",
                "tools -- rakes",
                "tools -- spades",
            },
        ),
        (
            "class diagram: A Shelf has a number. A Reader can borrow up to three Shelves.",
            {'reader -- "0..3" shelf "borrow"'},
        ),
        (
            "A heater starts in standby. Pressing the switch turns it on and it begins warming. Once the room is "
            "warm it goes back to standby.",
            {
                "on_node -> warming",
                'standby -> on_node "pressing the switch"',
                "start -> standby",
                'warming -> standby "room is warm"',
            },
        ),
        (
            "Sequence: The phone asks the hub, which refers it to the cloud server. The phone asks the cloud "
            "server. The cloud server answers.",
            {
                'cloud_server --> phone "answers"',
                'hub -> phone "refers to the cloud server"',
                'phone -> cloud_server "asks"',
                'phone -> hub "asks"',
            },
        ),
        (
            "Family tree: my grandparents Al and Bea had two children, Cy and my mother Di. Cy never married. Di "
            "married Ed and they have a son, Flo.",
            {
                "al -- circle",
                "bea -- circle",
                "circle -- cy",
                "circle -- di",
                "circle_2 -- flo",
                "di -- circle_2",
                "ed -- circle_2",
            },
        ),
        (
            "The app uses MySQL with Memcached as a cache and calls Stripe.",
            {'app -> memcached "as a cache"', 'app -> mysql "uses"', 'app -> stripe "calls"'},
        ),
        (
            "Sort the parcels. Parcels under 2 kg are biked, parcels over 20 kg are trucked, and everything in "
            "between goes by van.",
            {
                'parcel -> biked "under 2 kg"',
                'parcel -> goes_by_van "otherwise"',
                'parcel -> trucked "over 20 kg"',
                "sort_the_parcels -> parcel",
            },
        ),
        (
            "Venn diagram of desktop and mobile users: desktop users know shortcuts and tabs, mobile users know "
            "swipes, and both know search.",
            {
                "search inside desktop_users",
                "search inside mobile_users",
                "shortcuts inside desktop_users",
                "swipes inside mobile_users",
                "tabs inside desktop_users",
            },
        ),
        (
            "Architecture: a compiler has two parts. The front end sends the tree to the back end. The back end "
            "writes files to the disk.",
            {'back_end -> disk "writes files"', 'front_end -> back_end "tree"'},
        ),
        (
            "A parcel comes in. The depot then checks whether the address is known. If so, it is delivered; if "
            "not, it is returned.",
            {'address_known -> delivered "yes"', 'address_known -> returned "no"', "parcel_comes_in -> address_known"},
        ),
        (
            "Claims: an agent approves or rejects the claim within a week. If it is approved, the money is sent. "
            "Then the file is archived.",
            {
                'claim_approved -> money_is_sent "yes"',
                'claim_approved -> rejects_the_claim "no"',
                "money_is_sent -> file_is_archived",
            },
        ),
        (
            "Mail comes in. The filter scans it. Spam is moved to the bin, everything else goes to the inbox.",
            {
                "filter_scans_it -> spam",
                "mail_comes_in -> filter_scans_it",
                'spam -> inbox "no"',
                'spam -> moved_to_the "yes"',
            },
        ),
        (
            "Goods come back. The clerk inspects them. Undamaged items are restocked, damaged ones are recycled.",
            {
                "clerk_inspects_them -> undamaged_item",
                "goods_come_back -> clerk_inspects_them",
                'undamaged_item -> recycled "no"',
                'undamaged_item -> restocked "yes"',
            },
        ),
        (
            "The pipeline starts with a push. The runner checks out the code, installs it, and runs lint and "
            "tests in parallel. When both have passed it builds an image.",
            {
                "installs_it -> runs_lint",
                "installs_it -> runs_tests",
                "push -> runner_checks_out",
                "runner_checks_out -> installs_it",
                "runs_lint -> builds_an_image",
                "runs_tests -> builds_an_image",
            },
        ),
        (
            "Plants can be divided into trees, shrubs and grasses. Trees include firs and oaks. Firs have kinds "
            "such as noble and grand.",
            {
                "firs -- grand",
                "firs -- noble",
                "plants -- grasses",
                "plants -- shrubs",
                "plants -- trees",
                "trees -- firs",
                "trees -- oaks",
            },
        ),
        (
            "Our backend is split into two services. The user service writes to MySQL and calls the mail service."
            " The mail service caches letters in Memcached.",
            {
                'mail_service -> memcached "caches letters"',
                'user_service -> mail_service "calls"',
                'user_service -> mysql "writes to"',
            },
        ),
        (
            "Architecture: the order service publishes events to Kafka, where the report job picks them up.",
            {'order_service -> kafka "events"', 'report_job -> kafka "picks events"'},
        ),
        (
            "ER diagram: a visit is between one doctor and one patient and has a date.",
            {"visit -- doctor { tail: zero or many, head: one }", "visit -- patient { tail: zero or many, head: one }"},
        ),
        (
            "Classes: Entry has an amount and a date and belongs to an Account. Account has a balance.",
            {'entry -- "1" account'},
        ),
        (
            "A drier is off until someone presses start. It heats, tumbles and cools. If the door is opened "
            "during tumbling it pauses; closing the door resumes it. When cooling is done it beeps and turns off.",
            {
                "beeping -> off",
                'cooling -> beeping "cooling is done"',
                "heating -> tumbling",
                'off -> heating "someone presses start"',
                'pausing -> tumbling "closing the door"',
                "start -> off",
                "tumbling -> cooling",
                'tumbling -> pausing "door is opened during tumbling"',
            },
        ),
        (
            "Both owls and bats are nocturnal. Owls have feathers, bats have fur and hang from ceilings. Make a "
            "Venn diagram.",
            {
                "feathers inside owls",
                "fur inside bats",
                "hang_from_ceilings inside bats",
                "nocturnal inside bats",
                "nocturnal inside owls",
            },
        ),
        (
            "Trains and buses are public. Trains and cars are fast. Only cars need parking. Compare them in a "
            "Venn diagram.",
            {
                "fast inside cars",
                "fast inside trains",
                "need_parking inside cars",
                "public inside buses",
                "public inside trains",
            },
        ),
        (
            "State machine: a gate is closed until someone pushes it. Then it is open. After ten seconds it closes.",
            {'closed -> open_node "someone pushes"', 'open_node -> closed "ten seconds"', "start -> closed"},
        ),
        (
            "System: Home Assistant subscribes to the broker and turns on the fan. Each IoT sensor writes to the "
            "broker.",
            {
                'each_iot_sensor -> broker "writes to"',
                'home_assistant -> broker "subscribes to"',
                'home_assistant -> fan "turns on"',
            },
        ),
        (
            "Taxonomy: music includes rock and jazz. Rock has subgenres such as punk and metal.",
            {"music -- jazz", "music -- rock", "rock -- metal", "rock -- punk"},
        ),
        (
            "Renting a bike: the visitor fills in a form. The clerk checks the card. If the check fails, the "
            "request is rejected. Otherwise the bike is handed over.",
            {
                'check_fails -> bike_is_handed "no"',
                'check_fails -> request_is_rejected "yes"',
                "clerk_checks_the -> check_fails",
                "visitor_fills_in -> clerk_checks_the",
            },
        ),
        (
            "System: under the hood, the server parses files into an AST and calls the printer.",
            {'server -> ast "parses files"', 'server -> printer "calls"'},
        ),
        (
            "Owls, bats and cats are all animals. Bats and cats have fur and owls don't. Only bats hang. Compare "
            "them in a Venn diagram.",
            {
                "animals inside bats",
                "animals inside cats",
                "animals inside owls",
                "fur inside bats",
                "fur inside cats",
                "hang inside bats",
            },
        ),
        (
            "A boat has a name and a length. Sailboats and tugs are boats; a sailboat has a mast. A yacht is a "
            "kind of sailboat with a crew.",
            {
                "sailboat -> boat { head: triangle }",
                "tug -> boat { head: triangle }",
                "yacht -> sailboat { head: triangle }",
            },
        ),
        (
            "A lift is idle when nobody has called it. When a button is pressed it moves. When the floor is "
            "reached it stops.",
            {
                'idle -> moving "button is pressed"',
                'moving -> stopping "floor is reached"',
                'start -> idle "nobody has called"',
            },
        ),
    ],
)
def test_what_a_pasted_text_says(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])
