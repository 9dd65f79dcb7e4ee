# What the analysis says: headlines, reasons, notes, and what is not known.

# Headlines
headline-uncounted = { $count ->
    [one] “{ $tasks }” was done before, and no attempt at it could be counted now: no verdict
   *[other] { $count } tasks were done before, and no attempt at them could be counted now: no verdict ({ $tasks })
}
headline-lost = { $count ->
    [one] “{ $tasks }” can no longer be completed
   *[other] { $count } tasks can no longer be completed: { $tasks }
}
headline-lost-in-mode = { $mode ->
    [keyboard] { $count ->
        [one] “{ $tasks }” can no longer be done by keyboard
       *[other] { $count } tasks can no longer be done by keyboard: { $tasks }
    }
    [pointer] { $count ->
        [one] “{ $tasks }” can no longer be done with the mouse
       *[other] { $count } tasks can no longer be done with the mouse: { $tasks }
    }
    [touch] { $count ->
        [one] “{ $tasks }” can no longer be done by touch
       *[other] { $count } tasks can no longer be done by touch: { $tasks }
    }
    [zoom] { $count ->
        [one] “{ $tasks }” can no longer be done at 400 % zoom
       *[other] { $count } tasks can no longer be done at 400 % zoom: { $tasks }
    }
    [screen-reader] { $count ->
        [one] “{ $tasks }” can no longer be done by hearing the page
       *[other] { $count } tasks can no longer be done by hearing the page: { $tasks }
    }
   *[other] { $count ->
        [one] “{ $tasks }” can no longer be done ({ $mode })
       *[other] { $count } tasks can no longer be done ({ $mode }): { $tasks }
    }
}
headline-perhaps-lost = { $count ->
    [one] “{ $tasks }”
   *[other] { $count } tasks
} could be done { $mode ->
    [keyboard] by keyboard
    [pointer] with the mouse
    [touch] by touch
    [zoom] at 400 % zoom
    [screen-reader] by hearing the page
   *[other] ({ $mode })
} before and could not now{ $attempts ->
    [one] {""}, in one attempt: too little to be sure
   *[other] {""}, in { $attempts } attempts: too little to be sure
}{ $count ->
    [one] {""}
   *[other] {" "}({ $tasks })
}
headline-too-few = { $count ->
    [one] One comparison cannot tell
   *[other] In all, { $count } comparisons cannot tell
}: a difference is told from two attempts on each side on (--repeats)
headline-rarer = { $count ->
    [one] “{ $tasks }” succeeds less often
   *[other] { $count } tasks succeed less often: { $tasks }
}
headline-leaks = { $count ->
    [one] one of their personal pages is shown to somebody who must not see it
   *[other] { $count } of their personal pages are shown to somebody who must not see them
}
headline-read-after-log-out = { $failing ->
    [0] after logging out, the
   *[other] “{ $tasks }” no longer shuts others out: the
} next person at the computer can still read what is theirs{ $count ->
    [0] {""}
    [one] {" "}(one address still answers with it)
   *[other] {" "}({ $count } addresses still answer with it)
}
headline-faults = { $count ->
    [one] one new accessibility fault
   *[other] { $kinds ->
        [one] one kind
       *[other] { $kinds } kinds
    } of accessibility fault in { $count } new places
}, on the way to { $ways ->
    [one] one task
   *[other] { $ways } tasks
}
headline-effort = “{ $task }” takes { $clicks ->
    [0] { $keys ->
        [0] { $seconds } s more
        [one] one key and { $seconds } s more
       *[other] { $keys } keys and { $seconds } s more
    }
    [one] one click and { $seconds } s more
   *[other] { $clicks } clicks and { $seconds } s more
} (predicted, practised user){ $others ->
    [0] {""}
    [one] ; one other task costs more, too
   *[other] ; { $others } other tasks cost more, too
}
headline-wait = “{ $task }” makes people wait { $seconds } s longer{ $others ->
    [0] {""}
    [one] ; one other task is slower, too
   *[other] ; { $others } other tasks are slower, too
}
headline-load-success = under load ({ $situation }), { NUMBER($before, style: "percent", maximumFractionDigits: 0) } of people completed “{ $task }”; now { NUMBER($after, style: "percent", maximumFractionDigits: 0) } do
headline-load-wait = under load ({ $situation }), people wait up to { $after } s for “{ $task }”; before, up to { $before } s ({ headline-load-people })
headline-load-sign-in = under load ({ $situation }), people wait up to { $after } s to sign in; before, up to { $before } s ({ headline-load-people }{ $others ->
    [0] {""}
   *[other] ; { $others ->
        [one] one other role
       *[other] { $others } other roles
    } too
})
headline-load-people = { $few_after ->
    [same] { $few_before ->
        [0] 95 of 100 of those who got done wait no longer
       *[other] on each build the slowest of the { $few_before } who got done
    }
   *[other] before: { $few_before ->
        [0] 95 of 100 of those who got done
       *[other] the slowest of the { $few_before } who got done
    }, now: { $few_after ->
        [0] 95 of 100
       *[other] the slowest of { $few_after }
    }
}
headline-better = { $count ->
    [one] one figure got better
   *[other] { $count } figures got better
}, and none got worse: { $measures }{ $measures_more ->
    [0] {""}
    [one] {""}, and one other measure
   *[other] {""}, and { $measures_more } other measures
}{ $tasks_count ->
    [0] {""}
   *[other] {" "}({ $tasks }{ $tasks_more ->
        [0] {""}
        [one] {""}, and one other task
       *[other] {""}, and { $tasks_more } other tasks
    })
}
headline-scan-faults = { $kinds ->
    [one] One kind of fault
   *[other] { $kinds } kinds of fault
} in { $places ->
    [one] one place
   *[other] { $places } places
}, on { $pages ->
    [one] the page
   *[other] { $on } of { $pages } pages
}
headline-scan-criteria = { $count ->
    [one] One success criterion is failed
   *[other] { $count } success criteria are failed
}: { $criteria }
headline-scan-nothing = No fault was found; what no machine can test, a person has to
headline-scan-doubts = { $count ->
    [one] One kind of finding has to be looked at by a person
   *[other] { $count } kinds of finding have to be looked at by a person
}
headline-scan-new = { $count ->
    [one] One new fault
   *[other] { $kinds ->
        [one] One kind
       *[other] { $kinds } kinds
    } of fault in { $count } new places
}
headline-scan-only = { $count ->
    [one] One fault
   *[other] { $count } faults
} on pages that were not looked at before
headline-scan-fixed = { $count ->
    [one] One fault is fixed
   *[other] { $count } faults are fixed
}
headline-scan-remaining = { $count ->
    [one] One fault remains
   *[other] { $count } faults remain
}
headline-scan-none = No fault was found on either side; what no machine can test, a person has to
headline-same = No meaningful difference in any of { $count } comparisons
headline-cannot-tell = { $count ->
    [0] Nothing could be compared
    [one] Nothing got worse as far as can be told; one comparison cannot tell
   *[other] Nothing got worse as far as can be told; { $count } comparisons cannot tell
}
headline-alone = { $build }: { $attempts ->
    [0] no attempt counts
   *[other] { $succeeded } of { $attempts } attempts reached their goal{ $uncounted ->
        [0] {""}
        [one] ; one more does not count
       *[other] ; { $uncounted } more do not count
    }
}
headline-alone-lost = { $count ->
    [one] “{ $tasks }” could not be completed
   *[other] { $count } tasks could not be completed: { $tasks }
}
headline-alone-lost-in-mode = { $mode ->
    [keyboard] { $count ->
        [one] “{ $tasks }” could not be done by keyboard
       *[other] { $count } tasks could not be done by keyboard: { $tasks }
    }
    [pointer] { $count ->
        [one] “{ $tasks }” could not be done with the mouse
       *[other] { $count } tasks could not be done with the mouse: { $tasks }
    }
    [touch] { $count ->
        [one] “{ $tasks }” could not be done by touch
       *[other] { $count } tasks could not be done by touch: { $tasks }
    }
    [zoom] { $count ->
        [one] “{ $tasks }” could not be done at 400 % zoom
       *[other] { $count } tasks could not be done at 400 % zoom: { $tasks }
    }
   *[other] { $count ->
        [one] “{ $tasks }” could not be done with a screen reader
       *[other] { $count } tasks could not be done with a screen reader: { $tasks }
    }
}
headline-alone-not-offered = { $count ->
    [one] One of { $of } tasks is not offered
   *[other] { $count } of { $of } tasks are not offered
}
headline-alone-faults = { $count ->
    [one] One accessibility fault was found
   *[other] { $count } accessibility faults were found
}

# Why a verdict is what it is
why-all-pairs = the same in all { $pairs } pairs
why-pairs-disagree = the { $pairs } pairs do not agree
why-too-few-pairs = { $pairs ->
    [0] no pair of attempts
    [one] one pair of attempts only
   *[other] { $pairs } pairs of attempts only
}
why-noise-unknown = { $pairs ->
    [one] one pair, and too few others to know the noise by
   *[other] { $pairs } pairs, and too few others to know the noise by
}
why-reproduced = { $before } of { $of } before, { $after } of { $now_of } now, each time at the same place
why-together = judged together with { $cells } tasks and modes: between { NUMBER($low, style: "percent", maximumFractionDigits: 1) } and { NUMBER($high, style: "percent", maximumFractionDigits: 1) }
why-together-load = judged together with { $tasks } tasks, { $people } people: between { NUMBER($low, style: "percent", maximumFractionDigits: 1) } and { NUMBER($high, style: "percent", maximumFractionDigits: 1) }
why-nothing-counted = { $side ->
    [baseline] no attempt on the baseline counts
   *[candidate] no attempt on the candidate counts
} ({ $outcomes })
why-conditions-differ = measured under other conditions: { $condition ->
    [load] another load was sent: see its conditions
   *[other] { $condition } was { $before }, is { $after }
}
why-no-page-of-both = no page was looked at on both sides
why-step = in the step “{ $step }”: { $seconds } s
why-findings = { $added } new, { $removed } gone{ $unsure ->
    [0] {""}
   *[other] , { $unsure } not sure
}
why-leaks = { $added } new, { $removed } gone

# What is not known
unknown-people = whether people are satisfied, understand and learn: no script can know
unknown-screen-readers = what people with a screen reader hear
unknown-real-screen-readers = what NVDA, JAWS and VoiceOver really say: the mode is an approximation on Chromium’s accessibility tree
unknown-mode-pointer = what people meet who use a mouse: not tried
unknown-mode-keyboard = what people meet who work without a mouse: not tried
unknown-mode-touch = what people meet on a touch screen: not tried
unknown-mode-zoom = what people meet who enlarge pages to 400 %: not tried
unknown-accessibility = accessibility: no page was checked
unknown-journeys = what becomes of the pages while somebody uses them, and what stands behind a log-in: a journey tells (skolprov run)
unknown-load = behaviour under load: none was sent
unknown-load-of-role = nobody in this role took part in the load
unknown-privacy = privacy: nothing was asked with another account
unknown-privacy-of = privacy of { $build }: nothing was asked with another account
unknown-criteria = { $count } of { $of } success criteria: no check looked at them
unknown-tasks = { $count ->
    [one] one task was not attempted
   *[other] { $count } tasks were not attempted
}
unknown-not-by-form-or-mode = load and privacy: they cannot be told by school form or mode
unknown-not-scripted = { $count ->
    [one] one task
   *[other] { $count } tasks
}{ $on ->
    [all] {""}
   *[some] {" "}on { $builds }
}: the platform file “{ $about }” says neither how to do { $count ->
    [one] it
   *[other] them
} nor that the platform does not offer { $count ->
    [one] it
   *[other] them
}
unknown-no-account = { $count ->
    [one] one task
   *[other] { $count } tasks
}{ $on ->
    [all] {""}
   *[some] {" "}on { $builds }
}: the school data has no { $about ->
    [teacher] teacher’s
    [pupil] pupil’s
   *[guardian] guardian’s
} account for { $count ->
    [one] it
   *[other] them
}
unknown-no-attempts = no attempt counts
unknown-tried-on-one = only “{ $build }” was tried in this role
unknown-nothing-in-common = no task was tried in the same mode on both
unknown-no-actions = the run holds no actions
unknown-no-states = in some actions the page's state could not be read
unknown-no-vitals = the browser did not say: an older run, or pages that change without being loaded
unknown-in-mode = not defined for this mode
unknown-not-completed = nobody completed it
unknown-not-offered = the platform does not offer it
unknown-nobody-arrived = nobody arrived
unknown-nobody-completed = nobody completed it
unknown-broken = the measure { $measure } could not be computed

# Warnings
note-by-name = { $count ->
    [one] “{ $builds }” of one run is compared with the build of the same name of the other
   *[other] { $builds } of one run are compared each with the build of the same name of the other
}; --baseline BUILD compares all with one
note-of-no-other-run = { $count ->
    [one] “{ $builds }” is compared with nothing: no other run has a build of that name
   *[other] { $builds } are compared with nothing: no other run has builds of those names
}
note-stopped = The run { $run } was stopped before its end
note-changed = The run { $run } was changed after it had ended: { $files }. What is told here is told of what lies there now
note-broken = A measure could not be computed: { $what } ({ $where })
note-script-error = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended because the script does not fit the platform; they stand in no rate
note-environment-error = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended because the platform could not be reached; they stand in no rate
note-not-let-in = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended because nobody was let in: the sign-in failed, or only a person can do it; they stand in no rate
note-not-prepared = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended because what the task needs could not be prepared; they stand in no rate
note-browser-gone = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended because the browser ended; they stand in no rate
note-harness-error = { $build }: { $count ->
    [one] one attempt
   *[other] { $count } attempts
} ended by an error of Skolprov’s own; they stand in no rate
note-fewer = { $count ->
    [one] One rate rests
   *[other] { $count } rates rest
} on fewer attempts than planned
note-pages-not-opened = { $count ->
    [one] One page
   *[other] { $count } pages
} could not be opened: { $pages }
note-states-unasked = { $why ->
    [not-reached-by-address] { $count } of { $of } states were not asked the checks that operate a page: they do not come back by their address
    [walk-led-elsewhere] { $count } of { $of } states were not asked the checks that operate a page: walked once more, the same way led to another page
    [walk-failed] { $count } of { $of } states were not asked the checks that operate a page: the way there could not be walked once more
    [walk-would-leave-something] { $count } of { $of } states were not asked the checks that operate a page: the way there sends something, and the platform file does not say how that is undone
    [walk-not-undone] { $count } of { $of } states were not asked the checks that operate a page: what was sent on the way there could not be undone, so it was not walked again
    [scripts-off] { $count } of { $of } states were not asked the checks that operate a page: the page’s scripts were off
    [not-responding] { $count } of { $of } states were not asked the checks that operate a page: the page did not answer
    [harness-error] { $count } of { $of } states were not asked the checks that operate a page: an error of Skolprov’s own came in between
   *[not-asked-yet] { $count } of { $of } states were not asked the checks that operate a page: the run was stopped before
}
note-walks-left = { $count ->
    [one] One state was
   *[other] { $count } states were
} walked to once more for the checks, and what was sent on the way could not be undone: it may still be there
note-checks-unasked = On { $count ->
    [one] one page
   *[other] { $count } pages
}, some checks could not look: { $checks }
note-not-pictured = { $count ->
    [one] Of one page, no picture could
   *[other] Of { $count } pages, no picture could
} be taken: scripts kept the browser from drawing
note-not-scanned = { $count ->
    [one] One page
   *[other] { $count } pages
} could not be checked for accessibility
note-late = { $build }, { $situation }: { $count ->
    [one] one person
   *[other] { $count } people
} came late because the load generator was busy
note-lost-workers = { $build }, { $situation }: { $lost } of { $workers } processes that sent load went away; of { $count ->
    [one] one person
   *[other] { $count } people
} nobody knows what became

# What was not compared
not-compared-not-offered = { $build } does not offer “{ $task }”
not-compared-not-attempted = “{ $task }” was not attempted on { $build } ({ mode })
not-compared-left-out = “{ $task }” was not attempted on { $build }: { $why ->
    [no-account] nobody is there to do it
   *[not-scripted] the platform file does not say how it is done
}
not-compared-stored = The two sides were not measured by turns in one session: times are compared with wider margins

# The gate
gate-reason = { $build }: { $about ->
    [mode] { $measure }, { $task } ({ mode })
    [situation] { $measure }, { $task } ({ $situation })
    [task] { $measure }, { $task }
    [pages] { $measure }
   *[role] { $measure }, { role }
}
gate-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

# In a terminal
terminal-counts = = { $same ->
    [one] { $same } comparison
   *[other] { $same } comparisons
} without a meaningful difference{ $unsure ->
    [0] {""}
   *[other] ; ? { $unsure } cannot tell
}
terminal-left-out = Left out: { $what }
terminal-fewer-workers = { $workers ->
    [one] One attempt
   *[other] { $workers } attempts
} at a time, not { $wanted }: no two workers act as the same account, and those of { $forms } cannot be divided among more
terminal-shard-empty = Shard { $shard } of { $count } has nothing to do: there are fewer tasks than shards
terminal-shards-share = The { $count } shards act as the same people, since those of { $forms } cannot be divided among so many: run them one after the other, or each on a build of its own
terminal-shard-no-load = A shard sends no load, because other shards may be measuring: go on with the merged run (--resume), or use skolprov load
note-shards-missing = { $number ->
    [one] Shard { $missing } of { $count } is not in this run: its tasks were not measured
   *[other] Shards { $missing } of { $count } are not in this run: their tasks were not measured
}
lost-to-surroundings = { $build }: { $attempts } of { $of } attempts did not count, for reasons that are not the platform’s{ $tasks ->
    [0] {""}
    [one] ; one task has no attempt that counts in at least one mode
   *[other] ; { $tasks } tasks have no attempt that counts in at least one mode
}
lost-mend = { $why }
    Mend that, and measure again.
lost-mend-unreachable = Start the build again, and go on with the same command and --resume { $where }: the attempts that did not reach it are made again.
nothing-measured = nothing could be measured ({ $counts })
no-verdict = no verdict can be given on “{ $candidate }” against “{ $baseline }”
no-verdict-gate = of what the gate looks at ({ $measures }), nothing was measured on both
no-verdict-no-page = no page of “{ $build }” was looked at
no-verdict-mend = { $condition ->
    [checks] Measure one of the two again, with the other’s --checks.
    [level] Scan one of the two again, with the other’s --level.
    [standard] Scan one of the two again, with the other’s --standard.
    [scanned] Measure one of the two again, with the other’s --scan or --no-scan.
    [language] Measure one of the two again, with the other’s --language.
    [forced_colours] Measure one of the two again, with the other’s --forced-colours.
    [text_percent] Measure one of the two again, with the other’s --text-percent.
    [text_spacing] Measure one of the two again, with the other’s --text-spacing.
    [javascript] Measure one of the two again, with the other’s --javascript or --no-javascript.
    [limit_s] Measure one of the two again, with the other’s --limit.
    [load] Send one of the two the other’s load again: its --peak, --duration, roles and tasks.
    [engine] Measure the older of the two again, with this version of Skolprov.
    [measuring_version] Measure the older of the two again, with this version of Skolprov.
    [catalogue_version] Measure the older of the two again, with this version of Skolprov.
   *[other] Measure both under the same conditions, best by turns: skolprov compare --baseline URL --candidate URL.
}
no-verdict-mend-uncounted = Each attempt that did not count says why, in the report and by: skolprov show. Mend that, and measure again.
no-verdict-mend-other = Measure both under one plan, best by turns: skolprov compare PLAN.toml. Of pages: scan the same ones of both.
terminal-replaced = Replaced: the report “{ $title }” of { $runs }, which lay in { $where }
terminal-not-compared = Not compared: { $measures }. { $differs }
differs-only = only “{ $build }” has { $items }
differs-values = { $before } for “{ $baseline }”, { $after } for “{ $candidate }”
terminal-load = { $situation }, { $build }: “{ $task }” was done by { $completed } of { $started }{ $few ->
    [none] {""}
    [0] ; of those, 95 of 100 within { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 2) } s
   *[other] ; the slowest of them within { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 2) } s
}
terminal-exported = { $build }: { $tasks ->
    [one] one task
   *[other] { $tasks } tasks
} written as Locust code. Set the passwords that its people.json names, then: { $command }
terminal-exported-nothing = { $build }: no task could be replayed, so no Locust code was written.
terminal-rule-unused = { $where }: not used. No { $request } in the recording has a value at { $place }.
terminal-preparing = { $task }: what it needs is now put in place on { $build } for { $people ->
    [one] one account
   *[other] { $people } accounts
}, the way the platform file says, which may write data there; texts in which that puts a word have “{ $mark }”. { $then ->
    [reset] It goes when the build is put back.
    [undo] It is taken back afterwards, as far as what undoes the task does that.
   *[stays] Nothing takes it back: the platform file does not say how.
}
terminal-prepared = { $task }: what it needs was put in place for { $ready } of { $people ->
    [one] one account
   *[other] { $people } accounts
}{ $ready ->
    [0] ; nobody does it.
   *[other] ; nobody else does it.
}
terminal-load-planned = { $situation }, { $build }: { $people ->
    [one] one person is
   *[other] { $people } people are
} going to come in { $duration } s, at most { $peak } a minute; { $requests ->
    [one] one request
   *[other] { $requests } requests
}, at most { $rate } a second.
terminal-load-senders = Sent by { $workers ->
    [one] one process.
   *[other] { $workers } processes, which share the arrivals.
}
terminal-load-pupils = As in a school system of { $pupils } pupils, where { $visits } people would come within { $minutes } minutes: as many a minute as there, for a shorter time.
terminal-load-scaled = Of that, { $share }: one process of this machine can send no more without being the limit itself.
terminal-load-writes = { $number ->
    [0] No data is written.
    [one] One request may write data: { $tasks }.
   *[other] { $number } requests may write data: { $tasks }.
}
terminal-load-probes = Meanwhile { $count ->
    [one] one real browser walks
   *[other] { $count } real browsers walk
} the same journeys, one person after the other; what they write is undone where the platform file says how.
terminal-load-hosts = Sent nothing, although the recorded pages ask for them: { $hosts }.
terminal-load-stopped = { $situation }, { $build }: ended early. { $reason }
terminal-load-not-sent = { $situation }, { $build }: not sent, since a stop rule ended the load on this build.
terminal-measures = Skolprov { $version } · { $browser } ({ $place ->
    [elsewhere] elsewhere
    [own] Playwright’s own
   *[other] { $place }
}) · { $cores ->
    [one] 1 core
   *[other] { $cores } cores
}
terminal-nothing-left = Nothing is left to do: the run ended { $when }, and { $attempts ->
    [0] nothing of it is missing
    [one] its one attempt is made
   *[other] all its { $attempts } attempts are made
}.
terminal-report = Report
note-privacy-no-sign-in = On { $build }, { $count ->
    [one] one question
   *[other] { $count } questions
} of privacy could not be asked: an account could not sign in again.
note-privacy-broken-off = On { $build }, the questions of privacy broke off: { $why ->
    [unreachable] the platform could no longer be reached
    [browser] the browser ended
    [recording] a recording cannot be read
   *[other] the browser ended, or a recording cannot be read
}. What is missing is not known.
