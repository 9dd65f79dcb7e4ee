# What to mend where an attempt ended, and how one attempt is told: in a terminal, in JUnit XML, by `skolprov show`.

possible-in = It was possible with { $modes }.
with-mode = { $mode ->
    [pointer] the mouse
    [keyboard] the keyboard
    [touch] touch
    [zoom] 400 % zoom
    [screen-reader] a screen reader
   *[other] { $mode }
}
possible-at-another-time = At another time the same way led to the goal.
passed-some = succeeded in { $passed } of { $of }
flaky-sentence = Succeeded in { $passed } of { $of } attempts: sometimes it works, sometimes not.
flaky-by-repeat = Walked once more for the trace, it ended otherwise: { $outcome }. It does not end alike each time.
note-flaky = { $build }, { mode }: “{ $task }” succeeded in { $passed } of { $of } attempts; sometimes it works, sometimes not
note-flaky-more = { $count ->
    [one] one more task
   *[other] { $count } more tasks
} succeeded in some attempts only

mend-not-reached-by-tab = To mend: { $why ->
    [tabindex] take tabindex="-1" away from it: that keeps Tab from it
    [tabindex-no-control] its tabindex="-1" keeps Tab from it; make it a real button, link or field, or write tabindex="0" and let it react to Enter and the space bar
    [lets-go] let it keep focus: Tab comes to it, and a script of the page (look for blur) takes focus away again at once
    [outside-dialog] let the open dialog be left by key, or put this into it: it lies behind the dialog, which keeps focus
    [inert] take away the inert attribute that it stands under, which keeps Tab from it
    [passed-over] let Tab come to it; a script of the page leads focus past it
   *[other] make it a real button, link or field, so that Tab reaches it and Enter presses it
}. Until then, nobody who works without a mouse gets further (WCAG 2.1.1).
mend-focus-trapped = To mend: let Tab and Shift+Tab lead out of { $at }. Until then, nobody who works without a mouse gets further (WCAG 2.1.2).
mend-context-changed = To mend: let people choose in peace, and send the form or change the page only when they press a button (WCAG 3.2.2).
mend-keys-without-effect = { $leads ->
    [on] To mend: let a key open what it shows to a mouse: put a button with aria-expanded beside the link, or in its place (WCAG 2.1.1).
   *[nowhere] To mend: let it react to { $keys } as it reacts to a click (WCAG 2.1.1).
}
mend-covered = To mend: make room on the page, so that { $by } does not lie over it.
mend-cut-off = To mend: let { $by ->
    [page] the page
   *[other] { $by }
} be scrolled, or make room for all of it (overflow: auto in place of hidden).
mend-not-scrollable = To mend: let { $by ->
    [page] the page
   *[other] { $by }
} be scrolled (overflow: auto), or put it where it is in sight.
mend-two-way-scrolling = To mend: let the content wrap into one column when the window is 320 px wide, without fixed widths (WCAG 1.4.10).
mend-shown-on-hover = To mend: show it always, or let a tap on what it belongs to bring it out.
mend-not-exposed = To mend: take away what hides it from screen readers, such as aria-hidden="true" on it or around it (WCAG 4.1.2).
mend-without-name = To mend: give it a name: a text in it, a label, an alt text for its picture, or aria-label (WCAG 4.1.2).
mend-without-role = To mend: make it a real button, link or field, or give it the role of what it is (WCAG 4.1.2).
mend-named-otherwise = To mend: let its name for screen readers, such as aria-label, begin with the words that stand on the screen (WCAG 2.5.3).
mend-not-a-field = To mend: let it become a field when it gets focus, or when Enter is pressed, or make it a real one (WCAG 2.1.1).
mend-replaced = To mend: let it stay the same element when focus comes near; change what is in it instead of drawing it anew (WCAG 2.1.1).
mend-dialog-left-open = To mend: let the journey answer { $dialog } first, as people do; it offers { $answer }. Should pressing that not take it away, make room on the page: then it keeps people from { $target }.
mend-not-in-sight = To mend: put it where the page can be scrolled to, or hide it from everybody.
mend-no-file-dialog = To mend: let a real file field open the choice of files, by click and by key alike.
mend-tick-without-effect = To mend: let a click or the space bar change it.
mend-disabled = To mend: say beside it what is missing, or let it be pressed.
mend-possible-in = To mend: let it be there for people who work this way, too.
mend-idle = To mend: let that press do for people who work this way what it does for others.
idle-press = The press before it did nothing: after “{ $action }” the page stayed as it was.
signing-in = That was while { $username } signed in: the task could not begin.
screen-reader-press = Pressed was as Chromium presses for assistive technology: a click, without key or pointer events. With some screen readers and browsers a press sends more, and may do something.
stands-as = What is there is { $stands_as }, which is no { $kind ->
    [link] link
   *[button] button
} to keys and screen readers, whatever it looks like.
mend-stands-as = To mend: if people are to press it, make it a real { $kind ->
    [link] link
   *[button] button
} (WCAG 2.1.1, 4.1.2). If it is to be what it is, name it so in the journey.
mend-server-error = To mend: the server’s log has the error, at { $method } { $url }.
mend-page-error = To mend: the error stands in the page’s own script; the browser’s console shows where.
mend-no-answer = To mend: answer sooner, or show at once that something is on its way.
mend-still-loading = To mend: let what is being loaded arrive, or say that it cannot.
mend-never-settled = To mend: let what is being loaded arrive, or say that it cannot.
mend-session-expired = To mend: let a session last as long as somebody works, or let them go on where they were after signing in.
mend-nothing-happened = To mend: let the press do what the button says, or say why it does not.
mend-status = To mend: lead the link to a page that is there.
mend-page-crashed = To mend: find what in the page takes so much memory or time that the browser ends it.
mend-sign-in-refused = To mend: see that the password that the plan gives for this account is right on this build (password or password_env), and that the log-in of the platform file ends where people get in.
mend-target-not-found = To mend: if it has another name now, write that name into the journey. If it is missing, it is the platform’s fault.
mend-several-fit = To mend: say in the journey which is meant, with near= or within=.
mend-exception = To mend: the journey itself breaks there, before the platform is asked.

story-where = step { $step } “{ $name }”
story-role = { $role ->
    [teacher] Teacher
    [pupil] Pupil
    [guardian] Guardian
    [user] User
   *[other] { $role }
}
story-stops = Focus went:
story-heard = Read out there:
story-show = Everything that is known of it:  { $command }
story-attempt = { $form ->
    [none] attempt { $id }, repetition { $repetition }
   *[other] attempt { $id }, school form { $form }, repetition { $repetition }
}
story-alone = Alone, the attempt would be: { $outcome }.
story-way = The way:
story-ended-here = here it ended
story-status = answered with status { $status }
story-wait = waited { $seconds } s
story-page = The page at the end:
story-console = Errors in the page:
story-requests = Requests that went wrong:
story-no-answer = no answer
story-seen-by = { $role ->
    [teacher] The teacher saw the outcome, too.
    [pupil] The pupil saw the outcome, too.
   *[guardian] The guardian saw the outcome, too.
}
story-leftover = The build could not be left as it was. { $said }
story-kept = Kept:
story-picture = picture of the page
story-tree = what the page says to assistive technology
story-trace = trace, action by action ({ $command })
story-trace-of-repeat = trace of a repeat, action by action ({ $command })
story-trace-elsewhere = An attempt that ended alike has a trace: { $command }
story-masked = The plan masks something, so the trace has neither pictures nor pages.
story-more = { $count ->
    [one] One more attempt did not succeed; the report has it.
   *[other] { $count } more attempts did not succeed; the report has them.
}
