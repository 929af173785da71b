"""Courses of events, messages and systems as people tell them, read by the grammar of clauses."""

from __future__ import annotations

import pytest
from diagram_reading import read

from sgc.english import read_prompt
from sgc.source import Source


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "A developer opens a pull request and a server builds the branch. If the build fails the developer fixes "
            "the code and pushes again. If it succeeds a teammate reviews the changes and merges them into main.",
            {'build_fails -> developer_fixes_the "yes"', 'build_fails -> teammate_reviews_the "no"',
             "developer_fixes_the -> pushes_again", "developer_opens_a -> server_builds_the",
             "pushes_again -> server_builds_the", "server_builds_the -> build_fails",
             "teammate_reviews_the -> merges_them_into"},
        ),
        (
            "Flow chart: on every push we run the linter and the tests in parallel. If both pass, the image is built."
            " Then it gets deployed to staging, and after a manual approval to production.",
            {'both_pass -> image_is_built "yes"', "every_push -> run_the_linter", "every_push -> run_the_tests",
             "gets_deployed_to -> manual_approval", "image_is_built -> gets_deployed_to",
             "manual_approval -> gets_deployed_to_2", "run_the_linter -> both_pass", "run_the_tests -> both_pass"},
        ),
        (
            "Flow chart: design and procurement happen in parallel. When both are done, assembly starts.",
            {"design -> assembly_starts", "procurement -> assembly_starts"},
        ),
        (
            "Process: the parcel is weighed. It is sent to the depot and then to the customer.",
            {"parcel_is_weighed -> sent_to_the", "sent_to_the -> sent_to_the_2"},
        ),
        (
            "our release: create a branch, run the tests; when they are green tag the commit and publish it. if the "
            "tests are red fix them",
            {"create_a_branch -> run_the_tests", 'green -> fix_them "no"', 'green -> tag_the_commit "yes"',
             "run_the_tests -> green", "tag_the_commit -> publish_it"},
        ),
        (
            "Flow chart: a mail arrives, the filter scans it, spam goes to the junk folder, everything else goes to "
            "the inbox",
            {"filter_scans_it -> spam", "mail_arrives -> filter_scans_it", 'spam -> inbox "no"',
             'spam -> junk_folder "yes"'},
        ),
        (
            "Flow chart: tickets come in. Bugs go to engineering, billing questions go to finance, everything else "
            "goes to support.",
            {"tickets_come_in -> which_kind", 'which_kind -> engineering "bugs"',
             'which_kind -> finance "billing questions"', 'which_kind -> support "everything else"'},
        ),
        (
            "Algorithm: read n. For i from 1 to n add i to the sum. Print the sum.",
            {"add_i_to -> next_i_from", 'next_i_from -> add_i_to "yes"', 'next_i_from -> print_the_sum "no"',
             "read_n -> next_i_from"},
        ),
        (
            "for every student: read the grade; if the grade is above 50 print pass else print fail. at the end print"
            " the average",
            {'another_student -> print_the_average "no"', 'another_student -> read_the_grade "yes"',
             'grade_above_50 -> print_fail "no"', 'grade_above_50 -> print_pass "yes"',
             "print_fail -> another_student", "print_pass -> another_student", "read_the_grade -> grade_above_50"},
        ),
        (
            "onboarding: HR sends the contract, the new hire signs it, IT sets up a laptop while the manager plans "
            "the first week. The new hire gets a tour.",
            {"hr_sends_the -> new_hire_signs", "it_sets_up -> new_hire_gets", "manager_plans_the -> new_hire_gets",
             "new_hire_signs -> it_sets_up", "new_hire_signs -> manager_plans_the"},
        ),
        (
            "Flowchart: run the tests. If they fail, fix the bug and run the tests again. Then deploy.",
            {"run_the_tests -> do_they_fail", 'do_they_fail -> fix_the_bug "yes"', "fix_the_bug -> run_the_tests",
             'do_they_fail -> deploy "no"'},
        ),
        (
            "Flowchart: take a breath, then count to ten. After that take a breath again.",
            {"take_a_breath -> count_to_ten", "count_to_ten -> take_a_breath"},
        ),
        (
            "The librarian looks for the book and, if it is on the shelf, lends it; if not, she orders it.",
            {"librarian_looks_for -> on_the_shelf", 'on_the_shelf -> lends_it "yes"', 'on_the_shelf -> orders_it "no"'},
        ),
        (
            "Flowchart: choose a start value; evaluate f; if f is zero, stop with an error; otherwise update x; repeat "
            "from the evaluation until the change is small; output the root.",
            {"choose_a_start -> evaluate_f", "evaluate_f -> f_zero", 'f_zero -> stop_with_an "yes"',
             'f_zero -> update_x "no"', "update_x -> change_small", 'change_small -> evaluate_f "no"',
             'change_small -> output_the_root "yes"'},
        ),
        (
            "Flowchart: water is screened, then flocculated, then filtered. A sensor samples it, and if the reading is "
            "high the water is sent back to flocculation.",
            {"water_is_screened -> flocculated", "flocculated -> filtered", "filtered -> sensor_samples_it",
             "sensor_samples_it -> reading_high", 'reading_high -> flocculated "yes"'},
        ),
        (
            "Flowchart: a letter comes in, a clerk opens it. Not urgent: file it. Urgent: call the boss. After the "
            "call write a note.",
            {"letter_comes_in -> clerk_opens_it", "clerk_opens_it -> urgent", 'urgent -> file_it "no"',
             'urgent -> call_the_boss "yes"', "call_the_boss -> write_a_note", "file_it -> write_a_note"},
        ),
        (
            "Flowchart: stop the server, copy the files, verify the copy. If verification fails, copy the files again. "
            "If it is ok, start the server.",
            {"stop_the_server -> copy_the_files", "copy_the_files -> verify_the_copy",
             "verify_the_copy -> verification_fails", 'verification_fails -> copy_the_files "yes"',
             'verification_fails -> start_the_server "no"'},
        ),
        (
            "Flowchart: guess a word. Is it right? yes - take a point. no - is it too long? then say shorter, else say "
            "longer. After either hint the player guesses again.",
            {"guess_a_word -> is_it_right", 'is_it_right -> take_a_point "yes"', 'is_it_right -> is_it_too "no"',
             'is_it_too -> say_shorter "yes"', 'is_it_too -> say_longer "no"', "say_shorter -> guess_a_word",
             "say_longer -> guess_a_word"},
        ),
        (
            "Hi there! Could you draw me a diagram of how our login works? The user enters a password, the app checks "
            "it and if it's right shows the dashboard, if not it shows an error and lets them try again. Thanks a lot!",
            {"user_enters_a -> app_checks_it", "app_checks_it -> right_node", 'right_node -> shows_the_dashboard "yes"',
             'right_node -> shows_an_error "no"', "shows_an_error -> user_enters_a"},
        ),
        (
            "Flowchart: write a draft, submit it, reviewers read it; if they want changes, revise and resubmit; if "
            "they accept it, it is published; if they reject it, try another journal.",
            {"write_a_draft -> submit_it", "submit_it -> reviewers_read_it",
             "reviewers_read_it -> do_they_want", 'do_they_want -> revise "yes"', "revise -> submit_it",
             'do_they_want -> do_they_accept "no"', 'do_they_accept -> published "yes"',
             'do_they_accept -> try_another_journal "no"'},
        ),
        (
            "Flowchart: pupils take the test. Those who pass get a certificate, those who fail take it again.",
            {"pupils_take_the -> pass", 'pass -> get_a_certificate "yes"', 'pass -> pupils_take_the "no"'},
        ),
        (
            "Flowchart: the guard looks at every badge. Anyone without a badge is sent to the desk. Everyone else goes "
            "in.",
            {"guard_looks_at -> without_a_badge", 'without_a_badge -> sent_to_the "yes"',
             'without_a_badge -> goes_in "no"'},
        ),
        (
            "Flowchart: measure the temperature. If it is above 38, call a doctor. If it is below 38, rest and measure "
            "again in an hour. After that the Senate votes, and the president signs or vetoes it.",
            {"measure_the_temperature -> above_38", 'above_38 -> call_a_doctor "yes"', 'above_38 -> rest "no"',
             'rest -> measure_the_temperature "in an hour"', "call_a_doctor -> senate_votes",
             "senate_votes -> president_signs_or"},
        ),
        (
            "Here is how we review a paper. The author sends it to the editor. The editor either desk-rejects it or "
            "sends it to two reviewers. They return their reports to the editor, who decides: accept, reject or ask "
            "for revisions. Revised papers go back to the reviewers.",
            {"author_sends_it -> editor_desk_rejects", "author_sends_it -> editor_sends_it",
             "editor_sends_it -> return_their_reports", "return_their_reports -> editor_decision",
             'editor_decision -> accept "accept"', 'editor_decision -> reject "reject"',
             'editor_decision -> ask_for_revisions "ask"', "ask_for_revisions -> editor_sends_it"},
        ),
        (
            "Every morning I bake for the shop and I'd like the routine on the wall for my helper. Ask the customer "
            "what is wrong, and if it's burnt bake a new loaf and then inform me. If it isn't, we charge it. In every "
            "case write it down.",
            {"ask_the_customer -> burnt", 'burnt -> bake_a_new "yes"', "bake_a_new -> inform_me",
             'burnt -> charge_it "no"', "inform_me -> write_it_down", "charge_it -> write_it_down"},
        ),
        (
            "A process: a customer calls. Support logs it. Is it about billing? Then accounting handles it. Is it "
            "technical? Then engineering does. Everything else support answers. At the end the customer gets a survey.",
            {"customer_calls -> support_logs_it", "support_logs_it -> is_it_about",
             'is_it_about -> accounting_handles_it "yes"', 'is_it_about -> is_it_technical "no"',
             'is_it_technical -> engineering_handles_it "yes"', 'is_it_technical -> support_answers "no"',
             "accounting_handles_it -> customer_gets_a", "engineering_handles_it -> customer_gets_a",
             "support_answers -> customer_gets_a"},
        ),
        (
            "A process: a patient calls. The nurse asks about symptoms. Severe: book a visit. Mild: give advice. No "
            "symptoms: say goodbye. Then write a note.",
            {"patient_calls -> nurse_asks_about", "nurse_asks_about -> symptoms", 'symptoms -> book_a_visit "severe"',
             'symptoms -> give_advice "mild"', 'symptoms -> say_goodbye "no symptoms"', "book_a_visit -> write_a_note",
             "give_advice -> write_a_note", "say_goodbye -> write_a_note"},
        ),
        (
            "Flowchart: check the stock. In stock: reserve the item. Out of stock: show a message. Payment failed? "
            "Release the item. After that the boss can complain, in which case he writes a letter, or go home.",
            {"check_the_stock -> in_stock", 'in_stock -> reserve_the_item "yes"', 'in_stock -> show_a_message "no"',
             "reserve_the_item -> payment_failed", "show_a_message -> payment_failed",
             'payment_failed -> release_the_item "yes"', "release_the_item -> boss_complain",
             'payment_failed -> boss_complain "no"', 'boss_complain -> writes_a_letter "yes"',
             'boss_complain -> go_home "no"'},
        ),
        (
            "For my thesis I need a diagram of the screening: records were found, and titles were screened. Records "
            "that were not relevant were excluded. The remaining texts were assessed, and those that were eligible "
            "were included while the rest were sent back.",
            {"records_were_found -> titles_were_screened", "titles_were_screened -> not_relevant",
             'not_relevant -> excluded "yes"', 'not_relevant -> assessed "no"', "assessed -> eligible",
             'eligible -> included "yes"', 'eligible -> sent_back "no"'},
        ),
        (
            "Our landlord process - tenant reports a repair, it lands with the manager who decides if it's urgent. "
            "Urgent jobs go to the plumber. Non-urgent ones are put out for quotes, the cheapest is picked and they "
            "book a visit.",
            {"tenant_reports_a -> lands_with_the", "lands_with_the -> urgent", 'urgent -> plumber "yes"',
             'urgent -> put_out_for "no"', "put_out_for -> cheapest_is_picked", "cheapest_is_picked -> book_a_visit"},
        ),
        (
            "A flowchart is requested for claims. The claim is submitted by the employee. Where the amount exceeds EUR "
            "5,000, approval by the director is required; otherwise the order is placed directly. Claims rejected by "
            "the director are returned to the employee.",
            {"claim_is_submitted -> amount_exceeds_eur", 'amount_exceeds_eur -> approval_by_the "yes"',
             'amount_exceeds_eur -> order_is_placed "no"', "approval_by_the -> claim_is_submitted"},
        ),
        (
            "Process: the patient arrives and the nurse takes a sample. Red = see a doctor, yellow = wait, green = go "
            "home. Weighing and measuring are carried out concurrently.",
            {"patient_arrives -> nurse_takes_a", "nurse_takes_a -> sample", 'sample -> see_a_doctor "red"',
             'sample -> wait "yellow"', 'sample -> go_home "green"', "see_a_doctor -> weighing", "wait -> weighing",
             "go_home -> weighing", "see_a_doctor -> measuring", "wait -> measuring", "go_home -> measuring"},
        ),
        (
            "Flowchart: HR sends the offer. The candidate accepts, declines or negotiates. If they negotiate, HR "
            "revises the offer and sends it again; if they decline, we call the next one; if they accept, IT sets up "
            "a laptop.",
            {"hr_sends_the -> candidate", 'candidate -> hr_revises_the "negotiates"',
             "hr_revises_the -> hr_sends_the", 'candidate -> call_the_next "declines"',
             'candidate -> it_sets_up "accepts"'},
        ),
        (
            "Flowchart: we feed the starter in the evening, and in the morning we do the test. If it sinks we feed it "
            "again and wait an hour before testing it again. Once it floats we bake it.",
            {"feed_the_starter -> in_the_morning", "in_the_morning -> it_sinks", 'it_sinks -> feed_it_again "yes"',
             "feed_it_again -> wait_an_hour", "wait_an_hour -> in_the_morning", 'it_sinks -> bake_it "no"'},
        ),
        (
            "The bank checks the score. Scores under 600 are declined. Scores between 600 and 700 need a review. "
            "Everything above is approved. After ten minutes each pair gets a letter.",
            {"bank_checks_the -> score", 'score -> declined "under 600"',
             'score -> need_a_review "between 600 and 700"',
             'score -> approved "otherwise"', "need_a_review -> after_ten_minutes", "approved -> after_ten_minutes"},
        ),
        (
            "Flowchart: 1) write 2) proofread 3) if ok publish else go back to 1",
            {"write -> proofread", "proofread -> ok", 'ok -> publish "yes"', 'ok -> write "no"'},
        ),
        (
            "Flowchart: form a hypothesis and test it. If it is wrong, form a new one. If the code matches the user is "
            "logged in, if it doesn't the login fails.",
            {"form_a_hypothesis -> test_it", "test_it -> wrong", 'wrong -> form_a_hypothesis "yes"',
             'wrong -> code_matches "no"', 'code_matches -> user_is_logged "yes"', 'code_matches -> login_fails "no"'},
        ),
    ],
)  # fmt: skip
def test_what_is_done_in_which_case(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "Sequence: Alice asks Bob for the report. Bob requests the data from Carol. Carol sends it to him. He "
            "thanks Carol.",
            {'alice -> bob "asks for the report"', 'bob -> carol "requests data"', 'bob -> carol "thanks"',
             'carol -> bob "data"'},
        ),
        (
            "The user enters his password in the browser. The browser sends it to the server. The server checks it "
            "against the database and returns a token. The browser stores the token.",
            {'browser -> browser "stores the token"', 'browser -> server "password"', 'server --> browser "token"',
             'server -> database "checks password"', 'user -> browser "enters his password"'},
        ),
        (
            "Kafka gets events from the web shop and from the mobile app. Flink reads from Kafka, enriches the events"
            " and writes them to Elasticsearch.",
            {'flink -> elasticsearch "writes events"', 'flink -> flink "enriches events"',
             'flink -> kafka "reads from"', 'mobile_app -> kafka "events"', 'web_shop -> kafka "events"'},
        ),
        (
            "Data comes in from a Postgres database via Debezium to Kafka. Spark processes it and writes files to S3.",
            {'debezium -> kafka "data"', 'postgres_database -> debezium "data"', 'spark -> kafka "processes"',
             'spark -> s3 "writes files"'},
        ),
        (
            "Architecture: the gateway calls the cart service and the order service. each has its own database. "
            "Workers send mails with Mailgun.",
            {"cart_service -> cart_service_database", 'gateway -> cart_service "calls"',
             'gateway -> order_service "calls"', "order_service -> order_service_database",
             'workers -> mailgun "mails"'},
        ),
        (
            "Deployment: two EC2 instances behind a load balancer in a VPC. Both instances connect to an RDS database"
            " in a private subnet.",
            {"ec2_instance_1 -> rds_database", "ec2_instance_2 -> rds_database", "load_balancer -> ec2_instance_1",
             "load_balancer -> ec2_instance_2"},
        ),
        (
            "home network: the modem connects to the router, phones and tablets use the wifi of the router",
            {"modem -> router", 'phones -> router "use wifi"', 'tablets -> router "use wifi"'},
        ),
        (
            "System: the web app calls the API over HTTPS. The API talks to three services: accounts, payments and "
            "notifications. notifications sends emails through SendGrid.",
            {'api -> accounts "talks to"', 'api -> notifications "talks to"', 'api -> payments "talks to"',
             'notifications -> sendgrid "emails"', 'web_app -> api "HTTPS"'},
        ),
    ],
)  # fmt: skip
def test_who_leads_to_whom(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "state diagram for a traffic light: starts at red, after 30 seconds it turns green, after 25 seconds "
            "yellow, and after 5 seconds back to red",
            {'green -> yellow "after 25 seconds"', 'red -> green "30 seconds"', "start -> red",
             'yellow -> red "after 5 seconds"'},
        ),
        (
            "A document goes from draft to in review when the author submits it. From in review it either goes back "
            "to draft when it is rejected or becomes published when it is approved.",
            {'draft -> in_review "author submits"', 'in_review -> draft "rejected"',
             'in_review -> published "approved"'},
        ),
        (
            "An order starts as pending, becomes paid when the customer pays, then shipped when it leaves the "
            "warehouse. It can be cancelled while it is pending or paid.",
            {"paid -> cancelled", 'paid -> shipped "leaves the warehouse"', "pending -> cancelled",
             'pending -> paid "customer pays"', "start -> pending"},
        ),
    ],
)  # fmt: skip
def test_what_state_leads_to_which(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


@pytest.mark.parametrize(
    ("text", "joins"),
    [
        (
            "class diagram for a library: Book has title and isbn. Member has name and can borrow many books. A Loan "
            "links one Book to one Member.",
            {'loan -- "1" book "links"', 'loan -- "1" member "links"', 'member -- "0..*" book "borrow"'},
        ),
        (
            "er diagram: a student has a name and can attend many courses. a teacher teaches one or more courses.",
            {'student -- course "attend" { head: zero or many }',
             'teacher -- course "teaches" { head: one or many }'},
        ),
        (
            "The company has three departments: Engineering, Marketing and Operations. Engineering is led by Sam and "
            "has two teams, Platform and Mobile.",
            {"company -- engineering_sam", "company -- marketing", "company -- operations",
             "engineering_sam -- mobile", "engineering_sam -- platform"},
        ),
        (
            "Our hiring process starts with a job posting. Candidates apply online. A recruiter screens the CVs and "
            "rejects those who don't fit. The others have a phone interview, then an onsite interview, and finally we"
            " make an offer.",
            {"candidates_apply_online -> recruiter_screens_the", 'don_t_fit -> have_a_phone "no"',
             'don_t_fit -> rejects_those_who "yes"', "have_a_phone -> onsite_interview",
             "job_posting -> candidates_apply_online", "onsite_interview -> make_an_offer",
             "recruiter_screens_the -> don_t_fit"},
        ),
        (
            "Order process: the customer adds items to the cart. Then he pays by card. If the payment fails he can "
            "try again, otherwise the order is shipped.",
            {"customer_adds_items -> pays_by_card", 'payment_fails -> order_is_shipped "no"',
             'payment_fails -> pays_by_card "yes"', "pays_by_card -> payment_fails"},
        ),
        (
            "Process: the server polls git. When there are changes it checks out the code. If it rains I take the "
            "bus, otherwise I ride my bike.",
            {'changes -> checks_out_the "yes"', 'changes -> it_rains "no"', "checks_out_the -> it_rains",
             'it_rains -> ride_my_bike "no"', 'it_rains -> take_the_bus "yes"', "server_polls_git -> changes"},
        ),
        (
            "ER model: students enroll in courses. Each course is taught by exactly one teacher. A student can enroll"
            " in several courses.",
            {'course -- teacher "is taught by" { head: one }',
             'student -- course "enroll in" { head: zero or many }'},
        ),
        (
            "class diagram: Vehicle is abstract and has a speed and a method move(). Car and Bike inherit from "
            "Vehicle.",
            {"bike -> vehicle { head: triangle }", "car -> vehicle { head: triangle }"},
        ),
        (
            "Sequence: customer inserts card into ATM, ATM asks for PIN, customer enters PIN, ATM verifies PIN with "
            "the bank, bank confirms.",
            {'atm -> bank "verifies PIN"', 'atm -> customer "asks for PIN"', 'bank --> atm "confirms"',
             'customer -> atm "enters PIN"', 'customer -> atm "inserts card"'},
        ),
        (
            "classification of triangles: equilateral, isosceles, scalene",
            {"triangles -- equilateral", "triangles -- isosceles", "triangles -- scalene"},
        ),
        (
            "Steps: 1. Boil water 2. Remove the bag 3. Is it too strong? Add milk, otherwise drink it",
            {"boil_water -> remove_the_bag", "remove_the_bag -> is_it_too", 'is_it_too -> add_milk "yes"',
             'is_it_too -> drink_it "no"'},
        ),
        (
            "Taxonomy: animals are divided into fish and mammals. Mammals are further split into placentals and "
            "marsupials.",
            {"animals -- fish", "animals -- mammals", "mammals -- placentals", "mammals -- marsupials"},
        ),
        (
            "Data flow diagram: raw logs land in S3 and a Glue job cleans them.",
            {'raw_logs -> s3 "land in"', 'glue_job -> s3 "cleans raw logs"'},
        ),
        (
            "For each row in the file: validate it. When all rows are done send a report.",
            {'another_row_in -> validate_it "yes"', "validate_it -> another_row_in",
             'another_row_in -> send_a_report "no"'},
        ),
        (
            "Process: a reader asks. If the book is there he takes it, if it is lent out he reserves it. He leaves.",
            {"reader_asks -> book_there", 'book_there -> takes_it "yes"', 'book_there -> lent_out "no"',
             'lent_out -> reserves_it "yes"', 'lent_out -> leaves "no"', "takes_it -> leaves", "reserves_it -> leaves"},
        ),
    ],
)  # fmt: skip
def test_who_has_what_and_what_is_done_with_some(text: str, joins: set[str]) -> None:
    assert read(text)[1:] == (joins, [])


def test_a_pronoun_that_may_be_of_two_people_is_told() -> None:
    text = "Sequence: Ann asks Bob. Bob asks Cy for a copy. Cy gives it to him. He reads it and shows it to her."
    tree = read_prompt(Source("prompt", text, is_prompt=True)).tree
    assert [one.message for one in tree.diagnostics] == ["“her” may be “Ann” or “Cy”"]


def test_lanes_are_listed_before_a_colon() -> None:
    text = "swimlanes for sales and shipping: sales takes the order, shipping sends it and sales gets notified"
    nodes = read(text)[0]
    assert nodes == {'rounded "Take the order"', 'rounded "Send it"', 'rounded "Get notified"'}
