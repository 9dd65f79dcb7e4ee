# Why an attempt ended, and why a person under load did not get there. The codes stand in the evidence.

not-reached-by-tab = { $target } was never reached by Tab: focus made { $stops } stops and was back where it began.
focus-trapped = { $target } was never reached by Tab: focus did not leave { $at } (2.1.2).
context-changed = { $target } sent itself or left the page at the first arrow key, before anything could be chosen (3.2.2).
keys-without-effect = { $leads ->
    [on] { $target } does not open by { $keys }: it leads to another address.
   *[nowhere] { $target } does not react to { $keys }.
}
not-exposed = { $target } is on the screen, but hidden from screen readers (1.3.1, 4.1.2).
without-name = { $target } is on the screen; a screen reader says “{ $role }”, without a name (4.1.2).
without-role = { $target } is on the screen; a screen reader reads it as text, and does not say that it can be operated (4.1.2).
named-otherwise = { $target } is on the screen; a screen reader says { $role } “{ $name }” (2.5.3).
covered = { $target } lies wholly under { $by } and cannot be { $lost ->
    [sight] seen
   *[press] pressed
}.
dialog-left-open = { $target } lies under { $dialog }, which is open and which the journey has not answered.
not-in-sight = { $target } is on the page, but cannot be brought into sight.
cut-off = { $target } is cut off by { $by ->
    [page] the page
   *[other] { $by }
} and lies { $px } px beyond what can be seen of it; nothing can be scrolled to reach it.
not-scrollable = { $target } is out of sight, and { $by ->
    [page] the page
   *[other] { $by }
} does not move when one scrolls.
two-way-scrolling = { $target } lies { $px } px beside the window, and { $by ->
    [page] the page
   *[other] { $by }
} has to be scrolled both down and sideways to get there (1.4.10).
shown-on-hover = { $target } can only be seen while a mouse hovers over it; a finger does not hover.
no-file-dialog = { $target } does not open a choice of files.
disabled = { $target } is switched off.
option-not-offered = { $target } does not offer “{ $option }”.
tick-without-effect = { $target } stayed as it was.
target-not-found = Nothing on the page is { $target }.
several-fit = { $count } things on the page are { $target }: { $found }.
several-fit-apart = { $count } things on the page are { $target }: { $found }. What would tell them apart: { $apart }.
no-such-window = No other window is called “{ $window }”.
no-question = The browser’s own question “{ $text }” was never asked.
other-question = Asked was “{ $asked }”, not “{ $text }”.
unanswered-question = { $question ->
    [alert] The page said “{ $asked }” in a dialog, which the journey did not expect.
   *[other] The page asked “{ $asked }”, and the journey does not say what to answer.
}
not-a-field = { $target } takes no text.
takes-no-file = { $target } does not take a file that is dropped onto it.
replaced = { $target } is drawn anew each time focus comes near it.
not-seen = { $target } did not appear{ $seen_by ->
    [teacher] { " " }when the teacher looked
    [pupil] { " " }when the pupil looked
    [guardian] { " " }when the guardian looked
   *[other] { "" }
}.
still-seen = { $target } was still there{ $seen_by ->
    [teacher] { " " }when the teacher looked
    [pupil] { " " }when the pupil looked
    [guardian] { " " }when the guardian looked
   *[other] { "" }
}.
read-after-log-out = After logging out, { $target } could still be read.
not-seen-by-other = The { $role ->
    [teacher] teacher
    [pupil] pupil
   *[guardian] guardian
} did not see the outcome.
server-error = The platform answered with error { $status }.
page-error = The page broke: { $error }
status = The platform answered with status { $status }.
timed-out = The page did not answer in time.
unreachable = The platform could not be reached ({ $error }).
page-gone = The page could not be loaded, so nothing can be said of { $target }.
never-settled = The page was still loading when time was up, so nothing can be said of { $target }.
session-expired = The platform asked for a new sign-in in the middle of the task.
no-answer = The platform had not answered { $method } { $url } after { NUMBER($seconds, maximumFractionDigits: 1) } seconds.
still-loading = { $target } did not appear: the page was still loading when time was up.
nothing-happened = Nothing happened after “{ $action }”: nothing was sent, and the page stayed as it was. { $target } did not appear.
page-crashed = The page crashed the browser’s tab.
browser-gone = The browser ended.
browser-error = The browser refused: { $error }
sign-in-refused = Could not sign in as { $username }: { $how ->
    [missing] { $said } did not appear after the log-in
   *[other] { $said }
}
kept-session-expired = The session of { $username } that somebody signed in for has expired. Renew it with: { $command }
session-must-last = Not tried as { $username }: it would end the session, which only a person can renew.
session-in-window = Not tried as { $username }: the platform keeps its session in the window alone (sessionStorage), and signing in on one screen to go on in another is what this measurement cannot do there.
needs-a-person = { $username } has no password that a script could type; only a person can sign in.
not-prepared = What the task needs could not be prepared: { $said }
not-undone = What the task had done could not be undone: { $said }
not-offered = Not offered: { $because }
not-scripted = The platform file “{ $platform }” does not say how this is done.
no-account = The school data has no { $role ->
    [teacher] teacher’s
    [pupil] pupil’s
   *[guardian] guardian’s
} account in a school form that has the task ({ $forms }).
problem = { $where }: { $what }. { $do }
assertion = The test expected something else: { $said }
exception = An error in the script: { $kind } in { $where }.

sent-back-to-log-in = sent back to log in
unfinished = not done when the time was over
connection-refused = connection refused
connection-closed = connection closed
no-connection = no connection
name-not-resolved = the host’s name is unknown
unreadable-answer = the answer could not be read
text-not-shown = the outcome was not shown
answer-of-another-shape = the answer was of another kind
value-not-found = an earlier answer lacked a value
leads-to-another-host = led to another host
too-many-redirects = sent on too many times
unexplained-value = a value that the replay cannot make
outcome-not-observable = its outcome cannot be seen in the traffic
no-traffic = its journey made no requests
no-case-fits = no person in the school data fits
not-recorded = its journey was not recorded
load-interrupted = Somebody interrupted it.
load-stopped-failed = The stop rule ended it: of { $people } people who left within { $seconds } s, { $failed } had failed.
load-stopped-health = The stop rule ended it: { $url } did not answer as it has to ({ $said }).
load-generator-died = The load generator ended by itself ({ $status }).
load-workers-lost = { $workers ->
    [one] The process that sent went away.
   *[other] All { $workers } processes that sent went away.
}
answer-status = answer { $status }
status-400 = answer 400, bad request
status-403 = answer 403, forbidden
status-404 = answer 404, not found
status-500 = answer 500, server error
status-502 = answer 502, bad gateway
status-503 = answer 503, overloaded
status-504 = answer 504, gateway time-out
no-recording = its journey was not recorded
