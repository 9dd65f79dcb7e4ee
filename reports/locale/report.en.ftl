# The HTML report in English: short words, for a teacher.

document-title-scan = accessibility of pages
document-title = usability, accessibility, load and privacy
skip = Skip to the answer
dark-switch = ☾ Switch light and dark
filter = Show only rows with
footer = Made by Skolprov { $version } from the evidence of the run; every figure can be computed again from it.
more = More
sideways = ↔ Scroll sideways for more
yes = yes
no = no

# The first screen
section-answer = The answer
section-tasks = Tasks
section-changes = What changed, step by step
section-effort = Effort
section-accessibility = Accessibility
section-pages = Pages
section-load = Under load
section-privacy = Privacy
section-method = Method and fine print
section-data = Data
sections = Parts of the report

verdict-worse = The build “{ $candidate }” is worse than “{ $baseline }”.
verdict-better = The build “{ $candidate }” is better than “{ $baseline }”.
verdict-no-meaningful-difference = No meaningful difference between “{ $candidate }” and “{ $baseline }”.
verdict-cannot-tell = It cannot be told whether “{ $candidate }” is better or worse than “{ $baseline }”.
verdict-one-build = The build “{ $build }”, measured alone: nothing is compared.
verdict-scan = “{ $build }”: { $pages ->
    [0] no page could be looked at
    [one] one page, opened by its address
   *[other] { $pages } pages, opened by their addresses, one by one
}.
faults-shared = A new fault that several roles meet is counted for each of them; in all there are { $number }.
verdict-key = Figures: { $baseline } → { $candidate }; one figure where both are equal.
verdict-key-effort = Effort: the mean of the tasks that both completed, weighted by how often each is done.
how-sure = How sure is this?
table-kinds = What is wrong, and on how many pages
head-kind = Kind of fault
head-pages = Pages
head-became = What became of it
more-kinds = { $number ->
    [one] One more kind of fault
   *[other] { $number } more kinds of fault
}
scan-change-new = { $number } new
scan-change-fixed = { $number } fixed
scan-change-remaining = { $number } remaining
scan-change-only-in-baseline = { $number } on pages that are no longer there
scan-change-only-in-candidate = { $number } on pages that were not there before
table-verdict = The answer by role and measure
area-task-success = Task success
area-effort = Effort per task
cell-predicted-time = mean own time
cell-wait = mean wait for the platform
cell-load-success = got done
cell-load-p95 = time until done, of 95 in 100
area-accessibility = Accessibility faults
area-load = Under load
area-privacy = Privacy leaks
fact-selected = Only
fact-not-measured = Not measured
fact-comparable = Comparable
fact-differs = Differs
fact-note = Note
comparable-yes = Yes: same tasks, same way of measuring, same browser and machine.
comparable-yes-scan = Yes: same checks, level and standard, same browser and machine.
comparable-partly = In part: see what differs.
comparable-no = No: what differs is measured in another way.
differs-nothing = Nothing.
touches-everything = nothing can be compared because of it
touches-attempts = nothing but load can be compared because of it
touches-times = waits and load are compared with wider margins, or not at all
touches-accessibility = findings cannot be compared
touches-effort-and-findings = effort and findings cannot be compared
touches-findings-and-times = findings cannot be compared, waits and load with wider margins, or not at all
touches-load = this load cannot be compared
touches-nothing = does not change the figures
short-unknown-people = satisfaction, comprehension and learning
short-unknown-screen-readers = what people with a screen reader hear
short-unknown-real-screen-readers = what NVDA, JAWS and VoiceOver really say
short-unknown-mode-pointer = use with a mouse
short-unknown-mode-keyboard = use without a mouse
short-unknown-mode-touch = touch screens
short-unknown-mode-zoom = pages enlarged to 400 %
short-unknown-journeys = what becomes of the pages while somebody uses them
short-unknown-load = load
short-unknown-privacy = privacy
short-unknown-privacy-of = privacy of { $build }
short-unknown-accessibility = accessibility
short-unknown-not-by-form-or-mode = load and privacy, which cannot be told by school form or mode
short-unknown-not-scripted = { $count ->
    [one] one task without a journey
   *[other] { $count } tasks without a journey
} in the platform file { $about }
short-unknown-no-account = { $count ->
    [one] one task
   *[other] { $count } tasks
} without a { $about ->
    [teacher] teacher’s
    [pupil] pupil’s
   *[guardian] guardian’s
} account
not-measured = not measured
judgement-worse = worse
judgement-better = better
judgement-no-meaningful-difference = no meaningful difference
judgement-cannot-tell = cannot tell
leaks-added = { $number } new
faults-added = { $number } new
faults-removed = { $number } gone
tasks-worse-by = { $number ->
    [one] worse: { $task } { $figure }
   *[other] worse in { $number } tasks, most in { $task } { $figure }
}
tasks-worse = { $number ->
    [one] worse: { $task }
   *[other] worse in { $number } tasks
}

# Roles, forms, modes
roles-teacher = Teachers
roles-pupil = Pupils
roles-guardian = Guardians
roles-user = Users
role-any = Everyone
roles-any = Everyone
role-teacher = Teacher
role-pupil = Pupil
role-guardian = Guardian
role-user = User
form-P = Preschool
form-C = Compulsory school
form-U = Upper secondary school
form-A = Adult education
mode-pointer = mouse
mode-keyboard = keyboard
mode-touch = touch
mode-zoom = zoom
mode-screen-reader = screen reader

# Tasks
lead-tasks = Who reached the goal, and how. { $repeats ->
    [one] One attempt
   *[other] { $repeats } attempts
} per task, mode and build; a cell says how many of them succeeded.
table-tasks = Tasks by mode
table-verdict-head = Role
head-task = Task
head-role = Role
head-mode = Mode
head-build = Build
head-attempts = Attempts
head-success = Succeeded
head-interval = 95 % interval
key-tasks = ✓ all succeeded; ✗ not all did, and what ended them. – no attempt counts: not offered, or the measurement failed. The interval shows when you point at a cell, and in the table below.
key-forms = P preschool, C compulsory school, U upper secondary school, A adult education.
fewer-than-planned = fewer attempts than planned
tasks-intervals = All figures with their 95 % intervals
interval = { $low } to { $high }
interval-95 = 95 % interval: { $interval }
points = { $points } percentage points
groups-head = By school form and by mode
groups-lead = Share of attempts that succeeded, with the 95 % interval (Wilson).
group-form = School form
group-mode = Mode
nothing-attempted = No task was attempted.
stops-head = What stopped them
stops-lead = Every way in which an attempt ended short of its goal. Attempts that ended alike are told once.
tasks-absent = { $number ->
    [one] 1 task is not offered
   *[other] { $number } tasks are not offered
 }
nothing-offered = Nothing is offered to them
absent-head = What is not offered
absent-lead = Functions that there are not, as the platform’s file says. They count neither as success nor as failure.
where = Where
heard-near = What is read out there
focus-path = Where focus went
console = The page’s own errors
at-step = step { $step }, { $name }
picture-end = { $build } where “{ $task }” ended
outcome-succeeded = succeeded
outcome-failed = failed
outcome-barrier = barrier
outcome-not-offered = not offered
outcome-script-error = script error
outcome-environment-error = could not be tried
outcome-harness-error = our error

# Step by step
lead-changes = For each task that got worse: both ways through it, one above the other. The step that differs is marked ≠. Each page is photographed once, when an attempt first comes to it; where that was another attempt, the picture says so, and may show other people.
against = { $candidate } against { $baseline }
step-differs = Differs
step-ended = Got no further
step-missing = No such step here
step-not-reached = Not reached
no-way-worse = No task got worse.
picture-of-another = Picture: another attempt on the same page
picture-step = { $build }: the screen after “{ $step }”
count-actions = { $number ->
    [one] 1 action
   *[other] { $number } actions
}
count-clicks = { $number ->
    [one] 1 click
   *[other] { $number } clicks
}
count-keystrokes = { $number ->
    [one] 1 key
   *[other] { $number } keys
}
count-pages = { $number ->
    [one] 1 page
   *[other] { $number } pages
}
count-listened = { $number ->
    [one] 1 item heard
   *[other] { $number } items heard
}
wait-alone = { $wait } s wait
own-time = { $own } s
own-and-wait = { $own } s + { $wait } s wait

# Effort
lead-effort = What a task costs: the practised person’s own time, predicted from each click and key, and the time that the platform makes them wait. The two are never added up.
effort-table = Side by side
key-effort = { $number ->
    [one] { "" }
   *[other] Figures in this order, one where all are equal:
}
effort-alike = { $number ->
    [one] One row more, without a difference that means anything
   *[other] { $number } rows more, without a difference that means anything
}
effort-profile = The person is { $typist } ({ $keystroke } s a key), { $age } (times { $factor }); { $pointing ->
    [fitts] pointing takes what Fitts’ law says of distance and size.
   *[klm] pointing takes 1.1 s everywhere.
}
typist-best = the best of typists
typist-good = a good typist
typist-average-skilled = an average skilled typist
typist-average-non-secretary = an average typist who is no secretary
typist-random-letters = somebody typing random letters
typist-complex-codes = somebody typing complex codes
typist-worst = the worst of typists
age-18-39 = aged 18 to 39
age-40-55 = aged 40 to 55
age-56-65 = aged 56 to 65
age-66 = aged 66 or more
sums-head = Each own time as a sum
sums-key = One attempt for each task, the one whose own time lies in the middle. M a thought, P pointing, B a mouse button pressed or let go, H the hand moved between mouse and keyboard, K a key; all in seconds. Looking costs no operator. The wait is the platform’s and is never added.
sums-marked = not in this form in { $baseline }
sums-differs = differs
sums-total = Sum
sums-multiplied = Times { $factor }, for the age
head-step = Step
head-action = Action
head-operators = Operators, seconds each
head-own = Own time, s
head-wait = Wait, s
vitals-head = How the browser saw the pages
vitals-key = The middle one of all visits, and of all attempts that got there; a dash where the browser did not say. What only changed within a loaded page has no figures of its own, and a press that leads to another page no reaction. The limits are those of web.dev, meant for what people meet with, not for a machine of its own. Not judged: the wait above is.
vitals-table = Task by task
vitals-limit = good: at most { $limit }
vitals-shared = Measured with { $workers } attempts at a time, which held each other up: not to be held against the limits.
vitals-not-comparable = The conditions differ: not to be compared between the builds.
effort-stopped = ✗ nobody got there in { $builds }
effort-unreached = No effort can be told where nobody got there:
chart-effort-title = Effort per task, { $mode }
chart-effort-description = One line for each of { $number } tasks, with a mark for each of { $builds }: on the left predicted own time, on the right the wait. The bars are 95 % intervals. The table below has the figures.
axis-predicted = Own time, predicted (s)
axis-wait = Wait (s)
measure-task-success = Task success
measure-actions = Actions
measure-clicks = Clicks
measure-keystrokes = Keystrokes
measure-pages = Pages
measure-scrolled = Scrolled
measure-lostness = Lostness
measure-ttfb = Answer begins, TTFB
measure-lcp = Largest paint, LCP
measure-inp = Reaction, INP
measure-cls = Moving about, CLS
measure-pointer-travel = Pointer travel
measure-predicted-time = Own time
measure-listened = Items listened to
measure-wait = Wait
measure-step-wait = Wait in one step
measure-accessibility = Accessibility faults
measure-load-success = Done under load
measure-load-p50 = Half done within
measure-load-p95 = 95 % of those who got done, within
measure-load-p99 = 99 % done within
measure-privacy = Leaks

# By ear
section-hearing = By ear
lead-hearing = The same tasks by somebody who hears the page: how much has to be listened to, and whether the outcome is announced or has to be searched for. Where the task is to find something, searching is the task.
hearing-approximation = An approximation of a screen reader on Chromium’s accessibility tree: not NVDA, JAWS or VoiceOver.
hearing-announced = { $of ->
    [0] nobody reached an outcome that could be announced
   *[other] the outcome was announced in { $announced } of { $of } attempts that succeeded
}.
head-read-past = Line by line
head-announced = Outcome announced
unnamed-head = Controls without a name
unnamed-lead = Met on the way; whoever hears the page cannot know what they do.
unnamed-control = { $role } without a name, after “{ $after }”

# Accessibility
lead-accessibility = What automatic checks found on every page that the tasks pass. They find a part of what hinders people; that nothing was found does not mean that nothing is wrong.
lead-accessibility-scan = What automatic checks found on the pages. They find a part of what hinders people; that nothing was found does not mean that nothing is wrong.
lead-pages = Every page that was named, and what was found on it. Good practice counts as no fault.
table-pages = Every page, and what was found on it
head-page = Page
page-not-asked = not among the pages
page-not-opened = Could not be opened: { $why }
page-not-scanned = could not be checked
page-faults = { $number ->
    [0] no fault found
    [one] one fault
   *[other] { $number } faults
}
page-doubts = { $number } to be looked at by a person
page-practices = { $number } of good practice
unasked-took-too-long = the page took too long
unasked-could-not-look = the page changed or kept the check out
unasked-not-responding = the page did not answer
unasked-page-closed = the page closed itself
unasked-navigated-away = the page went elsewhere meanwhile
unasked-scripts-forbidden = the page forbids scripts
unasked-engine-failed = axe-core failed on this page
unasked-harness-error = a mistake of Skolprov’s own
not-scanned = Not known: the pages were not checked for accessibility in this run.
no-findings = No fault was found by the checks that ran.
table-hindered = How many faults stand in the way of each task
hindered-key = One that stands in the way of several is counted for each.
findings-new = New
findings-new-explained = Only in { $candidate }; { $baseline } was at the same place and does not have them.
findings-only-in-candidate = Only in { $candidate }
findings-only-in-candidate-explained = Seen in { $candidate }, at places that { $baseline } does not have or was not at.
findings-remaining = Remaining
findings-remaining-explained = In both { $baseline } and { $candidate }.
findings-only-in-baseline = Only in { $baseline }
findings-only-in-baseline-explained = Seen in { $baseline }, at places that { $candidate } does not have or was not at.
findings-fixed = Fixed
findings-fixed-explained = In { $baseline }; { $candidate } was at the same place and no longer has them.
findings-all = Faults
findings-all-explained = Everything that stands behind a success criterion.
element-role = { $role }

# What was done in a journey, and to what: as records have it, since whoever writes journeys reads it there, too.
told-thing = { $role } "{ $name }"
told-name = "{ $name }"
told-page = page
told-place = { $thing } in "{ $place }"
told-deed = { $verb } { $thing }

findings-apart = Not counted as faults
findings-needs-review = To be looked at by a person
findings-needs-review-explained = The checks could not decide.
findings-known = Known
findings-known-explained = Somebody sees to them; until their day they fail nothing, and are in no count.
findings-best-practice = Good practice
findings-best-practice-explained = Advice that no success criterion stands behind.
stands-in-the-way-of = In the way of
stands-on = On
and-more-pages = { $number ->
    [one] and one more
   *[other] and { $number } more
}
no-task = No task passes it
how-to-mend = How to mend
criteria = Criterion
rule = Rule
engine-Skolprov-s-checks = Skolprov’s own checks
impact-minor = minor
impact-moderate = moderate
impact-serious = serious
impact-critical = critical
seen-in = { $states ->
    [one] Seen on one page in { $builds }.
   *[other] Seen on { $states } pages in { $builds }.
}
done-way-read = In “{ $task }”, at “{ $step }” ({ $mode }), the page was read as it stood.
done-way-operated = In “{ $task }”, at “{ $step }” ({ $mode }), the page was reached; it was opened again at its address, and the check operated it.
done-start-read = In “{ $task }”, before the first step ({ $mode }), the page was read as it stood.
done-start-operated = In “{ $task }”, before the first step ({ $mode }), the page was reached; it was opened again at its address, and the check operated it.
done-page-read = “{ $page }” was opened, and read as it stood.
done-page-operated = “{ $page }” was opened, and the check operated it.
picture-in = Picture, in the run directory:
spread-to = New on:
is-reproduced = Reproduced in at least two attempts.
measured-contrast = Contrast { $contrastRatio } to 1, text { $fgColor } on { $bgColor }; at least { $expectedContrastRatio } is asked.
measured-link-contrast = Only { $contrastRatio } to 1 between the link ({ $nodeColor }) and the text around it ({ $parentColor }); { $requiredContrastRatio } to 1 is asked where nothing but colour tells them apart.
measured-size = { $width } by { $height } pixels; at least { $minSize } by { $minSize }, or as much room around it, is asked.
doubt-picture = The text stands on a picture: look whether it can be read everywhere on it.
doubt-gradient = The background changes its colour behind the text: look whether the text can be read everywhere.
doubt-overlap = Something lies over or under the text: look whether it can be read.
doubt-generated = The background is drawn by the style sheet before or after the element: look whether the text can be read.
doubt-short = A single character, which may be a sign and no text: look whether it has to be read.
doubt-signs = Signs without letters: look whether they have to be read.
doubt-shadow = The text has a shadow: look whether it can be read.
doubt-same-colour = Text and background have one colour: look whether something is hidden there on purpose.
doubt-outside = The element lies outside the screen: look at it where it is shown.
element-details = Element, address and where else
elsewhere = The same fault on:
more-places = { $number ->
    [one] One more place
   *[other] { $number } more places
}
picture-order = The order in which Tab leads, numbered, with the element { $element }: { $fault }
picture-element = The element { $element } in its surroundings, marked by a frame: { $fault }
small-targets-head = Targets too small for a finger
small-targets-lead = What had to be hit by touch on the way to a goal, is smaller than 24 × 24 CSS pixels, and stands so close to another target that the spacing exception does not hold (2.5.8). Whether there is another way to the same, or the size is essential, a person has to say.
small-targets-caption = Had to be hit
small-targets-none = None: every target that had to be hit is large enough, or stands clear of others.
small-targets-allowed = { $number ->
    [one] One smaller target is
   *[other] { $number } smaller targets are
} allowed: by the space around, in a line of text, or as the browser’s own.
head-target = Target
head-size = Size, CSS px
criteria-head = Criterion by criterion
criteria-asked = Asked for: { $standard }, level { $levels }.
criteria-lead = “Nothing found” is not “met”: it says that the rules named there looked, and saw no fault. Whether a criterion is met, a person has to say.
criteria-counts = Of { $of } success criteria { $failed } failed, { $review ->
    [one] 1 needs a person
   *[other] { $review } need a person
}, in { $nothing } nothing was found, and { $untested } { $untested ->
    [one] was
   *[other] were
} not tested by any machine.
criteria-telling = Criteria that failed or need a person
criteria-quiet = { $number ->
    [one] One criterion where nothing was found or nothing was tested
   *[other] { $number } criteria where nothing was found or nothing was tested
}
criterion-failed = { $problems ->
    [one] ✗ failed: 1 fault
   *[other] ✗ failed: { $problems } faults
}
criterion-needs-review = { $problems ->
    [one] ? needs a person: 1 finding to look at
   *[other] ? needs a person: { $problems } findings to look at
}
criterion-barred-failed = ✗ failed: { criterion-barred }
criterion-barred-needs-review = ? needs a person: { criterion-barred }
criterion-barred = { $tasks ->
    [one] people were stopped in 1 task
   *[other] people were stopped in { $tasks } tasks, each mode counted
}
criterion-barrier = { $role }, { $task }, { $mode }: { $what }
criterion-nothing-found = nothing found by { $rules }
criterion-not-tested = not tested
criterion-on-pages = { $pages ->
    [one] on 1 page
   *[other] on { $pages } pages
}
criterion-tasks = On the way of { $tasks }
criterion-more = { $number } more
criterion-doubts-too = { $number ->
    [one] ? and 1 more to be looked at by a person
   *[other] ? and { $number } more to be looked at by a person
}
criterion-found-nothing = Looked and found nothing: { $rules }
criterion-unasked = { $pages ->
    [one] Could not look at 1 page: { $rules }
   *[other] Could not look at up to { $pages } pages: { $rules }
}
criterion-not-run = Did not run: { $rules }
not-tested-inapplicable = there was nothing for { $rules } to look at
not-tested-not-run = the rules that test it did not run
not-tested-no-rule = no rule of ours or axe-core’s tests it
clause-not-in = not in { $versions }
persons-head = Who is hit
persons-lead = People by what they cannot do or find hard, as the accessibility standard EN 301 549 groups them. For whom a fault matters most is our reading, not the standard’s own table. Where no fault was found, people may be stopped all the same.
head-person = People
person-hit = { $number ->
    [one] ✗ 1 fault
   *[other] ✗ { $number } faults
}
person-barred = { $number ->
    [one] ✗ stopped in 1 task
   *[other] ✗ stopped in { $number } tasks, each mode counted
}
person-no-fault = no fault found
person-review = To be looked at: { $criteria }
person-not-tested = { $number ->
    [one] { $of ->
        [one] the only criterion
       *[other] 1 of { $of } criteria
    } was not tested
   *[other] { $number } of { $of } criteria were not tested
}
person-no-criterion = not known: none of the criteria asked for is about them most of all
head-criterion = Criterion
head-level = Level

# Load
lead-load = People arrive on their own clock, whether or not the platform keeps up. A wait counts from the moment the person wanted to act.
load-missing = Not known: no load was sent in this run.
situation-absence-morning = Absence morning
situation-morning-bell = Morning bell
situation-grade-release = Grade release
situation-distance-day = Distance-teaching day
situation-weekly-letter = Weekly letter
situation-ordinary-day = Ordinary day
situation-ramp = Growing until it breaks
load-sent = { $builds }: { $people } people in { $duration } s, at most { $peak } a minute; { $mix }.
load-pupils = { $builds }: as many a minute as in a school system of { $pupils } pupils, where { $visits } people would come within { $minutes } minutes; here the same rise and fall passed in { $duration } s, so that queues had less time to grow.
load-scaled = { $builds }: this machine could send no more than { $share } of what a school system of { $pupils } pupils would.
load-planned = { $builds }: { $requests } requests were going to be sent, at most { $rate } in one second; { $number ->
    [0] none of them writes data.
    [one] one of them may write data: { $tasks }.
   *[other] { $number } of them may write data: { $tasks }.
}
load-label = to be found by the word { $words }
load-hurried = { $builds }: people typed and clicked as fast as the recording’s browser, so that fewer were signed in at the same time than would be.
load-prepared = { $builds }: what these tasks need was put in place before, which may have written data, too: { $tasks }.
load-accounts = { $number ->
    [one] for one account
   *[other] for { $number } accounts
}
load-taken-back = { $builds }: what was written was taken back afterwards.
load-left = { $build }: nobody knows that what these people wrote is gone: { $tasks }.
load-left-out = { $builds }: sent nothing, although the recorded pages ask for them: { $hosts }.
load-stopped = { $build }: ended early. { $reason }
load-workers = The arrivals were shared by { $workers } processes.
load-lost-worker = { $build }: one of the { $workers } processes that sent went away. It told for the last time after { $heard } s, and that it was gone was noticed after { $noticed } s: of { $unknown ->
    [one] one person
   *[other] { $unknown } people
} nobody knows what became. { $taken ->
    [0] Nobody was still to come through it.
    [one] One person who was still to come through it was let in by the others.
   *[other] { $taken } people who were still to come through it were let in by the others.
}
load-late = { $build }: the measuring machine, { $cpu } of a core busy, was late in letting in { $late ->
    [one] one person
   *[other] { $late } people
}; that wait is its limit, not the platform’s.
load-again = { $build }: { $count ->
    [one] a kept connection was closed without an answer, and the request was sent once more
   *[other] { $count } times a kept connection was closed without an answer, and the request was sent once more
}: { $requests }. The time of both tries is counted.
load-success-change = before, { $before } completed “{ $task }”; { $after } do on { $build }
load-p95-change = of those who got “{ $task }” done, { $few_before ->
    [0] 95 of 100
   *[other] the slowest of { $few_before }
} within { $before }; on { $build } { $few_after ->
    [same] {""}
    [0] 95 of 100 {""}
   *[other] the slowest of { $few_after } {""}
}within { $after }
load-change-sign-in = of those who signed in, { $few_before ->
    [0] 95 of 100
   *[other] the slowest of { $few_before }
} within { $before }; on { $build } { $few_after ->
    [same] {""}
    [0] 95 of 100 {""}
   *[other] the slowest of { $few_after } {""}
}within { $after }
slowest-within = time until done, of the slowest of { $people }
slowest-of = { $people ->
    [one] one person only
   *[other] the slowest of { $people }
}
load-not-replayed = { $builds }: “{ $task }” could not be replayed: { $reason }
chart-load-title = { $situation }: people and waits over time
chart-load-description = Above, people arriving and people done each minute; below, the wait of the middle person (p50) and of the one in twenty (p95), in { $builds }. The table below has the figures.
axis-people = People a minute
axis-seconds = Seconds until done
axis-time = Seconds since the beginning
curve-arriving = arriving
curve-done = { $build }, done
curve-p95 = { $build }, p95
curve-p50 = { $build }, p50
table-behind = The figures behind the chart
load-tasks = Tasks under load
load-requests = Requests beneath, for the developer
key-load = Of those who got done – p50: half within this time; p95: 95 of 100; p99: 99 of 100. Of fewer than 20 people the p95, and of fewer than 100 the p99, is the time of the slowest one; so it is in the chart at moments with fewer than 20. { $number ->
    [one] { "" }
   *[other] Figures in this order:
}
# Replays before the load
replays-head = Replayed once, before the load
replays-lead = Before any load, each task was sent once as an account that had not recorded it. { $left ->
    [0] All { $all } did what was recorded.
   *[other] { $done } of { $all } did what was recorded; the others are left out of the load.
}
replays-table = Task by task
head-form = School form
head-as-recorded = Requests as recorded
head-rules = Rules
head-replayed = Replayed
replay-requests = { $alike } of { $requests }
replay-done = yes, with its outcome
replay-left-out = no, left out of the load: { $reason }
replay-differs = answered otherwise than in the recording: { $requests }
replay-unexplained = where this comes from is not known: { $values }
replay-corrected = { $count ->
    [one] one value by hand
   *[other] { $count } values by hand
}
key-replays = Requests as recorded – answered with the same status, and an answer of about the same size (neither more than twice the other). Rules – how many places in answers the replay takes today’s values from (tokens, ids, addresses), besides the forms that it fills in as they come; the run’s rules.toml has them all.
all-tasks = All tasks
load-task-sign-in = Sign in
head-started = People
head-completed = Done, %
head-done = Done
head-failed = Failed
head-failures = Why they failed
head-request = Request
head-from = From, s

# Privacy
lead-privacy = Personal requests of one account, asked again by another account or after log-out. A leak shows what it should not; the personal values themselves are never kept.
not-known = Not known: { $why }.
privacy-missing = Not known: nothing was asked in this run.
table-privacy = What came back, in answers
head-question = Question
privacy-isolation = Can another account read it?
privacy-residue = Can the next person at the computer read it?
disclosure-denied = Denied
disclosure-public = Public
disclosure-same-as-own = Same as own
disclosure-leak = Leak
leaks-head = What leaked
leaks-key = One row for each address and whose content it shows, however often it was asked and by whom. These rows are what the first screen counts.
leak-addresses = { $number ->
    [one] at one address
   *[other] at { $number } addresses
}
leak-answers = { $number ->
    [one] one answer
   *[other] { $number } answers
}
read-by-next-person = the next person at the computer, after log-out
head-whose = Belongs to
head-read-by = Could be read by
head-disclosed = What could be read
head-address = Address
asked-by-teacher = another teacher
asked-by-pupil = a pupil
asked-by-guardian = another guardian
asked-by-nobody = somebody without a session

# Method
lead-method = How the verdicts came about, under which conditions, and what this report does not know.
sure-head = How sure is this?
rule-scan = Each page was opened by its address and checked once. A kind of fault is what one rule or check finds; the same part of a page that stands on several pages is one fault on all of them.
rule-scan-compared = Faults are compared one by one, by what they are and on which page. New is what a page has that was looked at before and did not have it; that makes a build worse. What stands on pages that only one side looked at is told apart, and judges nothing.
rule-reproduced = Reproduced: seen in every pair of attempts on the one build (at least two) and in none on the other. A fact that needs no probability.
rule-sampled = Sampled: from the 95 % interval of paired attempts, with Wilcoxon’s signed-rank test or McNemar’s, corrected by Holm for the number of tests. With few pairs a wait is judged by the noise of the whole session, and every pair must point the same way. “No meaningful difference” means that the whole interval lies within the margin; where it does not, “cannot tell” stands, never “equal”.
rule-counted = Counted: faults and leaks are compared one by one, by what they are and where.
rule-together = Together: two attempts are too few to tell one task’s success alone; it is judged with all other tasks whose attempts agree as well.
rule-missing = Missing: one side has no figure, so there is nothing to tell.
rule-success = A success rate counts attempts that succeeded, failed or met a barrier. Attempts that our script, the network or Skolprov itself spoilt are shown and not counted.
rule-effort = Own time is the keystroke-level model’s (Card, Moran and Newell 1980): a key by the typist, a press or release 0.1 s, moving the hand 0.4 s, a thought 1.2 s, placed after Kieras 2001; pointing 0.23 s + 0.166 s · log2(distance / smaller side + 1) (MacKenzie and Buxton 1992), or 1.1 s where the geometry is not known. It speaks of a practised person who makes no mistakes.
rule-hearing = Items listened to: how many links, buttons, fields, headings and pieces of text are read out from where the reading stands until the target is reached; by the best quick keys, of at most two kinds, that a practised user would take, and line by line. Announced is an outcome that a page title, a live region, a dialog or a change of focus said by itself after the last action. There is no predicted time: the keystroke-level model knows nothing of listening.
rule-tested = The method is itself under test: a build against itself may give a false alarm in at most 5 % of sessions, and a slow-down of 20 % in one step has to be found in at least 95 % of sessions of ten pairs.
by-reproduced = reproduced
by-sampled = sampled
by-counted = counted
by-together = judged together with others
by-missing = one side has no figure
more-attempts = { $number ->
    [one] About 1 more attempt would tell.
   *[other] About { $number } more attempts would tell.
}
all-differences = All { $number } comparisons, { $candidate } against { $baseline }
head-verdict = Verdict
head-measure = Measure
head-figures = Before → now
head-change = Change
head-by-rule = By which rule
not-compared = Not compared
gate-head = The plan’s gate
gate-head-scan = Whether a fault is new
gate-failed = ✗ Not passed.
gate-passed = ✓ Passed.
gate-no-verdict = ? Cannot be told: on { $builds }, nothing that may fail it was compared, or a task that was done before could not be counted.
gate-cannot-tell = { $number ->
    [one] One comparison cannot tell.
   *[other] { $number } comparisons cannot tell.
}
gate-reasons = { $number ->
    [one] What got worse under it: 1
   *[other] What got worse under it: { $number }
}
margins-head = Margins within which a difference means nothing
head-margin = Margin
unknown-head = What this report does not know
left-out-head = { $number ->
    [one] One task that the plan asks for and that could not be attempted
   *[other] { $number } tasks that the plan asks for and that could not be attempted, by role and build
}
head-why = Why
pictures-left-out = { $number ->
    [one] One picture was left out to keep the file small; it is in the run directory.
   *[other] { $number } pictures were left out to keep the file small; they are in the run directory.
}
notes-head = Notes
weak-head = { $number ->
    [one] In one task, the journey expects something that was so already
   *[other] In { $number } tasks, the journey expects something that was so already
}
weak-means = What stood on the page before the last action shows nothing of what that action did. Such an expectation cannot fail when the action does; the success of these tasks rests on the others.
weak-errors-head = { $number ->
    [one] In one task, the journey ended on a page that was answered with an error, and expects nothing of it
   *[other] In { $number } tasks, the journey ended on a page that was answered with an error, and expects nothing of it
}
weak-errors-means = Whoever opens an address that is not there has reached no goal. The attempt counts as a success only because nothing was expected afterwards that could have failed.
measured-head = What was measured, and with what
head-platform = Platform file
head-pages-opened = Pages opened
head-states = Distinct states reached
head-scanned = Of these, checked for accessibility
condition-harness_version = Skolprov
condition-measuring_version = Way of measuring, version
condition-catalogue_version = Task catalogue, version
condition-browser = Browser
condition-browser_version = Browser version
condition-browser_flags = Browser flags
condition-engine = Accessibility engine
condition-machine = Machine
condition-system = System
condition-workers = Attempts at a time
condition-language = Language asked for
condition-interleaved = Builds measured by turns
condition-traced = Each attempt traced, which slows it
condition-scanned = Pages checked on the way
condition-network = Network
condition-cpu_slowdown = Processor slowed down, times
condition-reduced_motion = Less motion asked for
condition-forced_colours = Colours replaced by the system
condition-text_percent = Size of text, %
condition-text_spacing = Text spaced as in WCAG 1.4.12
condition-javascript = Scripts run
condition-checks = Checks that operated the pages
condition-level = Level asked
condition-standard = Criteria of
condition-limit_s = After how long what has not appeared is not there, s
condition-load = Load sent
sent-duration_s = for { $value } s
sent-peak_per_minute = at most { $value } people a minute
sent-own-pace = at the pace predicted for people
sent-recorded-pace = as fast as the recording’s browser
sent-without = { $count ->
    [0] with all tasks
   *[other] without { $tasks }
}
standard-wcag22 = WCAG 2.2
standard-wcag21 = WCAG 2.1
standard-en301549 = EN 301 549 v3.2.1
condition-session = Measured in different sessions
plan-of = Plan of { $run }
plan-of-scan = What was asked in { $run }
plan-people = Of the people and things that the attempts used, only their number by school form is shown; run.json has them.
run-when = { $start } to { $end }, seed { $seed }.
scan-when = { $start } to { $end }.
not-ended = stopped before its end
plan-digest = Plan digest
plan-digest-scan = Digest of it
lead-data = The same figures for other tools, and the evidence that they come from.
data-none = The evidence lies in the run directory that this report was made from.
file-json = everything, for programs
file-xml = JUnit, for CI
file-csv = one row per figure, for spreadsheets
file-md = a summary, for a pull request
file-run = what was measured, and how
file-catalogue = tasks, rules and criteria
file-attempts = every attempt
file-criteria-csv = success criteria, one per row and build, for spreadsheets
file-findings-csv = accessibility findings, one per row, for spreadsheets
file-findings = every finding
file-replays = what was replayed once before the load, request by request
file-rules = where the values of a replay come from
file-load-windows = load, window by window
file-blobs = pictures, accessibility trees and traffic
