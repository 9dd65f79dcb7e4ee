# How many people a minute a build carries, and what gives way above that.
capacity-head = Where it breaks: { $situation }
capacity-limits = The limits: { $success } of people get done what they came for, and 95 of 100 are answered within { $wait }, at each request apart. People arrive evenly, in the situation’s mix.
capacity-platform = { $build } carries { $low } people a minute; at { $high } the limits are broken.
capacity-generator = { $build } carries at least { $low } people a minute. At { $high } what sent the load was at its own limit: how much more the platform carries is not known.
capacity-highest = { $build } carries at least { $low } people a minute, the most that was to be sent.
capacity-unfinished = { $build } carries at least { $low } people a minute; the search did not come to its end.
capacity-none = { $build }: no rate was shown to keep the limits; { $high } people a minute broke them.
capacity-unknown = { $build }: what it carries is not known; the search did not come to its end, or what sent the load was at its own limit before anything was shown.
capacity-at-least = at least { $low }
capacity-worse = { $build } carries fewer people than { $baseline }: { $now } a minute, against { $before }
capacity-better = { $build } carries more people than { $baseline }: { $now } a minute, against { $before }
capacity-first = First to give way:
capacity-then = Then:
capacity-gave-way-wait = { $task }, { $request }: of { $people }, { $share } waited longer than { $limit }; 95 of 100 were answered within { $seconds }
capacity-gave-way-success = { $task }: of { $people } people, { $share } did not get it done, where { $needed } have to; most often: { $why }
capacity-recovered = It recovered: { $seconds } s after the load had fallen, at the latest, nobody failed or waited too long any more.
capacity-not-recovered = ✗ It did not recover after the load had fallen.
capacity-sure = The rate that was kept rests on { $people } people in { $sessions ->
    [one] one session
   *[other] { $sessions } sessions
}, of whom { $failed } failed. Each rate was judged by itself, at 95 %.
capacity-precision = Both ends lie as close together as was asked for ({ $share }) where people could show it; a smaller overload may not have shown in the time that each rate was sent.
capacity-same-machine = The load was sent from the machine that serves the build: both shared its processors, and the build alone may carry more.
capacity-not-sent = not sent
capacity-phase-ramp = ramp
capacity-phase-search = closer look
capacity-phase-recovery = after the fall
capacity-verdict-kept = limits kept
capacity-verdict-broken = limits broken
capacity-verdict-cannot-tell = too few people to tell
capacity-verdict-generator = limited by what sent the load
capacity-verdict-recovered = recovered
capacity-verdict-not-recovered = not recovered yet
chart-capacity-title = { $situation }: the longest wait at each arrival rate
chart-capacity-description = For each rate, the 95th percentile of the request that was waited for longest, on { $builds }. Filled marks kept the limits. The table below has the figures.
axis-rate = People a minute
axis-slowest = p95 of the slowest request, s
axis-limit = limit { $wait }
head-phase = Phase
head-slowest = Slowest request
head-late = Started late
head-verdict = Came to
terminal-capacity-step = { $phase ->
    [recovery] the load falls: { NUMBER($rate, maximumFractionDigits: 0) } people a minute
   *[other] { NUMBER($rate, maximumFractionDigits: 0) } people a minute
}
terminal-capacity-level = { NUMBER($rate, maximumFractionDigits: 0) }/min  { $phase ->
    [recovery] { $after ->
        [never] ? not recovered yet
       *[other] ✓ recovered, at the latest { NUMBER($after, maximumFractionDigits: 0) } s after the fall
    }
   *[other] { $verdict ->
        [kept] ✓ limits kept
        [broken] ✗ limits broken
        [generator] ! what sends the load is at its own limit
       *[other] { $phase ->
            [ramp] … not broken
           *[other] ? too few people to tell
        }
    }
}  ({ $people } people, { $failed } failed; slowest { $request }, p95 { NUMBER($seconds, maximumFractionDigits: 2) } s)
capacity-not-ended = the search for the capacity of { $builds } did not come to its end; why stands above
capacity-go-on = Mend that, and go on with the same command and --resume { $where }
